import type { AlarmEvent, ArmPlan, CycleEvent, PlanEvent } from '../../experiments/event.js';

/** How far a run has come. */
export type RunStatus = 'waiting' | 'running' | 'finished' | 'stopped' | 'diverged' | 'failed';

/** One seed of an arm. */
export interface RunState {
  readonly seed: number;
  status: RunStatus;
  /** Updates lived. */
  lived: number;
  /** Readings of the last update; absent while unknown. */
  margin?: number | undefined;
  growth?: number | undefined;
  transient?: number | undefined;
  /** Smallest margin of the period that runs. */
  lowestNow?: number | undefined;
  /** Smallest margin of the last whole period. */
  lowest?: number | undefined;
  /** Readings of every whole period so far. */
  periods: CycleEvent[];
  /** Sum and count of the score over the updates lived. */
  scoreSum: number;
  scoreCount: number;
  /** Sum and count of ηλ over the updates at which λ was measured. */
  productSum: number;
  productCount: number;
  /** Sum and count of the collapse signal over the rule's stretch. */
  ruleSum: number;
  ruleCount: number;
  collapsed: boolean;
  /** Commands that the log has, and the update of the last alarm of every reading. */
  readonly told: Set<string>;
  readonly alarms: Partial<Record<AlarmEvent['reading'], number>>;
  /** Largest positive end of the measured curvature, the bound of its residual, and the update it was measured at. */
  sharpness?: number | undefined;
  sharpnessError?: number | undefined;
  sharpnessAt?: number | undefined;
  /** Update behind which everything was saved last. */
  savedAt?: number | undefined;
  /** Shares of its time by what they were spent on, and env steps a second: of the last stretch that was measured. */
  split?: Readonly<Record<string, number>> | undefined;
  stepsPerSecond?: number | undefined;
  /** Bytes of the heap of the thread that it is at work in. */
  heap?: number | undefined;
  /** Clock of the screen at its first event, seconds. */
  startedAt?: number | undefined;
  /** Updates that were lived but not seen, `[from, to)`: later events fill them. */
  gaps?: (readonly [number, number])[] | undefined;
  /** What happened in it, oldest first. */
  marks: Mark[];
}

/** A line of the event log. */
export interface LogEntry {
  /** Seconds since the start, as given with the event. */
  readonly at: number;
  readonly glyph: '·' | '▲' | '✗' | '✓' | '›';
  readonly text: string;
}

/** Something that happened in a run. */
export interface Mark extends LogEntry {
  readonly update: number;
  readonly kind: 'start' | 'cycle' | 'alarm' | 'checkpoint' | 'command' | 'step' | 'refused' | 'failed' | 'end';
}

/**
 * One arm: its plan and its runs; its series hold a row of `updates` numbers a seed, NaN where nothing was measured. Rows are read up to the updates
 * lived: behind them lies what a playhead has not reached.
 */
export interface ArmState {
  readonly plan: ArmPlan;
  readonly runs: readonly RunState[];
  readonly score: Float64Array;
  readonly margin: Float64Array;
  /** The values of the plan's rate and knob, and the measured curvature. */
  readonly rate: Float64Array;
  readonly knob: Float64Array;
  readonly sharpness: Float64Array;
  /** Env steps behind each update, cumulated; NaN for what steps no world. */
  readonly envSteps: Float64Array;
  /** Seconds since the run's start behind each update: as the screen saw it, or between the readings of a stored run's clock; NaN unknown. */
  readonly time: Float64Array;
}

/** Names of an arm's series. */
export const seriesNames = ['score', 'margin', 'rate', 'knob', 'sharpness', 'envSteps', 'time'] as const;

/** A run that has not begun. */
export function freshRun(seed: number): RunState {
  return {
    seed,
    status: 'waiting',
    lived: 0,
    periods: [],
    scoreSum: 0,
    scoreCount: 0,
    productSum: 0,
    productCount: 0,
    ruleSum: 0,
    ruleCount: 0,
    collapsed: false,
    told: new Set<string>(),
    alarms: {},
    marks: [],
  };
}

/** A run's members that are absent until they are known. */
export const unknownYet = {
  margin: undefined,
  growth: undefined,
  transient: undefined,
  lowestNow: undefined,
  lowest: undefined,
  sharpness: undefined,
  sharpnessError: undefined,
  sharpnessAt: undefined,
  savedAt: undefined,
  split: undefined,
  stepsPerSecond: undefined,
  heap: undefined,
  startedAt: undefined,
  gaps: undefined,
} satisfies Partial<RunState>;

/** An arm that has not begun; `column` makes a column of so many numbers, all of them NaN. */
export function freshArm(
  { seeds: { kept }, updates }: PlanEvent,
  plan: ArmPlan,
  column: (size: number) => Float64Array = (size) => new Float64Array(size).fill(Number.NaN),
): ArmState {
  const size = kept.length * updates;
  return {
    plan,
    runs: kept.map(freshRun),
    score: column(size),
    margin: column(size),
    rate: column(size),
    knob: column(size),
    sharpness: column(size),
    envSteps: column(size),
    time: column(size),
  };
}

/** True for a run that ended in any way. */
export function over(run: RunState): boolean {
  return run.status !== 'waiting' && run.status !== 'running';
}
