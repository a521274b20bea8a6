import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ring, ringReader } from '../experiments/telemetry.js';

const ROWS = 300_000;
const WIDTH = 20;
const ROUNDS = 3;
/** Milliseconds between two looks of a screen. */
const TICK = 66;
const means = ['nothing', 'ring', 'batches', 'messages'] as const;

/** A thread that makes rows with a little work between them, and hands them on in one way. */
const writer = `
const { workerData, parentPort } = require('node:worker_threads');
const { url, shared, how, rows, width } = workerData;
import(url).then(({ ringWriter }) => {
  const ring = ringWriter(shared);
  let batch = [], sent = performance.now(), noise = 1;
  const begun = process.hrtime.bigint();
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < 400; k++) noise = (noise * 1103515245 + 12345) % 2147483648;
    if (how === 'ring') {
      for (let k = 0; k < width; k++) ring.row[k] = noise + k;
      ring.push();
    } else if (how !== 'nothing') {
      const row = new Float64Array(width);
      for (let k = 0; k < width; k++) row[k] = noise + k;
      if (how === 'messages') parentPort.postMessage(row);
      else {
        batch.push(row);
        if (i % 64 === 0 && performance.now() - sent > 40) {
          parentPort.postMessage(batch);
          batch = [];
          sent = performance.now();
        }
      }
    }
  }
  parentPort.postMessage({ seconds: Number(process.hrtime.bigint() - begun) / 1e9 });
});
`;

/** Rows a second of one way, and how many of them nobody saw. */
async function measured(how: (typeof means)[number], rows: number): Promise<{ rate: number; dropped: number }> {
  const shared = ring(
    Array.from({ length: WIDTH }, (_, i) => String(i)),
    1 << 16,
  );
  const url = new URL('../dist/experiments/telemetry.js', import.meta.url);
  const worker = new Worker(writer, {
    eval: true,
    workerData: { url: fileURLToPath(url), shared, how, rows, width: WIDTH },
  });
  const reader = ringReader(shared);
  let seconds: number | undefined;
  worker.on('message', (message: { readonly seconds?: number }) => (seconds = message.seconds ?? seconds));
  while (seconds === undefined) {
    await pause(TICK);
    if (how === 'ring') reader.read();
  }
  await worker.terminate();
  return { rate: rows / seconds, dropped: reader.dropped() };
}

/** What it costs a thread to hand its numbers to a screen, each way beside the others. */
export async function bench(): Promise<void> {
  process.stdout.write('way       rows/s   of no reader   dropped   load\n');
  const rates = new Map<string, number[]>(means.map((how) => [how, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const how of means) {
      const { rate, dropped } = await measured(how, how === 'messages' ? ROWS / 10 : ROWS);
      rates.get(how)?.push(rate);
      if (round < ROUNDS - 1) continue;
      const middle = (name: string): number => [...(rates.get(name) ?? [])].sort((a, b) => a - b)[ROUNDS >> 1];
      const share = `${((100 * middle(how)) / middle('nothing')).toFixed(1)} %`;
      const cells = [
        how.padEnd(8),
        middle(how).toFixed(0).padStart(8),
        share.padStart(14),
        String(dropped).padStart(9),
      ];
      process.stdout.write(`${cells.join(' ')}   ${loadavg()[0].toFixed(1)}\n`);
    }
}
