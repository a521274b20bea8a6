import type { PlanEvent } from '../../experiments/event.js';
import type { RunRows, Telemetry } from '../../experiments/telemetry-hub.js';
import { leadColumns, signalColumn, valueColumn } from '../../experiments/telemetry-rows.js';
import { reduceRows, runOf, type State } from '../state.js';
import { freshRow, type RunRow } from './run-row.js';

/** Brings the rows of trials at work into the state of a screen. */
export interface TelemetryFeed {
  /** The state with the rows that came since the last look; the same state when there are none. */
  read(state: State): State;
  /** Rows that nobody saw before they were written over: their updates are gaps until their events come. */
  readonly dropped: () => number;
}

/** Where a row's members stand among the columns of a ring; −1 where they are not. */
type Positions = Readonly<Record<Exclude<keyof RunRow, 'update'>, number>>;

/** The part of a run's clock and counters that its shares are measured from. */
interface Measured {
  time: number;
  envSteps: number;
  spent: number[];
}

/** Seconds that shares are measured over at least. */
const STRETCH = 1;

const spentAt = leadColumns.flatMap((name, at) => (name.startsWith('spent.') ? [at] : []));
const spentNames = spentAt.map((at) => leadColumns[at].slice('spent.'.length));
const [envStepsAt, timeAt, heapAt] = (['envSteps', 'time', 'heap'] as const).map((name) => leadColumns.indexOf(name));

/** A feed of rows. */
export function telemetryFeed(telemetry: Telemetry): TelemetryFeed {
  const row = freshRow();
  const positions = new WeakMap<readonly string[], Positions>();
  const measured = new WeakMap<readonly string[], Measured>();

  function positionsOf(columns: readonly string[], plan: PlanEvent): Positions {
    const known = positions.get(columns) ?? placed(columns, plan);
    positions.set(columns, known);
    return known;
  }

  function taken(state: State, { run, columns, rows, count }: RunRows): State {
    const { plan } = state;
    if (plan === undefined) return state;
    const at = positionsOf(columns, plan);
    const width = columns.length;
    let first = 0;
    const member = (position: number): number => (position < 0 ? Number.NaN : rows[first + position]);
    const next = reduceRows(state, run, count, (i) => {
      first = i * width;
      row.update = rows[first];
      row.envSteps = member(at.envSteps);
      row.time = member(at.time);
      row.score = member(at.score);
      row.rate = member(at.rate);
      row.knob = member(at.knob);
      row.margin = member(at.margin);
      row.growth = member(at.growth);
      row.transient = member(at.transient);
      row.sharpness = member(at.sharpness);
      row.sharpnessError = member(at.sharpnessError);
      row.ruled = member(at.ruled);
      return row;
    });
    share(next, run, columns, rows.subarray((count - 1) * width, count * width));
    return next;
  }

  /** Measures where a run's time goes, from the counters in its newest row. */
  function share(state: State, name: string, columns: readonly string[], newest: Float64Array): void {
    const run = runOf(state, name)?.run;
    if (run === undefined) return;
    run.heap = newest[heapAt];
    const now: Measured = {
      time: newest[timeAt],
      envSteps: newest[envStepsAt],
      spent: spentAt.map((at) => newest[at]),
    };
    const before = measured.get(columns);
    if (before === undefined) {
      measured.set(columns, now);
      return;
    }
    const seconds = now.time - before.time;
    if (seconds < STRETCH) return;
    run.split = Object.fromEntries(
      spentNames.map((part, i) => [part, (now.spent[i] - before.spent[i]) / (1000 * seconds)]),
    );
    const steps = (now.envSteps - before.envSteps) / seconds;
    run.stepsPerSecond = Number.isFinite(steps) ? steps : undefined;
    measured.set(columns, now);
  }

  return {
    read(state) {
      let next = state;
      telemetry.poll((rows) => (next = taken(next, rows)));
      return next;
    },
    dropped: telemetry.dropped,
  };
}

function placed(columns: readonly string[], plan: PlanEvent): Positions {
  const signal = (name: string | undefined): number => (name === undefined ? -1 : columns.indexOf(signalColumn(name)));
  const value = (name: string | undefined): number => (name === undefined ? -1 : columns.indexOf(valueColumn(name)));
  return {
    envSteps: envStepsAt,
    time: timeAt,
    score: signal(plan.score),
    rate: value(plan.rate),
    knob: value(plan.knob),
    margin: signal('margin'),
    growth: signal('growth'),
    transient: signal('transient'),
    sharpness: signal('sharpness'),
    sharpnessError: signal('sharpnessError'),
    ruled: signal(plan.collapse?.signal),
  };
}
