import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../test/experiments/queue/free-port.js';
import { cli, inFolder } from './screens.js';

const SEEDS = 4;
const TRIALS = 500;

/** A sweep of the smallest policies: what is left is the queue. */
const file = (points: number): string => `import { balance, experiment, linspace, reinforce, sweep } from 'antiphase';

export default sweep(
  { discount: linspace(0.8, 0.99, ${points}) },
  ({ discount }) =>
    experiment({ env: balance(), agent: reinforce({ learningRate: 0.1, episodes: 2, hidden: [2], discount }), updates: 10 }),
  { seeds: ${SEEDS} },
);
`;

/** Runs the sweep and tells what its process needed, and the clock from the plan to the last trial's end. */
const script = (queue: string | undefined): string => `
import { compare } from ${JSON.stringify(new URL('../dist/experiments/compare.js', import.meta.url).href)};
const before = process.resourceUsage().maxRSS;
let [trials, begun, cpu, seconds, spent] = [0, 0, undefined, 0, 0];
const ended = new Set();
for await (const event of compare({ source: { kind: 'file', path: 'sweep.ts' }, mode: 'sweep' }, { store: 'run', ${queue === undefined ? 'workers: 2' : `queue: ${JSON.stringify(queue)}`} })) {
  if (event.type === 'plan') [begun, cpu] = [performance.now(), process.cpuUsage()];
  if (event.type !== 'end') continue;
  if (ended.has(event.run)) throw new Error(event.run + ' was told twice');
  ended.add(event.run);
  trials++;
  const { user, system } = process.cpuUsage(cpu);
  [seconds, spent] = [(performance.now() - begun) / 1000, (user + system) / 1e6];
}
console.log(JSON.stringify({ before, peak: process.resourceUsage().maxRSS, trials, seconds, spent }));
`;

interface Told {
  readonly before: number;
  readonly peak: number;
  readonly trials: number;
  readonly seconds: number;
  readonly spent: number;
}

const megabytes = (kilobytes: number): string => `${((1024 * kilobytes) / 1e6).toFixed(0)} MB`;

/** The most memory that a process has had, in kB, where the system tells. */
function peakOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return Number.NaN;
  }
}

/** A process that has begun when it says so. */
function begun(command: string, words: readonly string[], says: string, folder: string): Promise<ChildProcess> {
  const child = spawn(command, words, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((ready, fail) => {
    child.once('exit', (code) => {
      fail(new Error(`${command} ended with ${code}`));
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes(says)) ready(child);
    });
  });
}

/** A stored sweep of so many trials in a process of its own, which is not waited for by blocking: others are watched meanwhile. */
async function swept(folder: string, trials: number, queue: string | undefined): Promise<Told> {
  writeFileSync(join(folder, 'sweep.ts'), file(trials / SEEDS));
  const main = join(folder, 'main.mjs');
  writeFileSync(main, script(queue));
  const child = spawn(process.execPath, [main], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`the sweep ended with ${String(code)}`);
  return JSON.parse(text) as Told;
}

/** What a trial costs through Redis with two worker processes, beside two threads of one process; and what everybody needs of memory. */
export async function queued(trials: number): Promise<void> {
  await inFolder(async (folder) => {
    const alone = await swept(folder, trials, undefined);
    const row = ({ seconds, spent, before, peak }: Told): string =>
      `${((1000 * seconds) / trials).toFixed(2)} ms a trial, ${((1000 * spent) / trials).toFixed(2)} ms of CPU in the sweep's process, ${megabytes(peak)} (${megabytes(before)} loaded)`;
    process.stdout.write(`${trials} stored trials of 10 updates\n  two threads         ${row(alone)}\n`);
    await inFolder(async (own) => {
      const port = await freePort();
      const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', ''];
      const url = `redis://127.0.0.1:${port}`;
      const all = [await begun('redis-server', words, 'Ready to accept connections', own)];
      try {
        writeFileSync(join(own, 'sweep.ts'), file(trials / SEEDS));
        for (let i = 0; i < 2; i++)
          all.push(
            await begun(process.execPath, [cli, 'worker', '--queue', url, '--workers', '1'], 'waiting for trials', own),
          );
        const through = await swept(own, trials, url);
        const [redis, ...workers] = all.map(peakOf).map(megabytes);
        process.stdout.write(
          `  two queue workers   ${row(through)}; Redis ${redis}, workers ${workers.join(' and ')}\n`,
        );
      } finally {
        for (const child of all) child.removeAllListeners('exit').kill('SIGKILL');
      }
    });
  });
}

/** A sweep of tiny trials through a queue. */
export async function bench(): Promise<void> {
  if (spawnSync('redis-server', ['--version']).status === 0) await queued(TRIALS);
  else process.stdout.write('left out: redis-server is not installed\n');
}
