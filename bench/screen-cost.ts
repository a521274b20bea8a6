import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { session } from '../test/tui/pty.js';
import { gate } from './gate.js';
import { inFolder, quantile, training } from './screens.js';

const PAIRS = 7;
const UPDATES = 20_000;
/** Updates after which everything is loaded that either of them loads. */
const WARM = 600;

/** Seconds of wall and of CPU that a run took, and what it stored. */
interface Spent {
  readonly wall: number;
  readonly cpu: number;
  readonly bytes: string;
}

/** Trains the same seeds on every core, with a screen or without, in a terminal on which nobody types. */
async function train(reporter: 'dashboard' | 'quiet', updates: number): Promise<Spent> {
  return inFolder(async (folder) => {
    const words = [process.execPath, ...training(availableParallelism(), updates), '--reporter', reporter];
    const line = `TIMEFORMAT='time %R %U %S'; time ${words.map((word) => `'${word}'`).join(' ')} --store runs < /dev/null`;
    const terminal = session(['-c', line], { program: '/bin/bash', width: 140, height: 45, folder });
    const { exitCode } = await terminal.exit;
    const found = /time ([\d.]+) ([\d.]+) ([\d.]+)/.exec(terminal.bytes());
    if (found === null || exitCode !== 0) throw new Error(terminal.screen().join('\n'));
    const [wall, user, system] = found.slice(1).map(Number);
    return { wall, cpu: user + system, bytes: storedBytes(join(folder, 'runs')) };
  });
}

/** A digest of all events that are stored. */
function storedBytes(store: string): string {
  const files = (readdirSync(store, { recursive: true }) as string[]).filter((file) => file.endsWith('events.jsonl'));
  const digest = createHash('sha256');
  // The folder of a run carries the time of day: what counts is what stands behind it.
  for (const file of files.sort((a, b) => a.slice(a.indexOf('/')).localeCompare(b.slice(b.indexOf('/')))))
    digest.update(readFileSync(join(store, file)));
  return `${files.length} ${digest.digest('hex')}`;
}

/** What a start costs, and the updates until everything is loaded: medians of three. */
async function started(reporter: 'dashboard' | 'quiet'): Promise<{ readonly wall: number; readonly cpu: number }> {
  const spent = [await train(reporter, WARM), await train(reporter, WARM), await train(reporter, WARM)];
  return {
    wall: quantile(
      spent.map(({ wall }) => wall),
      0.5,
    ),
    cpu: quantile(
      spent.map(({ cpu }) => cpu),
      0.5,
    ),
  };
}

/** What the screen costs training: the same seeds with it and without, in turns. The start of either is measured alone and taken off. */
export async function bench(): Promise<void> {
  const start = { dashboard: await started('dashboard'), quiet: await started('quiet') };
  process.stdout.write(
    `start: CPU with ${start.dashboard.cpu.toFixed(2)} s, without ${start.quiet.cpu.toFixed(2)} s\n`,
  );
  const ratios: { cpu: number[]; wall: number[] } = { cpu: [], wall: [] };
  for (let i = 0; i < PAIRS; i++) {
    const order = i % 2 === 0 ? (['dashboard', 'quiet'] as const) : (['quiet', 'dashboard'] as const);
    const spent = { [order[0]]: await train(order[0], UPDATES), [order[1]]: await train(order[1], UPDATES) } as Record<
      'dashboard' | 'quiet',
      Spent
    >;
    if (spent.dashboard.bytes !== spent.quiet.bytes) throw new Error('The screen changed what was stored.');
    for (const clock of ['cpu', 'wall'] as const)
      ratios[clock].push(
        (spent.dashboard[clock] - start.dashboard[clock]) / (spent.quiet[clock] - start.quiet[clock]) - 1,
      );
    process.stdout.write(
      `with ${spent.dashboard.wall.toFixed(2)} s, CPU ${spent.dashboard.cpu.toFixed(2)}   without ${spent.quiet.wall.toFixed(2)} s, CPU ${spent.quiet.cpu.toFixed(2)}\n`,
    );
  }
  process.stdout.write('the same bytes were stored\n');
  gate(`CPU that the screen adds, median of ${PAIRS} pairs`, 100 * quantile(ratios.cpu, 0.5), 3, '%');
  gate(`time that the screen adds, median of ${PAIRS} pairs`, 100 * quantile(ratios.wall, 0.5), 3, '%');
}
