import { drawScreen } from '../tui/dashboard/screen.js';
import { freshPlace, type Axis } from '../tui/dashboard/place.js';
import { freshView, type View } from '../tui/dashboard/view.js';
import { initialState, reduce, type State } from '../tui/state.js';
import { summarize } from '../tui/summary.js';
import { theme } from '../tui/theme.js';
import { fakePlan } from '../test/tui/fake-source.js';
import { gate } from './gate.js';

const UPDATES = 1_000_000;
const PERIOD = 40;
/** Frames of each kind; the run lives on between two of them. */
const FRAMES = 40;
const shown = theme('truecolor', 'braille');

/** A comparison of one seed an arm that has lived almost all of its updates. */
function longState(arms: readonly string[]): State {
  const state = reduce(initialState, fakePlan({ seeds: 1, updates: UPDATES, arms }));
  for (const arm of state.arms) {
    const run = arm.runs[0];
    [run.status, run.lived] = ['running', UPDATES - 10 * FRAMES];
    for (let n = 0; n < UPDATES; n++) {
      const wave = Math.cos((2 * Math.PI * n) / PERIOD);
      arm.score[n] = -Math.abs(Math.sin(n / 997)) - 0.01 * (n % 7);
      arm.margin[n] = 0.5 + 0.3 * wave;
      arm.rate[n] = 16 + 12.8 * wave;
      arm.knob[n] = 1 - 0.8 * wave;
      arm.sharpness[n] = n % 4 === 0 ? 0.04 * (1 - 0.8 * wave) : Number.NaN;
      arm.envSteps[n] = 640 * (n + 1);
      arm.time[n] = n / 100;
    }
  }
  return state;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

/** Milliseconds of processor that a frame takes, the median of many. */
function frame(state: State, width: number, height: number, more: Partial<View>): number {
  const spent: number[] = [];
  for (let i = 0; i < FRAMES; i++) {
    for (const arm of state.arms) for (const run of arm.runs) run.lived++;
    const before = process.cpuUsage();
    const summaries = state.arms.map((arm) => summarize(state, arm));
    const view: View = { ...freshView, state, summaries, theme: shown, elapsed: 1, left: 1, speed: 1, ...more };
    drawScreen(view, width, height);
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / 1000);
  }
  return median(spent);
}

/** What a frame costs where a million updates have been lived: every axis, small terminals, and the playhead of a stored run. */
export function bench(): void {
  const playback = {
    id: 'balance-20260101-000000-abcd',
    playing: true,
    pace: 20,
    at: UPDATES / 2,
    updates: UPDATES,
    loading: false,
    passes: 1,
    pass: 0,
  };
  const runs = { store: 'runs', rows: [], total: 0, selected: 0, marked: [], order: 'id', unread: 0, now: 0 };
  for (const [names, screen, more] of [
    [['anti'], 'live', {}],
    [['anti'], 'runs', { playback, runs }],
    [['in', 'anti'], 'compare', {}],
  ] as const)
    for (const [width, height, limit] of [
      [140, 45, 4],
      [60, 15, 4],
    ] as const)
      for (const axis of ['update', 'step', 'phase', 'time'] as const satisfies readonly Axis[]) {
        const place = { ...freshPlace, axis, from: 0, span: UPDATES };
        const cost = frame(longState(names), width, height, { screen, place, ...more });
        gate(`${screen} at ${width}×${height}, axis of ${axis}`, cost, limit, 'ms');
      }
}
