import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gate } from './gate.js';
import { cli, inFolder, quantile } from './screens.js';

const RUNS = 1000;
const ROUNDS = 7;

/** A store of as many runs, each with all its files: one is trained, the others are copies with a name and a day of their own. */
function fill(folder: string): void {
  const words = [cli, 'run', 'balance', '--updates', '3', '--seeds', '1', '--workers', '1', '--reporter', 'quiet'];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const store = join(folder, 'runs');
  const [first] = readdirSync(store);
  const manifest = readFileSync(join(store, first, 'run.json'), 'utf8');
  for (let i = 0; i < RUNS; i++) {
    const id = `balance-20200101-000000-${i.toString(16).padStart(4, '0')}`;
    cpSync(join(store, first), join(store, id), { recursive: true });
    const created = new Date(1_577_836_800_000 + 60_000 * ((i * 7919) % RUNS)).toISOString();
    const own = manifest.replace(first, id).replace(/"created": "[^"]*"/, `"created": "${created}"`);
    writeFileSync(join(store, id, 'run.json'), own);
    if (i % 3 === 0) rmSync(join(store, id, 'verdict.json'));
  }
  rmSync(join(store, first), { recursive: true });
}

/** Milliseconds on the clock of the whole command, from its start to its end. */
function listed(folder: string, lines: number, ...flags: readonly string[]): number {
  const begun = performance.now();
  const { stdout, status } = spawnSync(process.execPath, [cli, 'runs', ...flags], { cwd: folder, encoding: 'utf8' });
  const wall = performance.now() - begun;
  const told = stdout.trimEnd().split('\n').length;
  if (status !== 0 || told !== lines) throw new Error(`runs ${flags.join(' ')}: ${told} lines, expected ${lines}`);
  return wall;
}

/** How long the list of a thousand stored runs takes, as a whole command. */
export async function bench(): Promise<void> {
  await inFolder((folder) => {
    fill(folder);
    const kinds = [
      ['as it is', RUNS + 1, []],
      ['filtered and sorted', Math.ceil(RUNS / 3) + 1, ['--filter', 'unfinished', '--sort', 'experiment']],
    ] as const;
    for (const [name, lines, flags] of kinds) {
      const walls = Array.from({ length: ROUNDS }, () => listed(folder, lines, ...flags));
      const nothing = Array.from({ length: ROUNDS }, () => listed(join(folder, 'runs'), 1));
      process.stdout.write(`the same command in an empty store, median: ${quantile(nothing, 0.5).toFixed(0)} ms\n`);
      gate(`${RUNS} runs listed, ${name}, median`, quantile(walls, 0.5), 1000, 'ms');
    }
    return Promise.resolve();
  });
}
