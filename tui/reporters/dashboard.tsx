import { render } from 'ink';
import { chartGlyphs } from '../charts/fallback.js';
import { App } from '../dashboard/app.js';
import { controller } from '../dashboard/controller.js';
import { openTerminal } from '../terminal.js';
import { colorDepth, theme } from '../theme.js';
import { verdictLines } from './lines.js';
import { outcomeOf, type Reporter } from './reporter.js';

/** Milliseconds between frames: ten a second. Ink's own limit must be well above it, or it swallows every second frame. */
const TICK = 100;
const MAX_FPS = 60;

/**
 * The screen of a comparison on a terminal. It stays after the verdict until somebody leaves it; what came out is then printed on the
 * normal screen. Where nobody can press a key it leaves by itself.
 */
export const dashboard: Reporter = async (source, options) => {
  const { stdout, stdin, color, now = () => performance.now() } = options;
  const attended = stdin.isTTY;
  const glyphs = options.charts ?? chartGlyphs(process.env);
  const depth = color ? colorDepth(process.env) : 'none';
  let signal: NodeJS.Signals | undefined;
  let leaving: () => void = () => undefined;
  const left = new Promise<'left'>((resolve) => (leaving = () => resolve('left')));
  const screen = controller({
    theme: theme(depth === 'none' && color ? '16' : depth, glyphs),
    size: () => ({ width: stdout.columns || 80, height: stdout.rows || 24 }),
    now,
    stop: () => source.stop(),
    leave: leaving,
    repaint: () => instance.clear(),
  });
  const terminal = openTerminal({
    stdout,
    unmount: () => instance.unmount(),
    signalled: (name) => {
      if (name !== 'SIGINT') {
        // Whoever ends us wants the terminal now; the summary of what was measured still follows.
        signal = name;
        if (screen.stopping()) leaving();
        // Not at once: Ink's own listener of the signal, next in line, would end the process if ours were gone.
        setImmediate(terminal.restore);
      }
      screen.act('stop');
    },
  });
  screen.tick();
  const instance = render(<App store={screen} act={screen.act} />, {
    stdout,
    stdin,
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    interactive: true,
    maxFps: MAX_FPS,
  });
  const timer = setInterval(screen.tick, TICK);
  const resized = (): void => screen.tick();
  stdout.on('resize', resized);
  const unsubscribe = source.live((events) => {
    for (const event of events) screen.take(event, true);
  });
  try {
    const whole = (async (): Promise<'whole'> => {
      for await (const event of source.events) screen.take(event, false);
      screen.finish();
      return 'whole';
    })();
    const first = await Promise.race([whole, left]);
    if (first === 'whole' && attended && !screen.stopping()) await left;
    screen.tick();
  } finally {
    clearInterval(timer);
    stdout.off('resize', resized);
    unsubscribe();
    terminal.restore();
  }
  const { verdicts, summary, failed } = screen.state();
  const lines = verdictLines(verdicts, summary, stdout.columns || 80);
  if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`);
  return {
    ...outcomeOf(verdicts, { stopped: screen.stopping(), failed }),
    ...(signal === undefined ? {} : { signal }),
  };
};
