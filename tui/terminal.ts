import { writeSync } from 'node:fs';

/** The terminal while a screen owns it. */
export interface Terminal {
  /** Gives the terminal back as it was found; a second call does nothing. */
  readonly restore: () => void;
  /** Gives it back, suspends the process, and takes it again when the process goes on. */
  readonly suspend: () => void;
}

/** What happens besides restoring. */
export interface TerminalOptions {
  readonly stdout: NodeJS.WriteStream;
  /** Takes the screen down before the terminal is given back. */
  readonly unmount: () => void;
  /** The process goes on after it was suspended: everything is painted again. */
  readonly resumed?: () => void;
  /** A signal asks to stop; the process goes on. */
  readonly signalled: (signal: NodeJS.Signals) => void;
}

const ENTER = '\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[2J\u001B[H';
// The alternate screen is emptied before it is left: tmux, grown meanwhile, would pull its upper rows into the normal one.
const LEAVE = '\u001B[0m\u001B[2J\u001B[H\u001B[?7h\u001B[?25h\u001B[?1049l';
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Takes the terminal: alternate screen, hidden cursor, no autowrap. It is given back by `restore()`, before an uncaught exception ends
 * the process, and at its exit. The scrollback is never touched.
 */
export function openTerminal({ stdout, unmount, resumed = () => undefined, signalled }: TerminalOptions): Terminal {
  let open = true;
  const handlers = new Map(SIGNALS.map((signal) => [signal, () => signalled(signal)]));
  const restore = (): void => {
    if (!open) return;
    open = false;
    for (const [signal, handler] of handlers) process.off(signal, handler);
    process.off('uncaughtExceptionMonitor', restore);
    process.off('exit', restore);
    process.off('SIGTSTP', suspend);
    try {
      unmount();
    } finally {
      put(stdout, LEAVE);
    }
  };
  const suspend = (): void => {
    if (!open || process.platform === 'win32') return;
    process.stdin.setRawMode?.(false);
    put(stdout, LEAVE);
    process.once('SIGCONT', () => {
      if (!open) return;
      process.stdin.setRawMode?.(true);
      put(stdout, ENTER);
      resumed();
    });
    process.kill(process.pid, 'SIGSTOP');
  };
  // A terminal that goes away is an error of its stream: nobody reads any more, the run is stopped and stored.
  stdout.on('error', () => signalled('SIGHUP'));
  process.on('SIGTSTP', suspend);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  process.on('uncaughtExceptionMonitor', restore);
  process.on('exit', restore);
  put(stdout, ENTER);
  return { restore, suspend };
}

/** Writes at once where there is a file descriptor: a process that dies keeps no buffers. */
function put(stdout: NodeJS.WriteStream, bytes: string): void {
  const { fd } = stdout as { fd?: number };
  try {
    if (typeof fd === 'number') writeSync(fd, bytes);
    else stdout.write(bytes);
  } catch {
    // The terminal went away; there is nothing left to restore.
  }
}
