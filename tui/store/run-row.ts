import type { PlanEvent, UpdateEvent } from '../../experiments/event.js';
import { forgetSeries } from './arm-series.js';
import { seriesNames, type ArmState, type RunState } from './run-state.js';

/** What the state keeps of an update; NaN for what was not measured. */
export interface RunRow {
  update: number;
  score: number;
  rate: number;
  knob: number;
  margin: number;
  growth: number;
  transient: number;
  sharpness: number;
  sharpnessError: number;
  /** The signal that the collapse rule looks at. */
  ruled: number;
  /** Env steps behind this update, cumulated. */
  envSteps: number;
  /** Seconds since the run's start. */
  time: number;
}

/** A row that is written over and over. */
export function freshRow(): RunRow {
  const nothing = Number.NaN;
  return {
    update: 0,
    score: nothing,
    rate: nothing,
    knob: nothing,
    margin: nothing,
    growth: nothing,
    transient: nothing,
    sharpness: nothing,
    sharpnessError: nothing,
    ruled: nothing,
    envSteps: nothing,
    time: nothing,
  };
}

/** Where a run's numbers stand: its arm, its row, and the plan they follow. */
export interface RunPlace {
  readonly plan: PlanEvent;
  readonly arm: ArmState;
  readonly run: RunState;
  /** Position among the plan's seeds. */
  readonly index: number;
}

/** Reads an update's event into a row. */
export function rowOfEvent(into: RunRow, place: RunPlace, { update, values, signals }: UpdateEvent, at: number): void {
  const { plan, arm, run, index } = place;
  // JSON's null is no number either.
  const signal = (name: string): number => {
    const value: number | null | undefined = signals[name];
    return value ?? Number.NaN;
  };
  into.update = update;
  into.score = signal(plan.score);
  into.rate = values[plan.rate] ?? Number.NaN;
  into.knob = plan.knob === undefined ? Number.NaN : (values[plan.knob] ?? Number.NaN);
  into.margin = signal('margin');
  into.growth = signal('growth');
  into.transient = signal('transient');
  into.sharpness = signal('sharpness');
  into.sharpnessError = signal('sharpnessError');
  into.ruled = plan.collapse === undefined ? Number.NaN : signal(plan.collapse.signal);
  into.envSteps = stepsBehind(arm.envSteps, index * plan.updates, update, signal('envSteps'));
  into.time = at - (run.startedAt ?? at);
}

/**
 * Env steps behind an update, cumulated on the row that begins at `first`.
 *
 * @example stepsBehind(Float64Array.of(640, Number.NaN), 0, 1, 640) // 1280
 */
export function stepsBehind(column: Float64Array, first: number, update: number, steps: number): number {
  const before = update === 0 ? Number.NaN : column[first + update - 1];
  if (!Number.isFinite(steps)) return before;
  return Number.isFinite(before) ? before + steps : steps;
}

/** Writes a row into the arm's series. */
export function writeRow(arm: ArmState, at: number, row: RunRow): void {
  arm.score[at] = row.score;
  arm.margin[at] = row.margin;
  arm.rate[at] = row.rate;
  arm.knob[at] = row.knob;
  arm.sharpness[at] = row.sharpness;
  arm.envSteps[at] = row.envSteps;
  arm.time[at] = row.time;
}

/** Counts a row that stands in the series: what a run's readings and sums are behind it. */
export function countRow({ plan, run }: RunPlace, row: RunRow): void {
  const { update, margin, sharpness, rate, score, ruled } = row;
  if (update > run.lived) run.gaps = [...(run.gaps ?? []), [run.lived, update]];
  run.status = 'running';
  run.lived = update + 1;
  // A reading that was not given at this update is unknown now: no old value is shown as if it were new.
  run.margin = known(margin);
  run.growth = known(row.growth);
  run.transient = known(row.transient);
  if (!Number.isNaN(margin)) run.lowestNow = Math.min(run.lowestNow ?? Number.POSITIVE_INFINITY, margin);
  if (!Number.isNaN(sharpness)) {
    run.sharpness = sharpness;
    run.sharpnessAt = update;
    run.sharpnessError = row.sharpnessError;
  }
  addRow(plan, run, { update, sharpness, rate, score, ruled });
}

/** Fills a gap with a row that came late; false where there is none. */
export function fillRow({ plan, arm, run, index }: RunPlace, row: RunRow): boolean {
  const { update } = row;
  const gap = run.gaps?.find(([from, to]) => update >= from && update < to);
  if (run.gaps === undefined || gap === undefined) return false;
  const [from, to] = gap;
  const around = ([a, b]: readonly [number, number]): boolean => a < b;
  run.gaps = [
    ...run.gaps.filter((each) => each !== gap),
    ...[[from, update] as const, [update + 1, to] as const].filter(around),
  ];
  row.time = Number.NaN;
  forgetSeries(seriesNames.map((name) => arm[name]));
  writeRow(arm, index * plan.updates + update, row);
  addRow(plan, run, row);
  return true;
}

/** Adds a row to the run's sums. */
function addRow(
  plan: PlanEvent,
  run: RunState,
  { update, sharpness, rate, score, ruled }: Pick<RunRow, 'update' | 'sharpness' | 'rate' | 'score' | 'ruled'>,
): void {
  if (Number.isFinite(score)) {
    run.scoreSum += score;
    run.scoreCount++;
  }
  if (Number.isFinite(sharpness) && Number.isFinite(rate)) {
    run.productSum += rate * sharpness;
    run.productCount++;
  }
  if (Number.isFinite(ruled) && update >= ruledFrom(plan)) {
    run.ruleSum += ruled;
    run.ruleCount++;
  }
}

/** The first update that the collapse rule looks at. */
export function ruledFrom({ collapse, updates }: PlanEvent): number {
  return collapse?.over === 'last half' ? Math.floor(updates / 2) : 0;
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
