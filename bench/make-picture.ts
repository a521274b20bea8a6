/**
 * Draws the pictures of the documentation from the real program in a terminal that nobody sees: stored runs of fixed seeds are opened and a
 * playhead stands on an update, so that nothing in a picture depends on when or how fast it was made.
 *
 *     npm run picture -- [--png folder] [all | dashboard live studio runs sweep compact …]
 */
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pngOf } from '../tui/picture/png.js';
import { svgOf } from '../tui/picture/svg.js';
import { terminalCells } from '../tui/picture/terminal.js';

/** A picture: the stored run it opens, where, and which keys are pressed until what is shown. */
interface Picture {
  readonly title: string;
  readonly run?: keyof typeof runs;
  readonly screen: string;
  readonly size?: readonly [columns: number, rows: number];
  readonly keys: readonly string[];
  /** What must be shown before the first key, and what behind the last one. */
  readonly shows: readonly [first: string, last: string];
}

/** Runs of the pictures, by the names that they are stored under. */
const runs = {
  'first-run': ['run', 'examples/01-first-run.ts', '--seeds', '1'],
  balance: ['compare', 'balance', '--seeds', '24'],
  'phase-sweep': ['sweep', 'examples/phase-sweep.ts', '--seeds', '8'],
} as const;

const [right, left, down] = ['\u001B[C', '\u001B[D', '\u001B[B'];

const pictures: Readonly<Record<string, Picture>> = {
  dashboard: {
    title: 'Compare: return and margin of five arms, their numbers, differences, collapse by phase and survival',
    run: 'balance',
    screen: 'compare',
    keys: [right, right],
    shows: ['verdict: enter', '› anti'],
  },
  live: {
    title: 'Live: return, rate beside difficulty and measured curvature, phases, three readings and events of one run',
    run: 'first-run',
    screen: 'live',
    keys: [left],
    shows: ['three readings', '┊ 158'],
  },
  studio: {
    title: 'Studio: two waves, their product with the limit, the readings they promise, and the map of other phases',
    screen: 'studio',
    keys: ['p'],
    shows: ['offer: none', ' v ━┓'],
  },
  runs: {
    title: 'Runs: the stored runs with their numbers, and the playhead of an opened one',
    run: 'balance',
    screen: 'runs',
    keys: [down, ...Array.from({ length: 4 }, () => '\u001B[1;2D')],
    shows: ['from the log: same numbers', 'update 120/160'],
  },
  sweep: {
    title: 'Sweep: a grid of phases and mean rates, what survives, and the cell in focus in numbers',
    run: 'phase-sweep',
    screen: 'sweep',
    keys: [right, right],
    shows: ['10 of 10 cells done', 'phase=0.25, meanRate=6'],
  },
  compact: {
    title: 'The compact form: a run in 60 columns and 15 rows',
    run: 'first-run',
    screen: 'live',
    size: [60, 15],
    keys: [],
    shows: ['growth', 'growth'],
  },
};

const cli = resolve('dist/tui/cli.js');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { png: { type: 'string' } } });
const names = positionals.length === 0 || positionals.includes('all') ? Object.keys(pictures) : positionals;
const unknown = names.find((name) => !Object.hasOwn(pictures, name));
if (unknown !== undefined)
  throw new Error(`picture: expected all or ${Object.keys(pictures).join(', ')}, got '${unknown}'`);
const folder = mkdtempSync(join(tmpdir(), 'antiphase-picture-'));
const store = join(folder, 'runs');
const made = new Set<string>();

/** Trains a run of the pictures into the store, under its own name; once. */
function stored(name: keyof typeof runs): void {
  if (made.has(name)) return;
  made.add(name);
  const own = join(folder, 'new');
  execFileSync(process.execPath, [cli, ...runs[name], '--store', own, '--reporter', 'quiet'], { stdio: 'ignore' });
  const [id] = readdirSync(own);
  mkdirSync(store, { recursive: true });
  renameSync(join(own, id), join(store, name));
}

async function draw(name: string, { title, run, screen, size: [columns, rows] = [140, 45], keys, shows }: Picture) {
  if (run !== undefined) stored(run);
  if (screen === 'runs') for (const each of Object.keys(runs)) stored(each as keyof typeof runs);
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  const environment = { TERM: 'xterm-256color', COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8', NO_COLOR: '' };
  const args = [cli, 'dashboard', ...(run === undefined ? [] : [run]), '--screen', screen, '--store', 'runs'];
  const child = spawn(process.execPath, [...args, '--theme', 'dark'], {
    cols: columns,
    rows,
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  child.onData((data) => terminal.write(data));
  const text = (): string =>
    terminalCells(terminal)
      .map((row) => row.map(({ glyph }) => glyph).join(''))
      .join('\n');
  const until = async (shown: string): Promise<void> => {
    for (let waited = 0; !text().includes(shown); waited += 50) {
      if (waited > 30_000) throw new Error(`${name}: '${shown}' was never shown:\n${text()}`);
      await pause(50);
    }
  };
  await until(shows[0]);
  await pause(700);
  for (const key of keys) {
    child.write(key);
    await pause(150);
  }
  await until(shows[1]);
  await pause(700);
  const svg = svgOf(terminalCells(terminal), { title });
  writeFileSync(join('docs', `${name}.svg`), svg);
  if (values.png !== undefined) writeFileSync(join(values.png, `${name}.png`), await pngOf(svg));
  child.write('q');
  await pause(300);
  child.kill();
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
try {
  for (const name of names) {
    await draw(name, pictures[name]);
    process.stdout.write(`docs/${name}.svg\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
