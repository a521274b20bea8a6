import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { session } from '../test/tui/pty.js';
import { gate } from './gate.js';
import { drained, inFolder, quantile, training } from './screens.js';

const ROUNDS = 5;
const UPDATES = 60_000;
/** Updates after which everything is loaded that either of them loads. */
const WARM = 600;
const STARTS = 5;

/** No screen; one whose bytes are read and dropped; one in a terminal emulator that works on the same cores. */
const kinds = ['quiet', 'drained', 'emulated'] as const;
type Kind = (typeof kinds)[number];

/** Seconds of wall and of CPU that a run took, and what it stored. */
interface Spent {
  readonly wall: number;
  readonly cpu: number;
  readonly bytes: string;
}

/** Trains the same seeds on every core, in a terminal on which nobody types. */
async function train(kind: Kind, updates: number): Promise<Spent> {
  return inFolder(async (folder) => {
    const reporter = kind === 'quiet' ? 'quiet' : 'dashboard';
    const words = [process.execPath, ...training(availableParallelism(), updates), '--reporter', reporter];
    const line = `TIMEFORMAT='time %R %U %S'; time ${words.map((word) => `'${word}'`).join(' ')} --store runs < /dev/null`;
    const place = { program: '/bin/bash', width: 140, height: 45, folder };
    const { exitCode, bytes } = await (kind === 'emulated' ? emulated : drained)(['-c', line], place);
    const found = /time ([\d.]+) ([\d.]+) ([\d.]+)/.exec(bytes);
    if (found === null || exitCode !== 0) throw new Error(bytes);
    const [wall, user, system] = found.slice(1).map(Number);
    return { wall, cpu: user + system, bytes: storedBytes(join(folder, 'runs')) };
  });
}

const emulated: typeof drained = async (args, place) => {
  const terminal = session(args, place);
  const { exitCode } = await terminal.exit;
  return { exitCode, bytes: terminal.bytes() };
};

/** A digest of all events that are stored. */
function storedBytes(store: string): string {
  const files = (readdirSync(store, { recursive: true }) as string[]).filter((file) => file.endsWith('events.jsonl'));
  const digest = createHash('sha256');
  // The folder of a run carries the time of day: what counts is what stands behind it.
  for (const file of files.sort((a, b) => a.slice(a.indexOf('/')).localeCompare(b.slice(b.indexOf('/')))))
    digest.update(readFileSync(join(store, file)));
  return `${files.length} ${digest.digest('hex')}`;
}

type Clocks = Pick<Spent, 'cpu' | 'wall'>;

/** The median of each clock. */
function medians(all: readonly Clocks[]): Clocks {
  const of = (clock: keyof Clocks): number =>
    quantile(
      all.map((spent) => spent[clock]),
      0.5,
    );
  return { cpu: of('cpu'), wall: of('wall') };
}

/** What a start costs, and the updates until everything is loaded. */
async function started(kind: Kind): Promise<Clocks> {
  const all: Spent[] = [];
  for (let i = 0; i < STARTS; i++) all.push(await train(kind, WARM));
  return medians(all);
}

/**
 * What the screen costs training: the same seeds with it and without, in turns. The start of either is measured alone and taken off.
 *
 * What training loses to the screen is measured in a terminal that reads all bytes and drops them: elsewhere a terminal is a program of its own, and
 * what it takes to draw is no cost of ours. What an emulator takes from training on the same cores, and what a whole run takes with its start, is told beside it.
 */
export async function bench(): Promise<void> {
  const start = { quiet: await started('quiet'), drained: await started('drained') };
  const told = ({ cpu, wall }: Clocks): string => `${wall.toFixed(2)} s, CPU ${cpu.toFixed(2)} s`;
  process.stdout.write(`start: with ${told(start.drained)}, without ${told(start.quiet)}\n`);
  const [steady, whole, besides]: [Clocks[], Clocks[], Clocks[]] = [[], [], []];
  const more = (a: Clocks, b: Clocks, without = { a: none, b: none }): Clocks => ({
    cpu: 100 * ((a.cpu - without.a.cpu) / (b.cpu - without.b.cpu) - 1),
    wall: 100 * ((a.wall - without.a.wall) / (b.wall - without.b.wall) - 1),
  });
  for (let i = 0; i < ROUNDS; i++) {
    const spent = {} as Record<Kind, Spent>;
    for (let k = 0; k < kinds.length; k++) {
      const kind = kinds[(i + k) % kinds.length];
      spent[kind] = await train(kind, UPDATES);
    }
    const { quiet, drained: seen, emulated: shown } = spent;
    if (seen.bytes !== quiet.bytes || shown.bytes !== quiet.bytes)
      throw new Error('The screen changed what was stored.');
    steady.push(more(seen, quiet, { a: start.drained, b: start.quiet }));
    whole.push(more(seen, quiet));
    besides.push(more(shown, seen));
    process.stdout.write(`with ${told(seen)}   without ${told(quiet)}   in an emulator ${told(shown)}\n`);
  }
  process.stdout.write('the same bytes were stored\n');
  const of = ({ cpu, wall }: Clocks): string => `CPU ${cpu.toFixed(1)} %, time ${wall.toFixed(1)} %`;
  process.stdout.write(`a run of ${UPDATES} updates with its start: ${of(medians(whole))} more\n`);
  process.stdout.write(`an emulator on the same cores on top of it: ${of(medians(besides))} more\n`);
  const { cpu, wall } = medians(steady);
  gate(`CPU that the screen adds, median of ${ROUNDS} rounds`, cpu, 3, '%');
  gate(`time that the screen adds, median of ${ROUNDS} rounds`, wall, 3, '%');
}

const none: Clocks = { cpu: 0, wall: 0 };
