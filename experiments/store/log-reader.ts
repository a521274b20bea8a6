import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Happenings } from './happenings.js';
import { logScanner, type LogScanOptions } from './log-scanner.js';
import { onDisk } from './store-error.js';

/** How far a log was read. */
export interface LogPlace {
  readonly bytes: number;
  readonly lines: number;
  readonly rows: number;
}

/** What a stretch of a log brought: rows stand in the columns from now on. */
export interface LogStretch extends LogPlace {
  readonly happenings: Happenings;
}

/** Options of {@link logReader}. */
export interface LogReaderOptions extends Omit<LogScanOptions, 'rows' | 'lines'> {
  /** Where somebody else has read to. */
  readonly from?: LogPlace | undefined;
  /** Bytes that are read at once. */
  readonly slice?: number;
}

/** Reads a log that may still be written. */
export interface LogReader {
  /**
   * Reads the next slice; undefined when there is no whole line behind the last one, 'cut' when the log is shorter than it was: it is another one now.
   *
   * @throws StoreError for a line that cannot be used, and for what the disk refuses.
   */
  next(): LogStretch | 'cut' | undefined;
}

/** Bytes of a slice: long enough to be quick, short enough for a screen to come between. */
const SLICE = 1 << 20;

/** A reader of a log. */
export function logReader({ from, slice = SLICE, ...options }: LogReaderOptions): LogReader {
  const { file } = options;
  const scanner = logScanner({ ...options, ...(from === undefined ? {} : { rows: from.rows, lines: from.lines }) });
  let bytes = from?.bytes ?? 0;
  let buffer: Buffer | undefined;

  function filled(size: number): Buffer {
    if (buffer === undefined || buffer.length < size) buffer = Buffer.allocUnsafeSlow(size);
    return buffer;
  }

  return {
    next: () =>
      onDisk(file, () => {
        const handle = openSync(file, 'r');
        try {
          const { size } = fstatSync(handle);
          if (size < bytes) return 'cut';
          for (let wanted = Math.min(slice, size - bytes); wanted > 0; wanted = Math.min(2 * wanted, size - bytes)) {
            const into = filled(wanted);
            const got = readSync(handle, into, 0, wanted, bytes);
            const used = scanner.scan(into, 0, got);
            bytes += used;
            if (used > 0)
              return { bytes, lines: scanner.lines(), rows: scanner.rows(), happenings: scanner.happenings() };
            // No whole line: it is longer than the slice, or not written to its end yet.
            if (got < wanted || wanted === size - bytes) break;
          }
          return undefined;
        } finally {
          closeSync(handle);
        }
      }),
  };
}
