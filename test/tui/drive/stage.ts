import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { command } from '../command.js';

/** Bounds of the experiment that is driven: small, so that a test may run it again. */
export const driven = {
  knob: { wave: 'cosine', period: 8, min: 0.2, max: 1.8 },
  rate: { wave: 'cosine', period: 8, phase: 0.5, min: 0.02, max: 0.18 },
  agent: { episodes: 8, hidden: [4] },
  every: 2,
  updates: 100_000,
} as const;

const agent = JSON.stringify(driven.agent).slice(1, -1);

/** A run that does not end while somebody looks at it. */
const runFile = `import { balance, cycle, experiment, reinforce, stabilityProbe } from 'antiphase';

export default experiment({
  env: balance({ rewardScale: cycle(${JSON.stringify(driven.knob)}) }),
  agent: reinforce({ learningRate: cycle(${JSON.stringify(driven.rate)}), ${agent} }),
  updates: ${driven.updates},
  hooks: [stabilityProbe({ every: ${driven.every} })],
});
`;

/** Six cells of two seeds. */
const sweepFile = `import { balance, cycle, experiment, linspace, reinforce, stabilityProbe, sweep } from 'antiphase';

const wave = { wave: 'cosine', period: 8 };

export default sweep(
  { phase: linspace(0, 0.5, 3), meanRate: [1, 4] },
  ({ phase, meanRate }, { start }) =>
    experiment({
      env: balance({ rewardScale: cycle({ ...wave, phase: start, min: 0.2, max: 1.8 }) }),
      agent: reinforce({
        learningRate: cycle({ ...wave, phase: start + phase, min: 0.2 * meanRate, max: 1.8 * meanRate }),
        ${agent},
      }),
      updates: 24,
      hooks: [stabilityProbe({ every: 2 })],
    }),
  { name: 'grid', seeds: 2, collapse: { signal: 'rewardPerStep', below: -0.5, over: 'last half' } },
);
`;

/** A folder of its own with an experiment `run.ts` and a sweep `grid.ts`. */
export function stage(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-drive-'));
  writeFileSync(join(folder, 'run.ts'), runFile);
  writeFileSync(join(folder, 'grid.ts'), sweepFile);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Trains and stores in `runs` of the folder, and waits for it. */
export async function store(folder: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await command(folder, ...args, '--reporter', 'quiet', '--store', 'runs');
  expect([code, stderr.includes('stored as')]).toEqual([0, true]);
}
