import type { CycleEvent } from '../../experiments/event.js';
import { happeningList, happeningOf, type HappeningList, type Happenings } from '../../experiments/store/happenings.js';
import type { Timing } from '../../experiments/store/timings.js';
import { happened, markOf, MARKS, type Happening } from './run-events.js';
import { countRow, freshRow, rowOfEvent, stepsBehind, type RunPlace } from './run-row.js';
import { freshRun, unknownYet, type LogEntry, type Mark, type RunState } from './run-state.js';

/** Columns of a stored run that its state needs beside the series of its arm: a number an update. */
export interface TapeColumns {
  readonly growth: Float64Array;
  readonly transient: Float64Array;
  readonly sharpnessError: Float64Array;
  readonly ruled: Float64Array;
}

/** A line for the log of all runs, and the updates lived before it. */
export interface Stamped {
  readonly update: number;
  readonly entry: LogEntry;
}

/** A stored run as its columns and what else happened: its state stands wherever its playhead is put. */
export interface Tape {
  /** Takes a further stretch of the log: so many rows stand in the columns now. */
  add(rows: number, happenings: Happenings): void;
  /** Takes the readings of its clock. */
  clock(timings: readonly Timing[]): void;
  readonly rows: () => number;
  /** Brings the run's state to where it was once so many updates were lived. */
  seek(head: number): void;
  /** What it had told the log of all runs by then. */
  readonly told: () => readonly Stamped[];
  /** Begins anew: another log stands there. */
  clear(): void;
}

/** Rows between two states that are kept. */
const EVERY = 4096;

/** What is kept of a state: the numbers, and how long its lists were. */
interface Kept {
  readonly run: RunState;
  readonly alarms: RunState['alarms'];
  readonly periods: number;
  readonly told: number;
  readonly next: number;
}

/** The tape of a run that is told from its log. The run's readings at any update follow from a kept state and at most {@link EVERY} rows behind it. */
export function tape(place: RunPlace, name: string, own: TapeColumns): Tape {
  const { plan, arm, run, index } = place;
  const first = index * plan.updates;
  const row = freshRow();
  let list = happeningList();
  let rows = 0;
  let summed = 0;
  /** The happening that comes next. */
  let next = 0;
  let kept: Kept[] = [];
  /** Everything that was told so far, wherever the playhead stands; and how much of it had been told there. */
  let told: Stamped[] = [];
  let periods: CycleEvent[] = [];
  let saidNow = 0;
  let timings: readonly Timing[] = [];

  /** Reads the row that comes next and counts it. */
  function step(): void {
    const at = first + run.lived;
    row.update = run.lived;
    row.score = arm.score[at];
    row.rate = arm.rate[at];
    row.margin = arm.margin[at];
    row.sharpness = arm.sharpness[at];
    row.growth = own.growth[run.lived];
    row.transient = own.transient[run.lived];
    row.sharpnessError = own.sharpnessError[run.lived];
    row.ruled = own.ruled[run.lived];
    countRow(place, row);
    if (run.lived % EVERY === 0 && (kept.at(-1)?.run.lived ?? 0) < run.lived) keep();
  }

  function keep(): void {
    kept.push({
      run: { ...run },
      alarms: { ...run.alarms },
      periods: run.periods.length,
      told: saidNow,
      next,
    });
  }

  /** Whether what comes next had happened once so many updates were lived. */
  function isDue(head: number): boolean {
    if (next >= list.count() || list.rowOf(next) > run.lived) return false;
    return happenedBy(list, next, head);
  }

  function happen(): void {
    const event = happeningOf(list, next++, name);
    if (event.type === 'update') {
      rowOfEvent(row, place, event, Number.NaN);
      countRow(place, row);
      return;
    }
    const entry = happened(place, event as Happening, Number.NaN);
    if (event.type === 'cycle') periods[run.periods.length - 1] = event;
    if (typeof entry === 'object') told[saidNow++] = { update: run.lived, entry };
  }

  /** The latest marks of what happened before one: they are made again, a long run has very many. */
  function marksBefore(end: number): Mark[] {
    const marks: Mark[] = [];
    for (let i = end - 1; i >= 0 && marks.length < MARKS; i--) {
      const event = happeningOf(list, i, name);
      const one = event.type === 'update' ? undefined : markOf(event as Happening, Number.NaN);
      if (one !== undefined) marks.push(one);
    }
    return marks.reverse();
  }

  function forward(head: number): void {
    for (;;) {
      while (isDue(head)) happen();
      if (run.lived >= Math.min(head, rows) || (next < list.count() && list.rowOf(next) <= run.lived)) return;
      step();
    }
  }

  /** Puts the state back to the last that was kept before an update. */
  function back(head: number): void {
    let at = Math.min(kept.length, Math.floor(head / EVERY)) - 1;
    while (at >= 0 && kept[at].run.lived > head) at--;
    const from = at < 0 ? undefined : kept[at];
    run.told.clear();
    // In place: a copy at every seek would be garbage of a long list.
    const closed = from?.periods ?? 0;
    run.periods.length = Math.min(run.periods.length, closed);
    for (let i = run.periods.length; i < closed; i++) run.periods.push(periods[i]);
    [saidNow, next] = [from?.told ?? 0, from?.next ?? 0];
    Object.assign(run, unknownYet, from?.run ?? freshRun(run.seed), {
      periods: run.periods,
      told: run.told,
      alarms: { ...from?.alarms },
      marks: marksBefore(next),
    });
  }

  return {
    add(to, happenings) {
      list.add(happenings);
      rows = to;
      for (; summed < rows; summed++)
        arm.envSteps[first + summed] = stepsBehind(arm.envSteps, first, summed, arm.envSteps[first + summed]);
      // States are kept on the way: the next seek puts the playhead back.
      forward(Number.POSITIVE_INFINITY);
    },
    clock: (read) => void (timings = read),
    rows: () => rows,
    seek(head) {
      const nearest = kept.at(Math.min(kept.length, Math.floor(Math.min(head, rows) / EVERY)) - 1);
      const leaps = nearest !== undefined && nearest.run.lived <= head && nearest.run.lived > run.lived;
      if (leaps || run.lived > head || (next > 0 && !happenedBy(list, next - 1, head))) back(head);
      forward(head);
      const last = timings.findLast(({ update }) => update <= run.lived);
      run.split = last?.split;
      run.stepsPerSecond = last === undefined || Number.isNaN(last.stepsPerSecond) ? undefined : last.stepsPerSecond;
    },
    told: () => told.slice(0, saidNow),
    clear() {
      list = happeningList();
      [rows, summed, kept, periods, told] = [0, 0, [], [], []];
      back(0);
    },
  };
}

/** Whether one of the happenings is told once so many updates were lived. */
function happenedBy(list: HappeningList, index: number, head: number): boolean {
  const event = list.eventOf(index);
  if (event?.type === 'failed') return true;
  if (event?.type === 'start') return head > 0;
  return event?.type === 'end' ? event.update <= head : list.updateOf(index) < head;
}
