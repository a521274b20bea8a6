import { readIfThere } from './files.js';

/** A reading of a trial's clock. */
export interface Timing {
  /** Updates that were lived. */
  readonly update: number;
  /** Seconds since the trial was begun, over all processes that took it up. */
  readonly seconds: number;
  readonly stepsPerSecond: number;
  /** Shares of the time since the reading before, by what it was spent on. */
  readonly split: Readonly<Record<string, number>>;
}

/**
 * The readings of a trial's clock, by its updates; a line that says nothing is left out. A trial that went on from its checkpoint tells some updates twice:
 * the later ones count.
 */
export function storedTimings(file: string): readonly Timing[] {
  const text = readIfThere(file) ?? '';
  const out: Timing[] = [];
  let [before, since] = [0, 0];
  for (const line of text.split('\n')) {
    const read = timingOf(line);
    if (read === undefined) continue;
    // A process that took the trial up again began to count anew.
    if (read.seconds < before) since += before;
    before = read.seconds;
    while ((out.at(-1)?.update ?? -1) > read.update) out.pop();
    // Behind the last checkpoint comes the end: nothing was lived between the two.
    if (out.at(-1)?.update !== read.update) out.push({ ...read, seconds: since + read.seconds });
  }
  return out;
}

function timingOf(line: string): Timing | undefined {
  let read: Partial<Timing>;
  try {
    read = JSON.parse(line) as Partial<Timing>;
  } catch {
    return undefined;
  }
  const { update, seconds, stepsPerSecond = Number.NaN, split = {} } = read;
  return typeof update === 'number' && typeof seconds === 'number'
    ? { update, seconds, stepsPerSecond, split }
    : undefined;
}

/**
 * Writes the seconds behind each update between two readings on straight lines; what lies behind the last reading is NaN.
 *
 * @example const out = new Float64Array(4); secondsBetween([{ update: 2, seconds: 1, stepsPerSecond: 0, split: {} }], out); out // [0.5, 1, NaN, NaN]
 */
export function secondsBetween(timings: readonly Timing[], out: Float64Array): void {
  let [update, seconds] = [0, 0];
  for (const next of timings) {
    const slope = (next.seconds - seconds) / (next.update - update);
    for (let at = update; at < Math.min(next.update, out.length); at++) out[at] = seconds + slope * (at + 1 - update);
    [update, seconds] = [next.update, next.seconds];
  }
  if (update < out.length) out.fill(Number.NaN, update);
}
