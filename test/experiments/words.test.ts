import { describe, expect, it } from 'vitest';
import { compare } from '../../experiments/compare.js';
import type { Experiment } from '../../experiments/experiment.js';
import { prepared } from '../../experiments/job.js';
import { bundledAgents, bundledWorlds } from '../../experiments/named.js';
import { subjectText } from '../../experiments/words-line.js';
import { wordsFile } from '../../experiments/words-file.js';
import { wordsSubject } from '../../experiments/words-subject.js';
import { hyperKind, type Words } from '../../experiments/words.js';
import { isPeriodic } from '../../curriculum/period.js';
import { valueAt } from '../../curriculum/schedule.js';

const words: Words = {
  kind: 'words',
  env: 'cart-pole',
  agent: 'ppo',
  knobs: { difficulty: '0.5-0.5*cos(2*pi*t/8)', gravity: 12 },
  hyper: { learningRate: '1e-3*(1+0.9*cos(2*pi*t/8))', discount: 0.98, rows: 2, steps: 4, hidden: [4] },
  updates: 6,
};
const made = (change: Partial<Words> = {}): Experiment => wordsSubject({ ...words, ...change }) as Experiment;

describe('an experiment in words', () => {
  it('has the tunables of the texts: values by hand, and the period they repeat after', () => {
    const { tunables, updates } = made();
    expect(updates).toBe(6);
    expect(tunables['gravity']).toBe(12);
    expect(tunables['discount']).toBe(0.98);
    const { difficulty, learningRate } = tunables;
    for (const tunable of [difficulty, learningRate]) expect(isPeriodic(tunable) && tunable.period).toBe(8);
    expect([0, 2, 4].map((update) => valueAt(difficulty, update))).toEqual([0, expect.closeTo(0.5, 15), 1]);
    expect(valueAt(learningRate, 4)).toBeCloseTo(1e-4, 15);
  });

  it.each([
    ['cosine(p)', 8, 4, 1],
    ['0.1 + 0.2*t/T', 10, 5, 0.2],
    ['1/4', undefined, 3, 0.25],
  ])('takes %s with a period of %s', (difficulty, period, update, value) => {
    const { tunables } = made({ knobs: { difficulty }, ...(period === undefined ? {} : { period }) });
    expect(valueAt(tunables['difficulty'], update)).toBeCloseTo(value, 14);
  });

  it.each<[string, Partial<Words>, RegExp]>([
    ['a world', { env: 'cartPol' }, /^env: .*Did you mean 'cartPole'\?$/],
    ['an agent', { agent: 'pppo' }, /^agent: .*Did you mean 'ppo'\?$/],
    ['a knob', { knobs: { gravty: 3 } }, /gravty: .*Did you mean 'gravity'\?$/],
    ['an option', { hyper: { discont: 1 } }, /discont: .*Did you mean 'discount'\?$/],
    [
      'a function',
      { knobs: { gravity: '9+csin(t)' } },
      /^--knob gravity: .* column 3, got 'csin'\. Did you mean 'sin'\?$/,
    ],
    ['an axis', { axes: { graviti: [1] } }, /^--axis: .*Did you mean 'gravity'\?$/],
  ])('names the nearest one for a misspelt %s', (_, change, message) => {
    expect(() => made(change)).toThrow(message);
  });

  it('says which period is missing, which axis is fixed, and which rate has no phase', () => {
    expect(() => made({ knobs: { difficulty: 'p' } })).toThrow('--period');
    expect(() => made({ axes: { gravity: [9, 10] } })).toThrow('--axis gravity: expected no fixed value');
    expect(() => made({ hyper: {}, axes: { phase: [0] } })).toThrow(
      '--axis phase: expected a learning rate that repeats',
    );
  });

  it('in a sweep leads the rate by the phase and starts everything where the seed does', () => {
    const sweep = wordsSubject({ ...words, axes: { phase: { from: 0, to: 0.5, count: 3 }, gaeLambda: [0.9] }, knobs: { difficulty: words.knobs['difficulty'] } }); // prettier-ignore
    if (sweep.kind !== 'sweep') throw new Error('no sweep');
    const { tunables } = sweep.make({ phase: 0.5, gaeLambda: 0.9 }, { seed: 1, start: 0.25 });
    // A quarter of 8 updates later, the rate half a turn more.
    expect(valueAt(tunables['difficulty'], 0)).toBeCloseTo(0.5 - 0.5 * Math.cos(2 * Math.PI * 0.25), 14);
    expect(valueAt(tunables['learningRate'], 1)).toBeCloseTo(1e-3 * (1 + 0.9 * Math.cos(2 * Math.PI * 0.875)), 14);
    expect(tunables['gaeLambda']).toBe(0.9);
    expect(prepared(sweep, { mode: 'sweep' }).arms.map(({ name }) => name)).toEqual([
      'phase=0,gaeLambda=0.9',
      'phase=0.25,gaeLambda=0.9',
      'phase=0.5,gaeLambda=0.9',
    ]);
  });

  it('runs as a comparison: every arm over every seed', async () => {
    const runs: string[] = [];
    for await (const event of compare(prepared(wordsSubject(words), { mode: 'compare', seeds: 2 })))
      if (event.type === 'end') runs.push(event.run);
    expect(runs).toEqual(['in', 'quad', 'anti', 'const', 'flat'].flatMap((arm) => [`${arm}/0`, `${arm}/1`]));
  });
});

it('knows the kind of every option that is no number: no agent has another one', () => {
  for (const { make } of Object.values(bundledAgents)) {
    const { batchTunables, stepTunables } = make();
    for (const name of Object.keys({ ...batchTunables, ...stepTunables })) expect(hyperKind(name)).toBe('tunable');
  }
});

it('no knob is called like an option of an agent, so an axis has one place', () => {
  const knobs = new Set(bundledWorlds().flatMap(({ definition }) => Object.keys(definition.knobs)));
  for (const { make } of Object.values(bundledAgents)) {
    const { batchTunables, stepTunables } = make();
    for (const name of Object.keys({ ...batchTunables, ...stepTunables })) expect(knobs).not.toContain(name);
  }
});

it('the flags of words are those that say them', () => {
  expect(subjectText({ ...words, axes: { phase: { from: 0, to: 0.5, count: 9 }, gravity: [1, 2] } })).toBe(
    "--env cart-pole --agent ppo --difficulty '0.5-0.5*cos(2*pi*t/8)' --knob gravity=12" +
      " --learning-rate '1e-3*(1+0.9*cos(2*pi*t/8))' --hyper discount=0.98 --hyper rows=2 --hyper steps=4" +
      ' --hyper hidden=4 --axis phase=0:0.5:9 --axis gravity=1,2 --updates 6',
  );
});

it('the file of words reads as one would write it', () => {
  expect(wordsFile({ ...words, hyper: { optimizer: 'adamW' } }, { mode: 'compare', seeds: 4 }, 'mine.ts')).toBe(
    `/** antiphase compare mine.ts --seeds 4 */
import { cartPole, experiment, formula, ppo, stabilityProbe } from 'antiphase';

export default experiment({
  env: cartPole({ difficulty: formula('0.5-0.5*cos(2*pi*t/8)', { period: 8 }), gravity: 12 }),
  agent: ppo({ optimizer: 'adamW' }),
  updates: 6,
  hooks: [stabilityProbe()],
});
`,
  );
});
