import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const POINTS = 2500;
const SEEDS = 4;
const UPDATES = 10;

/** A sweep of the smallest policies: what is left is the list. */
const file = `import { balance, cycle, experiment, linspace, reinforce, sweep } from 'antiphase';

export default sweep(
  { phase: linspace(0, 0.5, ${POINTS}) },
  ({ phase }, { start }) =>
    experiment({
      env: balance({ rewardScale: cycle({ wave: 'cosine', period: 4, phase: start, min: 0.4, max: 1.6 }) }),
      agent: reinforce({
        learningRate: cycle({ wave: 'cosine', period: 4, phase: start + phase, min: 0.1, max: 0.9 }),
        episodes: 2,
        hidden: [2],
      }),
      updates: ${UPDATES},
    }),
  { seeds: ${SEEDS} },
);
`;

/** Runs the sweep and tells what its process needed. */
const script = (path: string, store: string | undefined): string => `
import { compare } from ${JSON.stringify(new URL('../dist/experiments/index.js', import.meta.url).href)};
const before = process.resourceUsage().maxRSS;
const begun = performance.now();
let [events, trials, heap, planned] = [0, 0, 0, 0];
for await (const event of compare({ source: { kind: 'file', path: ${JSON.stringify(path)} }, mode: 'sweep' }, { workers: 2${store === undefined ? '' : `, store: ${JSON.stringify(store)}`} })) {
  events++;
  if (event.type === 'plan') planned = performance.now();
  if (event.type !== 'end') continue;
  if (++trials % 500 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
}
const milliseconds = performance.now() - begun;
console.log(JSON.stringify({ before, peak: process.resourceUsage().maxRSS, heap, events, trials, planned: planned - begun, milliseconds }));
`;

interface Told {
  readonly before: number;
  readonly peak: number;
  readonly heap: number;
  readonly events: number;
  readonly trials: number;
  readonly planned: number;
  readonly milliseconds: number;
}

/** Memory of a process that tells a sweep of 10,000 trials, with two threads in it. */
export function bench(): void {
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-sweep-list-'));
  try {
    const path = join(folder, 'sweep.ts');
    writeFileSync(path, file);
    for (const store of [undefined, join(folder, 'run')]) {
      const main = join(folder, 'main.mjs');
      writeFileSync(main, script(path, store));
      const { stdout, stderr, status } = spawnSync(process.execPath, [main], {
        encoding: 'utf8',
        cwd: fileURLToPath(new URL('..', import.meta.url)),
      });
      if (status !== 0) throw new Error(stderr);
      const told = JSON.parse(stdout) as Told;
      const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
      process.stdout.write(
        `${store === undefined ? 'not stored' : 'stored'}: ${told.trials} trials, ${told.events} events; peak RSS ${megabytes(1024 * told.peak)}, of which ` +
          `${megabytes(1024 * told.before)} before anything ran; heap of this thread at most ${megabytes(told.heap)}; ` +
          `${(told.planned / 1000).toFixed(1)} s to the plan, ${(told.milliseconds / told.trials).toFixed(2)} ms a trial in all\n`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
