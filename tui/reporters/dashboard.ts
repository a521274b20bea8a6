import { chartGlyphs } from '../charts/fallback.js';
import type { Frame, Mounted } from '../dashboard/app.js';
import { controller } from '../dashboard/controller.js';
import { framePace } from '../dashboard/frame-pace.js';
import { painter } from '../dashboard/painter.js';
import { openTerminal } from '../terminal.js';
import { colorDepth, groundOf, themesOf } from '../theme.js';
import { writeFiles } from './files.js';
import { verdictLines } from './lines.js';
import { outcomeOf, type Reporter, type Source } from './reporter.js';

/** Milliseconds between two looks while a stored run is played for nobody. */
const TICK = 100;
/** Milliseconds between two frames that keys ask for. */
const LEAST = 15;
/** Milliseconds between two looks at the memory. */
const MEMORY = 1000;
/** Milliseconds that the first frame has before Ink is loaded. */
const MOUNT = 50;

/**
 * The screen of a comparison on a terminal. It stays after the verdict until somebody leaves it; what came out is then printed on the
 * normal screen. Where nobody can press a key it leaves by itself.
 *
 * @throws whatever broke the screen, once the terminal is given back and the run is stopped and stored.
 */
export const dashboard: Reporter = async (source, options) => {
  const { stdout, stdin, color, now = () => performance.now() } = options;
  const attended = stdin.isTTY;
  const glyphs = options.charts ?? chartGlyphs(process.env);
  const usualDepth = color || process.env['FORCE_COLOR'] !== undefined ? colorDepth(process.env) : 'none';
  const depth = options.theme === 'none' ? 'none' : (options.depth ?? usualDepth);
  let signal: NodeJS.Signals | undefined;
  let leaving: () => void = () => undefined;
  const left = new Promise<'left'>((resolve) => (leaving = () => resolve('left')));
  let broken: (error: unknown) => void = () => undefined;
  const breaks = new Promise<never>((_, reject) => (broken = reject));
  let [running, unsubscribe]: [Source, () => void] = [source, () => undefined];
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  /** When the last frame began, and when the next one is due. */
  let [begun, due] = [0, 0];
  let instance: Mounted | undefined;
  let isClosed = false;
  /** What happens while the terminal is asked for its ground waits until there is a screen. */
  let meanwhile: (() => void)[] | undefined = [];

  const pace = framePace(now);
  let [bytes, counted] = [Number.NaN, Number.NEGATIVE_INFINITY];
  /** Bytes of the process, at most a second old: to ask the system takes as long as to draw a chart. */
  const memory = (): number => {
    if (now() - counted > MEMORY) [bytes, counted] = [process.memoryUsage.rss(), now()];
    return bytes;
  };
  const write = stdout.write.bind(stdout);
  const out = painter((bytes) => terminal.write(bytes));
  const guarded = (act: () => void): void => {
    try {
      if (meanwhile === undefined) act();
      else meanwhile.push(act);
    } catch (error) {
      broken(error);
    }
  };
  const terminal = openTerminal({
    stdout,
    stdin,
    mouse: options.mouse === true,
    input: (event) =>
      guarded(() => {
        if (event.kind === 'key') screen.press(event.key, event.text);
        else screen.mouse(event);
        soon();
      }),
    unmount: () => {
      isClosed = true;
      instance?.unmount();
    },
    resumed: lost,
    signalled: (name) =>
      guarded(() => {
        if (name !== 'SIGINT') {
          // Whoever ends us wants the terminal now; the summary of what was measured still follows.
          signal = name;
          if (screen.stopping()) leaving();
          // Not at once: Ink's own listener of the signal, next in line, would end the process if ours were gone.
          setImmediate(terminal.restore);
        }
        screen.interrupt();
      }),
  });
  const asks = depth !== 'none' && options.theme === undefined;
  const usual = options.theme === 'light' ? 'light' : options.theme === 'dark' ? 'dark' : groundOf(process.env);
  const ground = (asks ? await terminal.ground() : undefined) ?? usual;
  const screen = controller({
    themes: themesOf(depth, glyphs, ground),
    size: () => ({ width: stdout.columns || 80, height: stdout.rows || 24 }),
    now,
    stop: () => running.stop(),
    desk: source.desk,
    telemetry: source.telemetry,
    board: source.board,
    stored: source.around?.stored,
    screen: source.around?.screen,
    again: source.around?.again,
    run: source.around?.begin === undefined ? undefined : (text) => void begin(text),
    leave: leaving,
    repaint: out.forget,
    suspend: terminal.suspend,
    write: writeFiles,
    bell: options.bell === true ? () => terminal.write('\u0007') : undefined,
    cost: () => pace.cost(),
    memory,
  });

  /** Shows a source until it has no more events. */
  async function follow(of: Source): Promise<'whole'> {
    [running, isOver] = [of, false];
    // What cannot be opened is told by the events.
    of.passes?.then(screen.expect, () => undefined);
    unsubscribe = of.live((events) => {
      for (const event of events) screen.take(event, true);
    });
    try {
      for await (const event of of.events) screen.take(event, false);
    } finally {
      unsubscribe();
      isOver = true;
    }
    screen.finish();
    return 'whole';
  }

  /** Runs an experiment that was written in the studio. */
  async function begin(text: string): Promise<void> {
    if (!isOver) {
      screen.say('something runs already: stop it first, ctrl-c');
      return;
    }
    const told = writeFiles([{ name: 'studio.ts', text }]);
    const file = /^written: (.*)$/.exec(told)?.[1];
    try {
      if (file === undefined) throw new Error(told);
      const next = await source.around?.begin?.(file);
      if (next === undefined) return;
      screen.begin(next.desk, next.telemetry, next.board);
      screen.say(`${file} runs`);
      await follow(next);
    } catch (error) {
      screen.finish();
      screen.say(error instanceof Error ? error.message : String(error));
    }
  }

  /** What the terminal shows is not known: the next frame is painted whole. */
  function lost(): void {
    out.forget();
    soon();
  }

  /** Draws as soon as the last frame is old enough. */
  function soon(): void {
    clearTimeout(timer);
    due = Math.max(now(), begun + LEAST);
    timer = setTimeout(beat, due - now());
  }

  function beat(): void {
    begun = now();
    const late = begun - due;
    // A terminal that has not taken the last frame gets no other on top, and fewer from then on.
    const isFull = terminal.isFull();
    let drawn = false;
    guarded(() => {
      if (!out.isKnown()) screen.repaint();
      drawn = !isFull && screen.tick();
    });
    const isTraining = !isOver && running.telemetry !== undefined;
    pace.seen({ milliseconds: now() - begun, late, bytes: painted, drawn, isFull, isTraining });
    painted = 0;
    due = now() + pace.interval();
    timer = setTimeout(beat, due - now());
  }

  let painted = 0;
  /** A terminal that was given back is not painted while the run is still stored. */
  const paint = (frame: Frame): void => void (painted += isClosed ? 0 : out.paint(frame));
  const unpainted = screen.subscribe(() => paint(screen.frame()));

  /** Ink brings five hundred modules: the first frame does not wait for them. */
  async function mount(): Promise<void> {
    const { mountApp } = await import('../dashboard/app.js');
    if (isClosed) return;
    unpainted();
    instance = mountApp({ store: screen, paint }, stdout, stdin);
    instance.left.catch(broken);
  }

  process.on('uncaughtException', broken);
  process.on('SIGWINCH', lost);
  stdout.on('resize', lost);
  let told: Promise<'whole'> | undefined;
  try {
    // Where Ink writes, it writes over what was painted; it waits for a terminal as little as we do.
    stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      // Not at the next beat: until then a row would stand empty.
      if (chunk.length > 0 && !isClosed) lost();
      terminal.write(chunk);
      const done = rest.at(-1);
      if (typeof done === 'function') process.nextTick(done);
      return true;
    };
    const waited = meanwhile;
    meanwhile = undefined;
    waited.forEach(guarded);
    soon();
    told = follow(source);
    setTimeout(() => void mount().catch(broken), MOUNT);
    const first = await Promise.race([told, left, breaks]);
    if (first === 'whole' && attended && !screen.stopping()) await Promise.race([left, breaks]);
    // Where nobody can press a key a stored run plays to its end.
    while (first === 'whole' && !attended && screen.playing()) await new Promise((done) => setTimeout(done, TICK));
    guarded(screen.tick);
  } catch (error) {
    terminal.restore();
    if (!isOver) {
      // What was measured until now is stored before anybody is told why the screen is gone.
      if (!screen.stopping()) screen.interrupt();
      await told?.catch(() => undefined);
    }
    throw error;
  } finally {
    clearTimeout(timer);
    stdout.off('resize', lost);
    process.off('SIGWINCH', lost);
    process.off('uncaughtException', broken);
    unsubscribe();
    terminal.restore();
    stdout.write = write;
  }
  // What was begun on the screen is stored, and ends with it.
  if (running !== source && !isOver) running.stop();
  const { verdicts, summary, failed } = screen.state();
  const lines = verdictLines(verdicts, summary, stdout.columns || 80);
  if (lines.length > 0) terminal.finish(`${lines.join('\n')}\n`);
  return {
    ...outcomeOf(verdicts, { stopped: screen.stopping(), failed }),
    ...(signal === undefined ? {} : { signal }),
  };
};
