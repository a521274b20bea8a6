import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import type { PictureCell } from '../../tui/picture/svg.js';
import { terminalCells } from '../../tui/picture/terminal.js';

/** A program in a terminal that nobody sees. */
export interface Session {
  /** The screen as lines. */
  screen(): string[];
  /** The screen as cells, with their colours. */
  cells(): PictureCell[][];
  /** Every byte so far. */
  bytes(): string;
  write(keys: string): void;
  kill(signal: string): void;
  resize(width: number, height: number): void;
  /** Somebody else writes on the screen, as another process does. */
  scribble(text: string): void;
  /** The terminal goes away, as when its window is closed. */
  close(): void;
  /** Nobody reads what the program writes, until it is read on. */
  freeze(): void;
  thaw(): void;
  /** The process itself. */
  readonly pid: number;
  /** True while the alternate screen is shown. */
  alternate(): boolean;
  /** Waits until the screen shows something, at most 20 seconds or as long as told, and while the program is there. */
  until(shown: (session: Session) => boolean, seconds?: number): Promise<void>;
  readonly exit: Promise<{ exitCode: number; signal?: number | undefined }>;
}

/** Where and how a program runs. */
export interface SessionOptions {
  readonly width?: number;
  readonly height?: number;
  /** Working folder; the own one when absent. */
  readonly folder?: string;
  /** What is different in the environment; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Another program than node. */
  readonly program?: string;
  /** What the terminal answers when it is asked something; what xterm answers when absent. */
  readonly answer?: (bytes: string) => string;
}

/** Runs node with arguments in a terminal of a size. */
export function session(args: readonly string[], options: SessionOptions = {}): Session {
  const { width = 80, height = 24, folder, program = process.execPath, answer } = options;
  const terminal = new headless.Terminal({ cols: width, rows: height, allowProposedApi: true });
  const environment = { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', NO_COLOR: '' };
  const env = Object.fromEntries(
    Object.entries({ ...environment, ...options.environment }).filter(([, value]) => value !== undefined),
  );
  const child = spawn(program, [...args], {
    cols: width,
    rows: height,
    env,
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  let bytes = '';
  child.onData((data) => {
    bytes += data;
    terminal.write(data);
    const answered = answer?.(data) ?? '';
    if (answered !== '') child.write(answered);
  });
  if (answer === undefined) terminal.onData((data) => child.write(data));
  let isGone = false;
  const exit = new Promise<{ exitCode: number; signal?: number | undefined }>((resolve) =>
    child.onExit((e) =>
      setTimeout(() => {
        isGone = true;
        resolve(e);
      }, 50),
    ),
  );
  const self: Session = {
    screen: () => {
      const buffer = terminal.buffer.active;
      return Array.from({ length: terminal.rows }, (_, y) =>
        (buffer.getLine(buffer.baseY + y)?.translateToString(true, 0, terminal.cols) ?? '').trimEnd(),
      );
    },
    cells: () => terminalCells(terminal),
    bytes: () => bytes,
    write: (keys) => child.write(keys),
    kill: (signal) => child.kill(signal),
    resize: (across, down) => {
      terminal.resize(across, down);
      child.resize(across, down);
    },
    scribble: (text) => terminal.write(text),
    close: () => (child as unknown as { destroy(): void }).destroy(),
    freeze: () => child.pause(),
    thaw: () => child.resume(),
    pid: child.pid,
    alternate: () => terminal.buffer.active.type === 'alternate',
    async until(shown, seconds = 20) {
      for (let waited = 0; waited < 1000 * seconds; waited += 30) {
        if (shown(self)) return;
        if (isGone) break;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      throw new Error(`Not shown in time:\n${self.screen().join('\n')}`);
    },
    exit,
  };
  return self;
}
