import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { command, start, type Ended, type Started } from '../../tui/command.js';

/** A sweep of a tiny policy: four points, and so many seeds. */
export function sweepFile(updates: number, seeds = 2): string {
  return `import { balance, cycle, experiment, reinforce, stabilityProbe, sweep } from 'antiphase';

export default sweep(
  { phase: [0, 0.5], discount: [0.9, 0.95] },
  ({ phase, discount }, { start }) =>
    experiment({
      env: balance({ rewardScale: cycle({ wave: 'cosine', period: 4, phase: start, min: 0.4, max: 1.6 }) }),
      agent: reinforce({
        learningRate: cycle({ wave: 'cosine', period: 4, phase: start + phase, min: 0.1, max: 0.9 }),
        episodes: 2,
        hidden: [2],
        discount,
      }),
      warmStart: { updates: 2, learningRate: 0.1 },
      updates: ${updates},
      hooks: [stabilityProbe({ every: 4 })],
    }),
  { seeds: ${seeds} },
);
`;
}

/** Starts a worker in a folder and waits until it takes trials; it is gone after the test. */
export async function worker(folder: string, url: string, ...flags: readonly string[]): Promise<Started> {
  const started = start(folder, 'worker', '--queue', url, ...flags);
  onTestFinished(() => void started.child.kill('SIGKILL'));
  await started.said('waiting for trials');
  return started;
}

/** The sweep of the folder's file, stored there; answers how it ended and where it is stored. */
export async function swept(
  folder: string,
  store: string,
  ...flags: readonly string[]
): Promise<Ended & { readonly run: string }> {
  const ended = await command(folder, 'sweep', 'sweep.ts', '--store', store, '--reporter', 'jsonl', ...flags);
  return { ...ended, run: onlyRun(folder, store) };
}

/** The only run of a store. */
export function onlyRun(folder: string, store: string): string {
  return join(folder, store, readdirSync(join(folder, store))[0]);
}

/** Writes the sweep into a folder. */
export function withSweep(folder: string, updates: number, seeds?: number): string {
  writeFileSync(join(folder, 'sweep.ts'), sweepFile(updates, seeds));
  return folder;
}
