import { withoutHolds, type Hold } from './holds.js';
import { rowOf, type RunAt } from './run-reading.js';

/** How fast a run goes; NaN for what is not known. */
export interface RunSpeed {
  readonly updates: number;
  readonly steps: number;
  /** Seconds until it has lived all its updates. */
  readonly left: number;
  /** Env steps a second over the last stretches, the newest last; updates a second where no world is stepped. */
  readonly history: Float64Array;
}

/** Stretches of the history, and the seconds of one at least. */
const STRETCHES = 24;
const LEAST = 0.25;
/** Updates that are looked at. */
const MOST = 4000;

/** How fast a run goes, from the clock beside its newest updates: over the last tenth of what is looked at, and a second at least. Time in which it was held is no time that it takes. */
export function runSpeed(of: RunAt, held: readonly Hold[] = []): RunSpeed {
  const { arm, index, updates } = of;
  const run = arm.runs[index];
  const whole = rowOf(of, arm.time);
  const first = Math.max(0, whole.length - MOST);
  const time = withoutHolds(whole.subarray(first), first, held);
  const steps = rowOf(of, arm.envSteps).subarray(first);
  const nothing = { updates: Number.NaN, steps: Number.NaN, left: Number.NaN, history: new Float64Array(0) };
  const last = lastKnown(time);
  const begin = firstKnown(time);
  if (last <= begin || !(time[last] > time[begin])) return nothing;
  const since = before(time, time[last] - Math.max(1, (time[last] - time[begin]) / 10));
  const perSecond = (series: Float64Array, from: number, to: number): number =>
    (series[to] - series[from]) / (time[to] - time[from]);
  const speed = (last - since) / (time[last] - time[since]);
  const stepped = Number.isFinite(steps[last]) && Number.isFinite(steps[begin]);
  return {
    updates: speed,
    steps: stepped ? perSecond(steps, since, last) : Number.NaN,
    left: run.status === 'running' ? (updates - run.lived) / speed : Number.NaN,
    history: history(time, begin, last, (from, to) =>
      stepped ? perSecond(steps, from, to) : (to - from) / (time[to] - time[from]),
    ),
  };
}

function history(
  time: Float64Array,
  begin: number,
  last: number,
  speed: (from: number, to: number) => number,
): Float64Array {
  const stretch = Math.max(LEAST, (time[last] - time[begin]) / STRETCHES);
  const found: number[] = [];
  for (let to = last; found.length < STRETCHES;) {
    const from = before(time, time[to] - stretch);
    if (from >= to || !(time[to] - time[from] >= stretch)) break;
    found.push(speed(from, to));
    to = from;
  }
  return Float64Array.from(found.reverse());
}

/** The last update at or before a time, or the first one. */
function before(time: Float64Array, at: number): number {
  let found = firstKnown(time);
  let [low, high] = [found, time.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (time[middle] <= at) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

function firstKnown(values: Float64Array): number {
  const found = values.findIndex((value) => Number.isFinite(value));
  return Math.max(0, found);
}

function lastKnown(values: Float64Array): number {
  let at = values.length - 1;
  while (at > 0 && !Number.isFinite(values[at])) at--;
  return at;
}
