import type { Frame } from '../experiments/episodes.js';
import { openTerminal } from './terminal.js';

/** What a player shows and how fast. */
export interface PlayerOptions {
  /** Above the picture. */
  readonly title: string;
  /** Frames a second. */
  readonly speed: number;
  /** Default: the process's own. */
  readonly stdin?: NodeJS.ReadStream;
  readonly stdout?: NodeJS.WriteStream;
}

/** Slowest and fastest speed that keys set, in frames a second. */
const SLOWEST = 1;
const FASTEST = 640;
/** Seconds that the last frame of an episode stays. */
const REST = 1;

/**
 * Plays frames on the terminal until `q`, escape or ctrl-c: space pauses, `+` and `-` double and halve the speed, `n` shows one frame more.
 */
export function player(frames: Iterator<Frame, never>, options: PlayerOptions): Promise<void> {
  const { title, stdin = process.stdin, stdout = process.stdout } = options;
  let { speed } = options;
  let paused = false;
  let frame = frames.next().value;
  let timer: NodeJS.Timeout | undefined;

  return new Promise((resolve) => {
    const paint = (): void => terminal.write(screen(frame, { title, speed, paused }, stdout.columns, stdout.rows));
    const terminal = openTerminal({
      stdout,
      stdin,
      input: (event) => {
        if (event.kind === 'key') pressed(event.key);
      },
      unmount: () => undefined,
      resumed: paint,
      signalled: leave,
    });
    function leave(): void {
      clearTimeout(timer);
      stdout.off('resize', paint);
      terminal.restore();
      resolve();
    }
    function advance(): void {
      frame = frames.next().value;
      paint();
    }
    /** Waits for the next frame, unless it is paused. */
    function wait(): void {
      clearTimeout(timer);
      if (paused) return;
      const seconds = frame.ended === undefined ? 1 / speed : Math.max(REST, 1 / speed);
      timer = setTimeout(() => {
        advance();
        wait();
      }, 1000 * seconds);
    }
    function pressed(key: string): void {
      if (key === 'q' || key === 'esc' || key === 'ctrl-c') {
        leave();
        return;
      }
      if (key === 'ctrl-z') {
        terminal.suspend();
        return;
      }
      if (key === 'space') paused = !paused;
      else if (key === '+' || key === '=') speed = Math.min(FASTEST, 2 * speed);
      else if (key === '-') speed = Math.max(SLOWEST, speed / 2);
      else if (key === 'n') {
        paused = true;
        frame = frames.next().value;
      }
      paint();
      wait();
    }
    stdout.on('resize', paint);
    paint();
    wait();
  });
}

/** What stands around a frame. */
interface Around {
  readonly title: string;
  readonly speed: number;
  readonly paused: boolean;
}

/**
 * The bytes that paint a frame over the last one: title, picture, what happened, keys; lines are cut to the terminal, the picture gives way first.
 */
export function screen(frame: Frame, { title, speed, paused }: Around, columns: number, rows: number): string {
  const pace = paused ? 'paused' : `${Number(speed.toPrecision(3))} frames/s`;
  const foot = [frameWords(frame), `${pace}   q quit  space pause  + - speed  n next frame`];
  const room = Math.max(0, rows - foot.length - 3);
  const lines = [title, '', ...frame.lines.slice(0, room), '', ...foot].slice(-rows);
  const painted = lines.map((line) => `${Array.from(line).slice(0, columns).join('')}\u001B[K`);
  return `\u001B[H${painted.join('\r\n')}\u001B[J`;
}

/**
 * A frame in words.
 *
 * @example // 'step 3  action 1  reward 1.000  return 3.000'
 */
export function frameWords({ step, action, reward, return: sum, ended }: Frame): string {
  const words = [`step ${step}`];
  if (action !== undefined)
    words.push(`action ${action.map((value) => (Number.isInteger(value) ? value : value.toFixed(3))).join(' ')}`);
  if (step > 0) words.push(`reward ${reward.toFixed(3)}`, `return ${sum.toFixed(3)}`);
  if (ended !== undefined) words.push(ended);
  return words.join('  ');
}
