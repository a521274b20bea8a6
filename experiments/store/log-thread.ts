import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { logReader, type LogPlace, type LogReader, type LogReaderOptions, type LogStretch } from './log-reader.js';
import type { ScanMessage, ScanTask } from './scan-worker.js';
import { StoreError } from './store-error.js';

/** Bytes from which on a log is read by a thread of its own. */
const LONG = 4 << 20;

/** A log that is read while something else goes on, and read on as it grows. */
export interface LogFeed {
  /**
   * Takes the next stretch that was read; 'wait' while a thread is at it, undefined when everything there is was taken, 'cut' when another log stands there.
   *
   * @throws StoreError as {@link LogReader.next}.
   */
  next(): LogStretch | 'wait' | 'cut' | undefined;
}

/** A log from its beginning; a long one is read by a thread when its columns can be shared. */
export function logFeed(options: LogReaderOptions): LogFeed {
  const { file } = options;
  let thread = isLong(file) && areShared(options.columns) ? scanThread(options) : undefined;
  let reader: LogReader | undefined;
  let place: LogPlace | undefined;

  return {
    next() {
      if (thread !== undefined) {
        const got = thread();
        if (got !== 'end') {
          if (got !== 'wait') place = { bytes: got.bytes, lines: got.lines, rows: got.rows };
          return got;
        }
        thread = undefined;
      }
      // A trial that was only just begun has no log yet.
      if (reader === undefined && !existsSync(file)) return undefined;
      reader ??= logReader({ ...options, from: place });
      return reader.next();
    },
  };
}

const script = new URL('./scan-worker.js', import.meta.url);

function scanThread({ file, run, columns, updates }: LogReaderOptions): () => LogStretch | 'wait' | 'end' {
  const { port1, port2 } = new MessageChannel();
  const task: ScanTask = { file, run, columns, updates, port: port2 };
  const worker = new Worker(script, {
    workerData: task,
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 },
  });
  worker.unref();
  port1.unref();
  let broken: Error | undefined;
  worker.on('error', (error: unknown) => (broken = error instanceof Error ? error : new Error(String(error))));
  return () => {
    const got = receiveMessageOnPort(port1) as { readonly message: ScanMessage } | undefined;
    if (got === undefined) {
      if (broken !== undefined) throw broken;
      return 'wait';
    }
    const { message } = got;
    if (message !== 'end' && !('problem' in message)) return message;
    port1.close();
    if (message === 'end') return 'end';
    throw new StoreError(message.file, message.problem, message.advice);
  };
}

function isLong(file: string): boolean {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size >= LONG && existsSync(fileURLToPath(script));
}

function areShared(columns: ReadonlyMap<string, Float64Array>): boolean {
  return [...columns.values()].every(({ buffer }) => buffer instanceof SharedArrayBuffer);
}
