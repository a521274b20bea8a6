import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

/** A program in a terminal that nobody sees. */
export interface Session {
  /** The screen as lines. */
  screen(): string[];
  /** Every byte so far. */
  bytes(): string;
  write(keys: string): void;
  kill(signal: string): void;
  resize(width: number, height: number): void;
  /** True while the alternate screen is shown. */
  alternate(): boolean;
  /** Waits until the screen shows something, at most 20 seconds. */
  until(shown: (session: Session) => boolean): Promise<void>;
  readonly exit: Promise<{ exitCode: number; signal?: number | undefined }>;
}

/** Runs node with arguments in a terminal of a size. */
export function session(args: readonly string[], width = 80, height = 24): Session {
  const terminal = new headless.Terminal({ cols: width, rows: height, allowProposedApi: true });
  const environment = { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', NO_COLOR: '' };
  const child = spawn(process.execPath, [...args], { cols: width, rows: height, env: environment });
  let bytes = '';
  child.onData((data) => {
    bytes += data;
    terminal.write(data);
  });
  const exit = new Promise<{ exitCode: number; signal?: number | undefined }>((resolve) =>
    child.onExit((e) => setTimeout(() => resolve(e), 50)),
  );
  const self: Session = {
    screen: () => {
      const buffer = terminal.buffer.active;
      return Array.from(
        { length: terminal.rows },
        (_, y) => buffer.getLine(buffer.baseY + y)?.translateToString(true) ?? '',
      );
    },
    bytes: () => bytes,
    write: (keys) => child.write(keys),
    kill: (signal) => child.kill(signal),
    resize: (across, down) => {
      terminal.resize(across, down);
      child.resize(across, down);
    },
    alternate: () => terminal.buffer.active.type === 'alternate',
    async until(shown) {
      for (let waited = 0; waited < 20_000; waited += 30) {
        if (shown(self)) return;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      throw new Error(`Not shown in time:\n${self.screen().join('\n')}`);
    },
    exit,
  };
  return self;
}
