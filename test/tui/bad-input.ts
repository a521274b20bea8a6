import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { cli } from './command.js';
import { session, type Session, type SessionOptions } from './pty.js';

/** A run that does not end by itself while a test looks at it, and that starts at once. */
export const endless = `"${process.execPath}" "${cli}" run --env balance --agent reinforce --learning-rate 0.1 --updates 1000000 --seeds 1 --workers 1 --store runs`;

/** Says how the terminal's line discipline stands. */
export const modes = `stty -a | grep -o '[-]*icanon\\|[-]*echo ' | tr -d '\\n '; echo`;

/** A folder of its own, and shells in it. */
export interface Workshop {
  readonly folder: string;
  /** Runs a line of shell in a terminal; a wide one, so that no line of it is broken. */
  readonly shell: (line: string, options?: SessionOptions) => Session;
  readonly remove: () => void;
}

/** A new folder to work in. */
export function workshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-'));
  return {
    folder,
    shell: (line, options = {}) =>
      session(['-c', line], { program: '/bin/sh', folder, width: 160, height: 30, ...options }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** True while the screen is there. */
export const isShown = (terminal: Session): boolean =>
  terminal.alternate() && (terminal.screen().at(-1)?.includes('q quit') ?? false);

/** The process of the command that a shell runs. */
export function commandOf(terminal: Session): number {
  return Number(execFileSync('pgrep', ['-P', String(terminal.pid)], { encoding: 'utf8' }).split('\n')[0]);
}

/** What must hold once the program is gone: normal screen, cursor, autowrap, no mouse, no bracketed paste, no wiped scrollback. */
export function expectGivenBack(terminal: Session): void {
  const bytes = terminal.bytes();
  expect(terminal.alternate()).toBe(false);
  const last = (mode: string): number => bytes.lastIndexOf(`\u001B[?${mode}`);
  for (const mode of ['25', '7']) expect(last(`${mode}h`)).toBeGreaterThan(last(`${mode}l`));
  for (const mode of ['1049', '2004', '1006', '1002'])
    expect(last(`${mode}l`)).toBeGreaterThanOrEqual(last(`${mode}h`));
  expect(bytes).not.toContain('\u001B[3J');
}

/** The last lines of the normal screen. */
export function said(terminal: Session): string {
  return terminal
    .screen()
    .filter((line) => line !== '')
    .join('\n');
}
