/**
 * A tour of the dashboard: makes a small run where none is stored, then opens every screen on it, each for some seconds, in this terminal.
 *
 *     npm run tour
 *     node --import tsx bench/tour.ts --seconds 4 --size 140x45 --quiet
 *
 * With `--quiet` nothing is shown: the screens are looked at in a terminal that nobody sees, and what was wrong is told.
 */
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { terminalCells } from '../tui/picture/terminal.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    size: { type: 'string', default: `${process.stdout.columns || 140}x${process.stdout.rows || 45}` },
    quiet: { type: 'boolean', default: !process.stdout.isTTY },
    store: { type: 'string' },
  },
});
const [columns, rows] = values.size.split('x').map(Number);
const cli = resolve('dist/tui/cli.js');
const made = values.store === undefined ? mkdtempSync(join(tmpdir(), 'antiphase-tour-')) : undefined;
const store = values.store ?? join(made ?? '.', 'runs');
const environment = { ...process.env, TERM: 'xterm-256color', LC_ALL: process.env['LC_ALL'] ?? 'C.UTF-8' };

/** Keys of each stop, and a word that its screen must show. */
const stops: readonly (readonly [name: string, keys: string, shows: string])[] = [
  ['runs', '\r', 'replay'],
  ['live', '1', 'events'],
  ['live, cursor', '\u001B[D\u001B[D', '┊'],
  ['live, by env step', 'n', 'env step'],
  ['live, folded', 'n', 'phase of'],
  ['compare', '2', 'alive'],
  ['studio', '3', 'map:'],
  ['studio, shifted', 'p', 'map:'],
  ['sweep', '5', 'workers'],
  ['help', '?', 'help ·'],
];

function run(args: readonly string[], seen: (data: string) => void): ReturnType<typeof spawn> {
  const child = spawn(process.execPath, [cli, ...args], { cols: columns, rows, env: environment });
  child.onData(seen);
  return child;
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
const ended = (child: ReturnType<typeof spawn>): Promise<number> =>
  new Promise((done) => child.onExit(({ exitCode }) => done(exitCode)));

if (!existsSync(store) || readdirSync(store).length === 0) {
  process.stderr.write('a small comparison is trained first\n');
  await ended(run(['compare', 'balance', '--seeds', '3', '--store', store, '--reporter', 'quiet'], () => undefined));
}
const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
let bytes = '';
const child = run(['dashboard', '--store', store], (data) => {
  terminal.write(data);
  bytes += data;
  if (!values.quiet) process.stdout.write(data);
});
const left = ended(child);
const screen = (): string =>
  terminalCells(terminal)
    .map((row) => row.map(({ glyph }) => glyph).join(''))
    .join('\n');
const missing: string[] = [];
const opened: string[] = [];
for (let waited = 0; waited < 20_000 && !screen().includes('stored'); waited += 50) await pause(50);
for (const [name, keys, shows] of stops) {
  for (const key of keys.match(/\u001B\[.|[\s\S]/g) ?? []) {
    child.write(key);
    await pause(80);
  }
  let shown = false;
  for (let waited = 0; waited < 10_000 && !shown; waited += 50) {
    shown = screen().includes(shows);
    await pause(50);
  }
  if (!shown) missing.push(`${name}: '${shows}' was never shown`);
  else opened.push(name);
  await pause(Number(values.seconds) * 1000);
}
child.write('\u001B');
await pause(300);
child.write('q');
const code = await left;
/** Whether the last that was said of a mode is what a terminal is found with: its screen, cursor, autowrap, paste and mouse. */
const isBack = (mode: string, usual: 'h' | 'l'): boolean =>
  bytes.lastIndexOf(`\u001B[?${mode}${usual}`) >= bytes.lastIndexOf(`\u001B[?${mode}${usual === 'h' ? 'l' : 'h'}`);
const kept = (['25', '7'] as const).every((mode) => isBack(mode, 'h'));
const dropped = (['1049', '2004', '1002', '1006'] as const).every((mode) => isBack(mode, 'l'));
const isClean = terminal.buffer.active.type === 'normal' && kept && dropped && !bytes.includes('\u001B[3J');
if (made !== undefined) rmSync(made, { recursive: true, force: true });
process.stderr.write(`opened: ${opened.join(' · ')}\n`);
for (const line of missing) process.stderr.write(`${line}\n`);
process.stderr.write(
  `${stops.length - missing.length} of ${stops.length} screens shown, exit ${code}, terminal ${isClean ? 'given back' : 'NOT given back'}\n`,
);
process.exit(missing.length === 0 && code === 0 && isClean ? 0 : 1);
