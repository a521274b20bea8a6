import { render } from 'ink';
import { existsSync, writeFileSync } from 'node:fs';
import type { ChartGlyphs } from '../charts/canvas.js';
import { chartGlyphs } from '../charts/fallback.js';
import { App } from '../dashboard/app.js';
import type { Exported } from '../dashboard/export.js';
import { controller } from '../dashboard/controller.js';
import { framePace } from '../dashboard/frame-pace.js';
import { openTerminal } from '../terminal.js';
import { colorDepth, groundOf, theme, type ColorDepth, type Ground, type Theme } from '../theme.js';
import { verdictLines } from './lines.js';
import { outcomeOf, type Reporter, type Source } from './reporter.js';

/** Milliseconds between two looks while a stored run is played for nobody. */
const TICK = 100;
/** Ink's own limit must be well above the highest rate of frames, or it swallows every second one. */
const MAX_FPS = 60;

/**
 * The screen of a comparison on a terminal. It stays after the verdict until somebody leaves it; what came out is then printed on the
 * normal screen. Where nobody can press a key it leaves by itself.
 */
export const dashboard: Reporter = async (source, options) => {
  const { stdout, stdin, color, now = () => performance.now() } = options;
  const attended = stdin.isTTY;
  const glyphs = options.charts ?? chartGlyphs(process.env);
  const depth = color || process.env['FORCE_COLOR'] !== undefined ? colorDepth(process.env) : 'none';
  let signal: NodeJS.Signals | undefined;
  let leaving: () => void = () => undefined;
  const left = new Promise<'left'>((resolve) => (leaving = () => resolve('left')));
  let [running, unsubscribe]: [Source, () => void] = [source, () => undefined];
  let isOver = false;
  const screen = controller({
    themes: themesOf(depth, glyphs, groundOf(process.env)),
    size: () => ({ width: stdout.columns || 80, height: stdout.rows || 24 }),
    now,
    stop: () => running.stop(),
    desk: source.desk,
    telemetry: source.telemetry,
    stored: source.around?.stored,
    screen: source.around?.screen,
    run: source.around?.begin === undefined ? undefined : (text) => void begin(text),
    leave: leaving,
    repaint: () => instance.clear(),
    suspend: () => terminal.suspend(),
    write: writeFiles,
    cost: () => pace.cost(),
  });
  const terminal = openTerminal({
    stdout,
    unmount: () => instance.unmount(),
    resumed: () => {
      instance.clear();
      screen.repaint();
    },
    signalled: (name) => {
      if (name !== 'SIGINT') {
        // Whoever ends us wants the terminal now; the summary of what was measured still follows.
        signal = name;
        if (screen.stopping()) leaving();
        // Not at once: Ink's own listener of the signal, next in line, would end the process if ours were gone.
        setImmediate(terminal.restore);
      }
      screen.interrupt();
    },
  });

  /** Shows a source until it has no more events. */
  async function follow(of: Source): Promise<'whole'> {
    [running, isOver] = [of, false];
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
      screen.begin(next.desk, next.telemetry);
      screen.say(`${file} runs`);
      await follow(next);
    } catch (error) {
      screen.finish();
      screen.say(error instanceof Error ? error.message : String(error));
    }
  }

  const pace = framePace(now);
  const write = stdout.write.bind(stdout);
  let written = 0;
  let isFull = false;
  // Bytes of a frame are counted where they leave; a terminal that does not keep up slows the frames.
  stdout.write = (chunk: string | Uint8Array, ...rest: never[]) => {
    written += chunk.length;
    const taken = write(chunk, ...rest);
    if (!taken) isFull = true;
    return taken;
  };

  function beat(): void {
    const begun = now();
    const before = written;
    const drawn = screen.tick();
    // Ink writes a moment later: the bytes seen are those of the frame before.
    pace.seen({ milliseconds: now() - begun, bytes: written - before, drawn, isFull });
    isFull = false;
    timer = setTimeout(beat, pace.interval());
  }

  screen.tick();
  const instance = render(<App store={screen} press={screen.press} />, {
    stdout,
    stdin,
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    interactive: true,
    maxFps: MAX_FPS,
  });
  let timer = setTimeout(beat, 0);
  const resized = (): void => void screen.tick();
  stdout.on('resize', resized);
  try {
    const first = await Promise.race([follow(source), left]);
    if (first === 'whole' && attended && !screen.stopping()) await left;
    // Where nobody can press a key a stored run plays to its end.
    while (first === 'whole' && !attended && screen.playing()) await new Promise((done) => setTimeout(done, TICK));
    screen.tick();
  } finally {
    clearTimeout(timer);
    stdout.write = write;
    stdout.off('resize', resized);
    unsubscribe();
    terminal.restore();
  }
  // What was begun on the screen is stored, and ends with it.
  if (running !== source && !isOver) running.stop();
  const { verdicts, summary, failed } = screen.state();
  const lines = verdictLines(verdicts, summary, stdout.columns || 80);
  if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`);
  return {
    ...outcomeOf(verdicts, { stopped: screen.stopping(), failed }),
    ...(signal === undefined ? {} : { signal }),
  };
};

/** The themes of a terminal: its own ground, the other one, and without colour. */
function themesOf(depth: ColorDepth, glyphs: ChartGlyphs, ground: Ground): readonly Theme[] {
  const plain = theme('none', glyphs);
  if (depth === 'none') return [plain];
  return [theme(depth, glyphs, ground), theme(depth, glyphs, ground === 'dark' ? 'light' : 'dark'), plain];
}

/** Writes files that are not there yet, numbered where the name is taken. */
function writeFiles(files: readonly Exported[]): string {
  try {
    for (let number = 0; ; number++) {
      const names = files.map(({ name }) => (number === 0 ? name : name.replace(/(\.\w+)$/, `-${number}$1`)));
      if (names.some((name) => existsSync(name))) continue;
      files.forEach(({ text }, i) => writeFileSync(names[i], text, { flag: 'wx' }));
      return `written: ${names.join(' ')}`;
    }
  } catch (error) {
    return `not written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
