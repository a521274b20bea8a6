import { afterAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../experiments/event.js';
import { command, folderOf } from '../tui/command.js';

/** An experiment with a hook whose body is given; at update 2 of seed 1 alone. */
function hooked(body: string): string {
  return `import { balance, cycle, experiment, reinforce } from 'antiphase';

const bad = ({ streams }) => [
  {
    id: 'bad',
    at: 'end',
    signals: [],
    run({ update }) {
      if (update === 2 && streams.seed === 1) ${body};
      return {};
    },
  },
];
export default experiment({
  env: balance(),
  agent: reinforce({ episodes: 2, hidden: [2], learningRate: cycle({ wave: 'cosine', period: 4, min: 0.1, max: 0.9 }) }),
  updates: 4,
  hooks: [bad],
});
`;
}

const { path: folder, remove } = folderOf({
  'exits.mjs': hooked('process.exit(7)'),
  'throws.mjs': hooked("throw new Error('broken')"),
  'functions.mjs': hooked('return { own: () => 1 }'),
});
afterAll(remove);

const arms = ['in', 'quad', 'anti', 'const', 'flat'];

async function told(file: string): Promise<{ readonly code: number | null; readonly events: readonly RunEvent[] }> {
  const { code, stdout } = await command(
    folder,
    'compare',
    file,
    '--seeds',
    '3',
    '--workers',
    '2',
    '--reporter',
    'jsonl',
  );
  const lines = stdout.trim().split('\n');
  return { code, events: lines.map((line) => JSON.parse(line) as RunEvent) };
}

describe('a worker whose run cannot go on', () => {
  it.each([
    ['leaves the process', 'exits.mjs', 'exits.mjs:9:55: process.exit(7) was called'],
    ['throws', 'throws.mjs', 'throws.mjs:9:53: broken'],
  ])('because a hook %s: the run failed, and all others go on to the verdict', async (_, file, message) => {
    const { code, events } = await told(file);
    expect(code).toBe(1);
    const failed = events.filter((event) => event.type === 'failed');
    expect(failed).toEqual(arms.map((arm) => ({ type: 'failed', run: `${arm}/1`, message })));
    expect(events.filter((event) => event.type === 'end')).toHaveLength(10);
    expect(events.at(-1)).toMatchObject({ type: 'verdict', decided: false });
  });

  it('because a hook measures what is no number: the command still comes to an end', async () => {
    const { events } = await told('functions.mjs');
    expect(events.at(-1)?.type).toBe('verdict');
    expect(events.filter((event) => event.type === 'end' || event.type === 'failed')).toHaveLength(15);
  });
});
