import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SEEDS = 4;
const UPDATES = 10;

/** A sweep of the smallest policies: what is left is the list. */
const file = (
  points: number,
): string => `import { balance, cycle, experiment, linspace, reinforce, sweep } from 'antiphase';

export default sweep(
  { phase: linspace(0, 0.5, ${points}) },
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
const script = (path: string, workers: number, store: string | undefined): string => `
import { compare } from ${JSON.stringify(new URL('../dist/experiments/compare.js', import.meta.url).href)};
const before = process.resourceUsage().maxRSS;
let [trials, heap] = [0, 0];
for await (const event of compare({ source: { kind: 'file', path: ${JSON.stringify(path)} }, mode: 'sweep' }, { workers: ${workers}${store === undefined ? '' : `, store: ${JSON.stringify(store)}`} })) {
  if (event.type !== 'end') continue;
  if (++trials % 100 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
}
console.log(JSON.stringify({ before, peak: process.resourceUsage().maxRSS, heap, trials }));
`;

interface Told {
  readonly before: number;
  readonly peak: number;
  readonly heap: number;
  readonly trials: number;
}

/** Memory of a process that tells a sweep of 10,000 trials: what the list costs beside one of 8 trials, and what the threads cost. */
export function bench(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-sweep-list-'));
  const measured = (points: number, workers: number, store?: string): Told => {
    const [path, main] = [join(folder, `sweep-${points}.ts`), join(folder, 'main.mjs')];
    writeFileSync(path, file(points));
    writeFileSync(main, script(path, workers, store));
    const { stdout, stderr, status } = spawnSync(process.execPath, [main], { encoding: 'utf8', cwd: root });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Told;
  };
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  try {
    const [one, two] = [measured(2, 1), measured(2, 2)];
    const [large, stored] = [measured(2500, 2), measured(2500, 2, join(folder, 'run'))];
    process.stdout.write(
      [
        `peak RSS of the whole process, 2 threads, ${large.trials} trials: ${megabytes(1024 * large.peak)}; stored: ${megabytes(1024 * stored.peak)}`,
        `  loaded, nothing run   ${megabytes(1024 * large.before)}`,
        `  8 trials, 1 thread    ${megabytes(1024 * one.peak)}`,
        `  8 trials, 2 threads   ${megabytes(1024 * two.peak)}`,
        `  the list on top       ${megabytes(1024 * (large.peak - two.peak))} (heap of the main thread at most ${megabytes(large.heap)})`,
        '',
      ].join('\n'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
