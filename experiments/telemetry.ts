/** A ring of rows that one thread writes and another reads; it travels between threads as it is. */
export interface Ring {
  /** Names of a row's numbers, in order. */
  readonly columns: readonly string[];
  /** Rows that it holds, a power of two: a reader that is further behind loses the oldest. */
  readonly rows: number;
  /** The count of rows written, then the rows. */
  readonly buffer: SharedArrayBuffer;
}

/** The writer's end of a ring. */
export interface RingWriter {
  /** The row that {@link push} writes next. */
  readonly row: Float64Array;
  /** Writes the row; never waits. */
  push(): void;
}

/** The reader's end of a ring. */
export interface RingReader {
  /** Copies the rows that came since the last reading; their count. They stand in {@link rows} until the next reading. */
  read(): number;
  /** Rows one behind another, as wide as the ring has columns. */
  readonly rows: Float64Array;
  /** Rows that were overwritten before they were read. */
  readonly dropped: () => number;
}

/** Bytes before the rows: the count, and room so that rows lie at whole numbers. */
const HEAD = 8;

/**
 * A ring for rows of the columns given.
 *
 * @example ring(['update', 'score'], 256).buffer.byteLength // 4104
 */
export function ring(columns: readonly string[], rows: number): Ring {
  const bytes = HEAD + rows * columns.length * Float64Array.BYTES_PER_ELEMENT;
  return { columns, rows, buffer: new SharedArrayBuffer(bytes) };
}

/** The end that a ring is written at; there must be one writer alone. */
export function ringWriter({ columns, rows, buffer }: Ring): RingWriter {
  const head = new Int32Array(buffer, 0, 1);
  const all = new Float64Array(buffer, HEAD);
  const width = columns.length;
  const row = new Float64Array(width).fill(Number.NaN);
  let at = (Atomics.load(head, 0) >>> 0) % rows;
  return {
    row,
    push() {
      const first = at * width;
      for (let i = 0; i < width; i++) all[first + i] = row[i];
      at = at + 1 === rows ? 0 : at + 1;
      // An addition orders both ways: nothing of the next row is seen before this row is counted.
      Atomics.add(head, 0, 1);
    },
  };
}

/** An end that a ring is read at; each reader sees all rows. */
export function ringReader({ columns, rows, buffer }: Ring): RingReader {
  const head = new Int32Array(buffer, 0, 1);
  const all = new Float64Array(buffer, HEAD);
  const width = columns.length;
  const copied = new Float64Array(rows * width);
  let [next, dropped] = [0, 0];
  /** How many counts lie between two, which start over at 2³². */
  const ahead = (from: number, to: number): number => (to - from) >>> 0;

  return {
    rows: copied,
    dropped: () => dropped,
    read() {
      const seen = Atomics.load(head, 0);
      // The slot behind the newest row may be under the pen.
      const lost = Math.max(0, ahead(next, seen) - (rows - 1));
      const first = (next + lost) >>> 0;
      const count = ahead(first, seen);
      const begun = first % rows;
      const straight = Math.min(count, rows - begun);
      copied.set(all.subarray(begun * width, (begun + straight) * width));
      copied.set(all.subarray(0, (count - straight) * width), straight * width);
      // An addition of nothing: the copies are made before the count is read again.
      const after = Atomics.add(head, 0, 0);
      const torn = Math.min(count, Math.max(0, ahead(first, after) - (rows - 1)));
      if (torn > 0) copied.copyWithin(0, torn * width, count * width);
      dropped += lost + torn;
      next = seen >>> 0;
      return count - torn;
    },
  };
}
