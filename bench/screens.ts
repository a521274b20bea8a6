import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import type { SessionOptions } from '../test/tui/pty.js';

/** The built command. */
export const cli = fileURLToPath(new URL('../dist/tui/cli.js', import.meta.url));

/** Training that starts at once, at full speed on every core: so many runs of so many updates. */
export const training = (seeds: number, updates: number): readonly string[] => [
  cli,
  'run',
  ...['--env', 'balance', '--agent', 'reinforce', '--learning-rate', '0.1'],
  ...['--seeds', String(seeds), '--updates', String(updates)],
];

/** The value that a share of some numbers lies below. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Does something with a new folder that is gone afterwards. */
export async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-bench-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Runs a program in a terminal that reads all it writes and draws nothing; answers the end of it, where what a shell tells stands. */
export function drained(
  args: readonly string[],
  { program = process.execPath, width = 80, height = 24, folder }: SessionOptions,
): Promise<{ readonly exitCode: number; readonly bytes: string }> {
  const env = { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', NO_COLOR: '' };
  const place = { cols: width, rows: height, env, ...(folder === undefined ? {} : { cwd: folder }) };
  const child = spawn(program, [...args], place);
  let bytes = '';
  child.onData((data) => (bytes = (bytes + data).slice(-TAIL)));
  // What was written before the end may come behind it.
  return new Promise((done) => child.onExit(({ exitCode }) => setTimeout(() => done({ exitCode, bytes }), 50)));
}

/** Characters of the end of what was written. */
const TAIL = 4096;
