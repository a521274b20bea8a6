import { statSync } from 'node:fs';
import { join } from 'node:path';
import { logFeed, type LogFeed } from '../../experiments/store/log-thread.js';
import { secondsBetween, storedTimings } from '../../experiments/store/timings.js';
import { logName, timingsName } from '../../experiments/store/trial-folder.js';
import { forgetSeries } from '../store/arm-series.js';
import { seriesNames } from '../store/run-state.js';
import type { RunPlace } from '../store/run-row.js';
import { tape, type Tape } from '../store/tape.js';

/** A stored trial: its log is read into columns, and its tape stands at the playhead. */
export interface Reel {
  readonly tape: Tape;
  /** Reads on until a moment; 'more' while there is something to read, 'wait' while a thread reads. @throws StoreError. */
  read(until: number): 'more' | 'wait' | 'end';
  /** Its log has its last line: nothing more will come. */
  readonly isOver: () => boolean;
  /** Stretches that were read. */
  readonly news: () => number;
}

/** A column that threads can share, all of it NaN. */
export function sharedColumn(size: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(size * Float64Array.BYTES_PER_ELEMENT)).fill(Number.NaN);
}

/** The trial of a folder, at its place among the runs of its plan. */
export function storedReel(folder: string, name: string, place: RunPlace): Reel {
  const { plan, arm, index } = place;
  const { updates } = plan;
  const part = (column: Float64Array): Float64Array => column.subarray(index * updates, (index + 1) * updates);
  const [growth, transient, sharpnessError] = [sharedColumn(updates), sharedColumn(updates), sharedColumn(updates)];
  const columns = new Map<string, Float64Array>([
    ['signals.growth', growth],
    ['signals.transient', transient],
    ['signals.sharpnessError', sharpnessError],
    ['signals.margin', part(arm.margin)],
    ['signals.sharpness', part(arm.sharpness)],
    ['signals.envSteps', part(arm.envSteps)],
    [`signals.${plan.score}`, part(arm.score)],
    [`values.${plan.rate}`, part(arm.rate)],
    ...(plan.knob === undefined ? [] : [[`values.${plan.knob}`, part(arm.knob)] as const]),
  ]);
  const rule = `signals.${plan.collapse?.signal ?? plan.score}`;
  const ruled = columns.get(rule) ?? sharedColumn(updates);
  columns.set(rule, ruled);
  const options = { file: join(folder, logName), run: name, columns, updates };
  const clock = join(folder, timingsName);
  const own = tape(place, name, { growth, transient, sharpnessError, ruled });
  let feed: LogFeed = logFeed(options);
  let [over, news, clockSize] = [false, 0, 0];

  function again(): void {
    own.clear();
    for (const column of columns.values()) column.fill(Number.NaN);
    forgetSeries(seriesNames.map((name) => arm[name]));
    feed = logFeed(options);
    [over, news] = [false, news + 1];
  }

  /** What the clock told beside the log. */
  function readClock(): void {
    const size = statSync(clock, { throwIfNoEntry: false })?.size ?? 0;
    if (size === clockSize) return;
    [clockSize, news] = [size, news + 1];
    const timings = storedTimings(clock);
    secondsBetween(timings, part(arm.time));
    own.clock(timings);
  }

  return {
    tape: own,
    read(until) {
      do {
        const got = feed.next();
        if (got === 'wait') return 'wait';
        if (got === 'cut') again();
        else if (got === undefined) {
          readClock();
          return 'end';
        } else {
          own.add(got.rows, got.happenings);
          over = got.happenings.events.some((event) => event.type === 'end' && event.reason !== 'stopped');
          news++;
        }
      } while (performance.now() < until);
      return 'more';
    },
    isOver: () => over,
    news: () => news,
  };
}
