import type { RunEvent } from '../../experiments/event.js';
import { encode } from '../charts/encode.js';
import type { Action } from '../keymap.js';
import { initialState, reduce, type State } from '../state.js';
import { summarize, type ArmSummary } from '../summary.js';
import type { Theme } from '../theme.js';
import type { Frame, FrameStore } from './app.js';
import { drawScreen } from './screen.js';
import { settledUpdates, totalUpdates, type Band, type View } from './view.js';

/** What the screen asks of the reporter. */
export interface ControllerOptions {
  readonly theme: Theme;
  readonly size: () => { readonly width: number; readonly height: number };
  /** Milliseconds. */
  readonly now: () => number;
  readonly stop: () => void;
  readonly leave: () => void;
  readonly repaint: () => void;
}

/** The state behind the screen, and the person's place in it. */
export interface Controller extends FrameStore {
  readonly take: (event: RunEvent, live: boolean) => void;
  readonly act: (action: Action) => void;
  /** Draws a frame if anything changed. */
  readonly tick: () => void;
  /** No more events will come. */
  readonly finish: () => void;
  readonly state: () => State;
  readonly stopping: () => boolean;
}

const bands: readonly Band[] = ['band', 'seeds', 'mean'];

/** Keeps what a screen shows between events, keys and ticks; draws only when something changed. */
export function controller({ theme, size, now, stop, leave, repaint }: ControllerOptions): Controller {
  const begun = now();
  const listeners = new Set<() => void>();
  let state: State = initialState;
  let planned = begun;
  let ended = 0;
  let frame: Frame = { width: 1, rows: [''] };
  let dirty = true;
  let drawnSecond = -1;
  let drawnSize = '';
  let frozen: { state: State; summaries: readonly ArmSummary[] } | undefined;
  let [focus, band, scroll] = [0, 0, 0];
  let middle: View['middle'] = 'waves';
  let asking = false;
  let stopping = false;
  let over = false;

  const seconds = (): number => ((over ? ended : now()) - begun) / 1000;

  function view(): View {
    const shown = frozen?.state ?? state;
    const settled = settledUpdates(shown);
    const total = totalUpdates(shown);
    const spent = (now() - planned) / 1000;
    const speed = spent > 0.5 && shown.lived > 0 ? shown.lived / spent : Number.NaN;
    const left = settled > 0 ? (spent / settled) * (total - settled) : Number.NaN;
    return {
      state: shown,
      summaries: frozen?.summaries ?? state.arms.map((arm) => summarize(state, arm)),
      theme,
      focus: Math.min(focus, Math.max(0, shown.arms.length - 1)),
      band: bands[band],
      middle,
      scroll,
      elapsed: seconds(),
      left,
      speed,
      notice: asking
        ? 'asking'
        : stopping && !over
          ? 'stopping'
          : frozen !== undefined
            ? 'frozen'
            : over
              ? 'over'
              : 'none',
    };
  }

  function move(by: number): void {
    const count = state.arms.length;
    if (count > 0) focus = (Math.min(focus, count - 1) + by + count) % count;
  }

  function quit(): void {
    if (over || stopping) leave();
    else if (asking) confirm();
    else asking = true;
  }

  function confirm(): void {
    asking = false;
    stopping = true;
    stop();
  }

  const actions: Readonly<Record<Action, () => void>> = {
    help: () => (middle = middle === 'help' ? 'waves' : 'help'),
    back: () => {
      if (asking) asking = false;
      else middle = 'waves';
    },
    quit,
    stop: () => {
      if (over || stopping) leave();
      else confirm();
    },
    redraw: repaint,
    nextArm: () => move(1),
    previousArm: () => move(-1),
    up: () => (scroll = Math.max(0, scroll - 1)),
    down: () => scroll++,
    open: () => {
      if (asking) confirm();
      else if (state.verdict !== undefined) middle = middle === 'verdict' ? 'waves' : 'verdict';
    },
    band: () => (band = (band + 1) % bands.length),
    freeze: () => {
      const held = state;
      // Rows are written in place, so a frozen view keeps copies.
      frozen =
        frozen === undefined
          ? {
              state: {
                ...held,
                arms: held.arms.map((arm) => ({
                  ...arm,
                  runs: arm.runs.map((run) => ({ ...run })),
                  score: arm.score.slice(),
                  margin: arm.margin.slice(),
                })),
              },
              summaries: held.arms.map((arm) => summarize(held, arm)),
            }
          : undefined;
    },
  };

  return {
    take(event, live) {
      const whole = event.type === 'plan' || event.type === 'verdict' || event.type === 'summary';
      if (live && whole) return;
      const before = state.version;
      state = reduce(state, event, seconds());
      if (event.type === 'plan') {
        planned = now();
        frozen = undefined;
        if (middle === 'verdict') middle = 'waves';
      }
      if (event.type === 'verdict') middle = 'verdict';
      if (whole) scroll = 0;
      if (state.version !== before) dirty = true;
    },
    act(action) {
      if (action !== 'up' && action !== 'down' && action !== 'band')
        scroll = action === 'open' || action === 'help' ? 0 : scroll;
      actions[action]();
      dirty = true;
    },
    tick() {
      const { width, height } = size();
      const second = Math.floor(seconds());
      const sized = `${width}x${height}`;
      if (!dirty && second === drawnSecond && sized === drawnSize) return;
      dirty = false;
      drawnSecond = second;
      drawnSize = sized;
      frame = { width, rows: encode(drawScreen(view(), width, height), theme.colours) };
      for (const listener of listeners) listener();
    },
    finish() {
      ended = now();
      over = true;
      asking = false;
      dirty = true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frame: () => frame,
    state: () => state,
    stopping: () => stopping,
  };
}
