import { Worker } from 'node:worker_threads';
import { ring, ringReader } from '../../experiments/telemetry.js';

/** What a reader saw of a writer that did not wait for it. */
export interface Race {
  readonly seen: number;
  readonly dropped: number;
  /** Rows whose numbers did not belong together, and rows that came out of order. */
  readonly torn: number;
  readonly disordered: number;
}

/** A thread writes so many rows into a small ring while this one reads. */
export async function race(rows: number, size: number): Promise<Race> {
  const columns = Array.from({ length: 24 }, (_, i) => `column ${i}`);
  const shared = ring(columns, size);
  const ready = new Int32Array(new SharedArrayBuffer(4));
  const writer = new URL('../../dist/experiments/telemetry.js', import.meta.url).href;
  const worker = new Worker(new URL('./telemetry-writer.mjs', import.meta.url), {
    workerData: { writer, ring: shared, rows, ready },
  });
  const failed = new Promise<never>((_, refuse) => worker.once('error', refuse));
  failed.catch(() => undefined);
  const ended = new Promise<void>((done) => worker.once('exit', () => done()));
  const reader = ringReader(shared);
  let [seen, torn, disordered, before] = [0, 0, 0, -1];
  const look = (): void => {
    const count = reader.read();
    for (let row = 0; row < count; row++) {
      const first = reader.rows[row * columns.length];
      if (first <= before) disordered++;
      before = first;
      for (let i = 1; i < columns.length; i++)
        if (reader.rows[row * columns.length + i] !== first) {
          torn++;
          break;
        }
    }
    seen += count;
  };
  while (Atomics.load(ready, 0) < 2) {
    for (let i = 0; i < 200; i++) look();
    await Promise.race([failed, new Promise((done) => setImmediate(done))]);
  }
  await Promise.race([failed, ended]);
  look();
  return { seen, dropped: reader.dropped(), torn, disordered };
}
