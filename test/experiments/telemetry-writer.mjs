import { workerData } from 'node:worker_threads';

// Writes rows whose every number is the row's own, as fast as it can; in plain JavaScript, as a thread needs no compiler for it.
const { writer: url, ring, rows, ready } = workerData;
const { ringWriter } = await import(url);
const writer = ringWriter(ring);
Atomics.store(ready, 0, 1);
for (let i = 0; i < rows; i++) {
  writer.row.fill(i);
  writer.push();
}
Atomics.store(ready, 0, 2);
