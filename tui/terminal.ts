import { inputDecoder, type InputEvent } from './keys.js';
import { hastenErrors, outlet, type Outlet } from './outlet.js';
import { groundFrom, type Ground } from './theme.js';

/** The terminal while a screen owns it. */
export interface Terminal extends Outlet {
  /** Gives the terminal back as it was found; a second call does nothing. */
  readonly restore: () => void;
  /** Gives it back, suspends the process, and takes it again when the process goes on. */
  readonly suspend: () => void;
  /** The ground that the terminal says it has; undefined where it does not say it at once. Keys typed meanwhile are told as ever. */
  readonly ground: () => Promise<Ground | undefined>;
}

/** What happens besides restoring. */
export interface TerminalOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  /** Clicks, drags and the wheel are told too; the terminal's own selection then needs shift. */
  readonly mouse?: boolean;
  /** A key or what a mouse did. */
  readonly input: (event: Exclude<InputEvent, { readonly kind: 'reply' }>) => void;
  /** Takes the screen down before the terminal is given back. */
  readonly unmount: () => void;
  /** The process goes on after it was suspended: everything is painted again. */
  readonly resumed?: () => void;
  /** A signal asks to stop; the process goes on. */
  readonly signalled: (signal: NodeJS.Signals) => void;
}

const MOUSE = ['\u001B[?1002h\u001B[?1006h', '\u001B[?1006l\u001B[?1002l'] as const;
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** The question after the ground, and one that every terminal answers: nobody waits for an answer that does not come. */
const GROUND = '\u001B]11;?\u001B\\\u001B[c';
/** Milliseconds that an answer may take. */
const PATIENCE = 100;
/** Milliseconds in which everything has to be stored once a signal or a lost terminal ended it. */
const GRACE = 10_000;

/** What takes a terminal, in this order: alternate screen, hidden cursor, no autowrap, mouse, bracketed paste. */
const entering = (mouse: boolean): string =>
  `\u001B[?1049h\u001B[?25l\u001B[?7l${mouse ? MOUSE[0] : ''}\u001B[?2004h\u001B[2J\u001B[H`;
/**
 * What gives it back, in the opposite order. The alternate screen is emptied before it is left: tmux, grown meanwhile, would pull its
 * upper rows into the normal one.
 */
const leaving = (mouse: boolean): string =>
  `\u001B[?2004l${mouse ? MOUSE[1] : ''}\u001B[0m\u001B[2J\u001B[H\u001B[?7h\u001B[?25h\u001B[?1049l`;

/**
 * Takes the terminal and its keys. It is given back by `restore()`, before an uncaught exception ends the process, and at its exit. The
 * scrollback is never touched.
 */
export function openTerminal(options: TerminalOptions): Terminal {
  const { stdout, stdin, mouse = false, input, unmount, resumed = () => undefined, signalled } = options;
  let open = true;
  let answered: ((ground: Ground | undefined) => void) | undefined;
  const decoder = inputDecoder((event) => {
    if (event.kind !== 'reply') input(event);
    else answered?.(groundFrom(event.text));
  });
  const feed = (chunk: string): void => decoder.feed(chunk);
  const listen = (): void => {
    if (!stdin.isTTY) return;
    // Another process may have changed the mode meanwhile: it is set anew even where it seems to be set.
    stdin.setRawMode(false);
    stdin.setRawMode(true);
  };
  let deadline: NodeJS.Timeout | undefined;
  const asked = (signal: NodeJS.Signals): void => {
    // A thread may never answer, such as one that loads files that are gone: nobody is left to press a key then.
    if (signal !== 'SIGINT') deadline ??= setTimeout(overdue, GRACE, signal).unref();
    signalled(signal);
  };
  const overdue = (signal: NodeJS.Signals): void => {
    try {
      restore();
      process.stderr.write(
        `antiphase: did not end within ${GRACE / 1000} s of ${signal}: what was stored before is whole\n`,
      );
    } finally {
      endBy(signal);
    }
  };
  /** The signal, the end of the keys and the error of the stream tell of one loss: none of them asks a second time. */
  const lost = (): void => {
    if (open && deadline === undefined) asked('SIGHUP');
  };
  const out = outlet(stdout, lost);
  hastenErrors();
  const handlers = new Map(SIGNALS.map((signal) => [signal, signal === 'SIGHUP' ? lost : () => asked(signal)]));
  const restore = (): void => {
    if (!open) return;
    open = false;
    for (const [signal, handler] of handlers) process.off(signal, handler);
    process.off('uncaughtExceptionMonitor', restore);
    process.off('exit', restore);
    process.off('SIGTSTP', suspend);
    process.off('SIGCONT', goOn);
    try {
      unmount();
    } finally {
      if (!out.finish(leaving(mouse))) process.on('exit', () => endBy('SIGHUP'));
      decoder.close();
      stdin.off('data', feed);
      if (stdin.isTTY) {
        stdin.setRawMode(false);
        stdin.pause();
      }
    }
  };
  const suspend = (): void => {
    if (!open || process.platform === 'win32') return;
    if (stdin.isTTY) stdin.setRawMode(false);
    out.finish(leaving(mouse));
    // The whole group, as the terminal's own key does: a parent such as npm would hold the shell.
    process.kill(0, 'SIGSTOP');
  };
  const goOn = (): void => {
    if (!open) return;
    listen();
    out.write(entering(mouse));
    resumed();
  };
  // A terminal that goes away is an error of its stream, or the end of its keys: nobody reads any more, the run is stopped and stored.
  stdout.on('error', lost);
  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', goOn);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  process.on('uncaughtExceptionMonitor', restore);
  process.on('exit', restore);
  if (stdin.isTTY) {
    stdin.setEncoding('utf8');
    stdin.on('data', feed);
    stdin.on('error', lost);
    stdin.on('end', lost);
  }
  listen();
  out.write(entering(mouse));
  return {
    ...out,
    restore,
    suspend,
    async ground() {
      if (!stdin.isTTY || !stdout.isTTY) return undefined;
      const answer = new Promise<Ground | undefined>((resolve) => {
        answered = resolve;
        setTimeout(resolve, PATIENCE, undefined);
      });
      out.write(GROUND);
      return answer;
    },
  };
}

/**
 * Ends the process at once as a signal ends it. Its exit would wait for threads, and cannot reset a terminal that is gone: Node aborts there.
 */
function endBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
