import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job } from '../experiments/job.js';

// Threads are started from the built files.
const built = <T>(path: string): Promise<T> =>
  import(new URL(`../dist/${path}.js`, import.meta.url).href) as Promise<T>;
const { prepareEngine } = await built<typeof import('../agents/engine/select.js')>('agents/engine/select');
const { compare } = await built<typeof import('../experiments/compare.js')>('experiments/compare');
const { openJob } = await built<typeof import('../experiments/job.js')>('experiments/job');
const { runTrial } = await built<typeof import('../experiments/trial.js')>('experiments/trial');

const SMALL = { points: 800, seeds: 5, updates: 2 };
/** Some seconds, of which the threads' start is a tenth, and some twenty. */
const REAL = [
  { points: 8, seeds: 10, updates: 400, rounds: 5 },
  { points: 8, seeds: 50, updates: 400, rounds: 3 },
];

/** A sweep over phases; small policies, or ones as large as the flagship's. */
function sweepFile({ points, seeds, updates }: typeof SMALL, hidden: number): string {
  return `import { balance, cycle, experiment, linspace, reinforce, sweep } from 'antiphase';

export default sweep(
  { phase: linspace(0, 0.5, ${points}) },
  ({ phase }, { start }) =>
    experiment({
      env: balance({ rewardScale: cycle({ wave: 'cosine', period: 4, phase: start, min: 0.4, max: 1.6 }) }),
      agent: reinforce({
        learningRate: cycle({ wave: 'cosine', period: 4, phase: start + phase, min: 0.1, max: 0.9 }),
        ${hidden > 2 ? '' : 'episodes: 1,'}
        hidden: [${hidden}],
      }),
      updates: ${updates},
    }),
  { seeds: ${seeds} },
);
`;
}

/** Milliseconds a trial: on the clock, and of all cores. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** The clock and the processor's time, since this was called. */
function meter(): () => Cost {
  const [clock, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wall: performance.now() - clock, cpu: (user + system) / 1000 };
  };
}

function per(trials: number, { wall, cpu }: Cost): Cost {
  return { wall: wall / trials, cpu: cpu / trials };
}

/** The trials of a sweep one after another, with nothing around them. */
async function alone(job: Job): Promise<Cost> {
  const whole = await openJob(job);
  await prepareEngine(undefined);
  const read = meter();
  let trials = 0;
  for (const arm of whole.arms.keys())
    for (let seed = 0; seed < whole.seeds; seed++) {
      trials++;
      for (const event of runTrial(whole, { basis: 0, arm, seed }, undefined, { shouldStop: () => false }))
        if (event.type === 'failed') throw new Error(event.message);
    }
  return per(trials, read());
}

/** The same through threads: from the plan to the last trial's end. */
async function through(job: Job, workers: number): Promise<Cost> {
  let read = meter();
  let cost: Cost = { wall: 0, cpu: 0 };
  let trials = 0;
  for await (const event of compare(job, { workers })) {
    if (event.type === 'plan') read = meter();
    if (event.type !== 'end') continue;
    trials++;
    cost = read();
  }
  return per(trials, cost);
}

/** Seconds that so many threads need for the same arithmetic each: what the machine itself gives a second thread. */
async function arithmetic(threads: number): Promise<number> {
  const code = 'let x = 1; for (let i = 0; i < 4e8; i++) x = (x * 1.0000001) % 3; if (x < 0) throw x;';
  const begun = performance.now();
  const all = Array.from({ length: threads }, () => new Worker(code, { eval: true, execArgv: [] }));
  await Promise.all(all.map((worker) => new Promise((done) => worker.once('exit', done))));
  return (performance.now() - begun) / 1000;
}

const lowest = (costs: readonly Cost[]): Cost => ({
  wall: Math.min(...costs.map(({ wall }) => wall)),
  cpu: Math.min(...costs.map(({ cpu }) => cpu)),
});

function row(name: string, { wall, cpu }: Cost, rest = ''): void {
  process.stdout.write(
    `${name.padEnd(34)}${wall.toFixed(3).padStart(9)} ms${cpu.toFixed(3).padStart(9)} ms cpu${rest}\n`,
  );
}

/** What scheduling costs a trial, and what a second worker brings. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-workers-'));
  const jobOf = (name: string, text: string): Job => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return { source: { kind: 'file', path }, mode: 'sweep' };
  };
  try {
    const small = jobOf('small.ts', sweepFile(SMALL, 2));
    const [bare, one, two]: [Cost[], Cost[], Cost[]] = [[], [], []];
    for (let round = 0; round < 3; round++) {
      bare.push(await alone(small));
      one.push(await through(small, 1));
      two.push(await through(small, 2));
    }
    const own = lowest(bare);
    process.stdout.write(
      `${SMALL.points * SMALL.seeds} trials of ${SMALL.updates} updates, least of three, a trial:\n`,
    );
    row('alone', own);
    for (const [name, costs] of [
      ['1 worker', one],
      ['2 workers', two],
    ] as const) {
      const { wall, cpu } = lowest(costs);
      row(name, { wall, cpu }, `; around it ${(wall - own.wall).toFixed(3)} ms, ${(cpu - own.cpu).toFixed(3)} ms cpu`);
    }
    const given: number[] = [];
    const list = (all: readonly number[]): string =>
      `${all.map((ratio) => ratio.toFixed(2)).join(', ')}; best ${Math.max(...all).toFixed(2)}×`;
    for (const size of REAL) {
      const real = jobOf(`real-${size.seeds}.ts`, sweepFile(size, 16));
      const ratios: number[] = [];
      for (let round = 0; round < size.rounds; round++) {
        const [one, two] = [await through(real, 1), await through(real, 2)];
        ratios.push(one.wall / two.wall);
        given.push((2 * (await arithmetic(1))) / (await arithmetic(2)));
      }
      process.stdout.write(
        `two workers over one, ${size.points * size.seeds} trials of ${size.updates} updates, in turns: ${list(ratios)}\n`,
      );
    }
    process.stdout.write(
      `two threads of plain arithmetic over one, in turns with them: ${list(given)} (${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)})\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
