import { getHeapStatistics } from 'node:v8';
import type { RunEvent } from './event.js';
import type { TimeSplit } from './stopwatch.js';
import { ring, ringWriter, type Ring, type RingWriter } from './telemetry.js';

/** Rows that a ring holds at most: a tenth of a second of the fastest runs. */
const MOST_ROWS = 16_384;
const LEAST_ROWS = 16;

const parts = ['environment', 'forward', 'update', 'probe'] as const satisfies readonly (keyof TimeSplit)[];

/** Seconds between two looks at the heap. */
const HEAP_EVERY = 1;

/** Numbers at the front of every row: the update, what stands behind it, bytes of the thread's own heap, and the milliseconds spent on each part so far. */
export const leadColumns = ['update', 'envSteps', 'time', 'heap', ...parts.map((part) => `spent.${part}`)] as const;

/** What writes a run's rows as its events come. */
export interface RowWriter {
  /** Sees an event; answers the ring once its columns are known. */
  see(event: RunEvent): Ring | undefined;
}

/** Options of {@link rowWriter}. */
export interface RowWriterOptions {
  /** Milliseconds that the run has spent so far, by part. */
  readonly spent: TimeSplit;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Bytes of the heap that the run is at work in; that of the thread that asks when absent. */
  readonly heap?: () => number;
}

/**
 * Writes a row `[update, envSteps, time, heap, spent…, values…, signals…]` behind each update of a run; NaN for what was not measured.
 *
 * The columns are `values.<name>` of the first update and `signals.<name>` of the start event.
 */
export function rowWriter({ spent, now, heap = ownHeap }: RowWriterOptions): RowWriter {
  let signals: readonly string[] = [];
  let values: readonly string[] = [];
  let updates = 1;
  let begun: number | undefined;
  let envSteps = Number.NaN;
  let writer: RingWriter | undefined;
  let [bytes, looked] = [Number.NaN, Number.NEGATIVE_INFINITY];

  function opened(names: readonly string[]): Ring {
    values = names;
    const columns = [...leadColumns, ...values.map((name) => `values.${name}`), ...signals.map(signalColumn)];
    let rows = LEAST_ROWS;
    while (rows <= updates && rows < MOST_ROWS) rows *= 2;
    const made = ring(columns, rows);
    writer = ringWriter(made);
    return made;
  }

  return {
    see(event) {
      begun ??= now();
      if (event.type === 'start') [signals, updates] = [[...new Set(event.columns)], event.updates];
      if (event.type !== 'update') return undefined;
      const made = writer === undefined ? opened(Object.keys(event.values)) : undefined;
      if (writer === undefined) return made;
      const { row } = writer;
      const steps: number | undefined = event.signals['envSteps'];
      if (steps !== undefined) envSteps = (Number.isNaN(envSteps) ? 0 : envSteps) + steps;
      row[0] = event.update;
      row[1] = envSteps;
      row[2] = (now() - begun) / 1000;
      if (row[2] - looked >= HEAP_EVERY) [bytes, looked] = [heap(), row[2]];
      row[3] = bytes;
      let at = 4;
      for (const part of parts) row[at++] = spent[part];
      for (const name of values) row[at++] = event.values[name] ?? Number.NaN;
      for (const name of signals) row[at++] = event.signals[name] ?? Number.NaN;
      writer.push();
      return made;
    },
  };
}

/** Bytes that are taken in this thread's heap. */
function ownHeap(): number {
  return getHeapStatistics().used_heap_size;
}

/** The column of a signal. */
export function signalColumn(name: string): string {
  return `signals.${name}`;
}

/** The column of a value. */
export function valueColumn(name: string): string {
  return `values.${name}`;
}
