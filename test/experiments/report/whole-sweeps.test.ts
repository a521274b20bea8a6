import { expect, it } from 'vitest';
import type { RunData } from '../../../experiments/report/read-run.js';
import { wholeSweeps } from '../../../experiments/report/whole-sweeps.js';
import { arm, pass, plan, verdict } from './fixture.js';
import { manifest } from './stored.js';

const names = ['a=1', 'a=2', 'a=3', 'a=4', 'a=5'];

/** Part `index` of two of a sweep of five points: 1, 3, 5 and 2, 4. */
function part(index: number, options: { readonly sha?: string; readonly told?: boolean } = {}): RunData {
  const { sha = 'a', told = true } = options;
  const own = names.filter((_, i) => i % 2 === index - 1);
  const of = plan({ arms: own.map((name) => arm(name)), manifest: { arms: own.length } });
  const given = manifest(`part-${index}`, 'sweep');
  const source = { kind: 'file', path: `/machine-${index}/sweep.ts` } as const;
  return {
    manifest: {
      ...given,
      mode: 'sweep',
      job: { source, mode: 'sweep', seeds: 2, shard: { index, count: 2 } },
      experiment: { path: source.path, sha256: sha.repeat(64) },
    },
    passes: [
      { ...pass({ arms: of.arms, manifest: of.manifest }), ...(told ? { verdict: verdict(of, ['part']) } : {}) },
    ],
  };
}

it('all parts of a sweep are told as the sweep, its points in order, wherever the file lay', () => {
  const [whole, ...rest] = wholeSweeps([part(2), part(1)]);
  expect(rest).toEqual([]);
  const [{ plan: of, verdict: told }] = whole.passes;
  expect(of.arms.map(({ name }) => name)).toEqual(names);
  expect(of.manifest['arms']).toBe(5);
  expect(told?.arms.map(({ name }) => name).sort()).toEqual(names);
  expect(told?.words.join(' ')).not.toMatch(/Part \d of/);
  expect(whole.manifest.job).toEqual({ source: part(1).manifest.job?.source, mode: 'sweep', seeds: 2 });
  expect(whole.manifest.id).toBe('part-1, part-2');
});

it('points best first, whichever part they come from', () => {
  const [a, b] = [part(1), part(2)];
  const scored = (run: RunData, score: number): RunData => {
    const [first] = run.passes;
    const told = first.verdict;
    if (told === undefined) throw new Error('a part without a verdict');
    const arms = told.arms.map((one) => ({ ...one, score: { value: score, low: score, high: score } }));
    return { ...run, passes: [{ ...first, verdict: { ...told, arms } }] };
  };
  const [{ passes }] = wholeSweeps([scored(a, 1), scored(b, 2)]);
  expect(passes[0].verdict?.arms.map(({ name }) => name)).toEqual(['a=2', 'a=4', 'a=1', 'a=3', 'a=5']);
});

it.each([
  ['a part is missing', [part(1)]],
  ['a part is told twice', [part(1), part(2), part(2)]],
  ['the files differ', [part(1), part(2, { sha: 'b' })]],
])('parts stay parts where %s', (_, runs) => {
  expect(wholeSweeps(runs)).toEqual(runs);
});

it('gives no verdict while a part has none', () => {
  const [whole] = wholeSweeps([part(1), part(2, { told: false })]);
  expect(whole.passes[0].plan.arms).toHaveLength(5);
  expect(whole.passes[0].verdict).toBeUndefined();
});
