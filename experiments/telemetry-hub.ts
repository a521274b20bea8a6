import { ringReader, type Ring, type RingReader } from './telemetry.js';

/** New rows of a run. */
export interface RunRows {
  /** The trial `<arm>/<seed>`. */
  readonly run: string;
  readonly columns: readonly string[];
  /** Rows one behind another; valid until the next look. */
  readonly rows: Float64Array;
  readonly count: number;
}

/** Hands the rows of trials at work to whoever looks at them, beside their events. */
export interface Telemetry {
  /** Says that a trial writes a ring; answers what says that it is over. */
  open(run: string, ring: Ring): () => void;
  /** Gives the rows that came since the last look, trial by trial; false when there are none. */
  poll(take: (rows: RunRows) => void): boolean;
  /** Rows that nobody saw before they were written over. */
  readonly dropped: () => number;
}

/**
 * The rings of the trials at work.
 *
 * @example telemetry().poll(() => undefined) // false
 */
export function telemetry(): Telemetry {
  const readers = new Map<string, { readonly columns: readonly string[]; readonly reader: RingReader }>();
  let lost = 0;
  return {
    open(run, ring) {
      const one = { columns: ring.columns, reader: ringReader(ring) };
      readers.set(run, one);
      return () => {
        if (readers.get(run) !== one) return;
        lost += one.reader.dropped();
        readers.delete(run);
      };
    },
    poll(take) {
      let some = false;
      for (const [run, { columns, reader }] of readers) {
        const count = reader.read();
        if (count === 0) continue;
        some = true;
        take({ run, columns, rows: reader.rows, count });
      }
      return some;
    },
    dropped() {
      let all = lost;
      for (const { reader } of readers.values()) all += reader.dropped();
      return all;
    },
  };
}
