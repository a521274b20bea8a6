import { receiveMessageOnPort, threadId, type MessagePort } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import type { EngineName } from '../agents/engine/engine.js';
import { prepareEngine } from '../agents/engine/select.js';
import { isEnding, takeStep, type TrialCommand } from './command-desk.js';
import type { Comparison } from './comparison.js';
import type { RunEvent } from './event.js';
import { takeBundles, type Bundles } from './import-file.js';
import { openJob, type Job } from './job.js';
import { describeError } from './failure.js';
import { isStoreError, type StoreError } from './store/store-error.js';
import { stopwatch } from './stopwatch.js';
import type { Ring } from './telemetry.js';
import { rowWriter } from './telemetry-rows.js';
import type { TrialControl } from './trial-control.js';
import { runTrial, warmSeed, type Trial } from './trial.js';
import type { WarmResult } from './warm-start.js';

/** Work for a thread: a seed's warm start, or a trial whose events go through `port`. */
export type Task =
  | { readonly kind: 'warm'; readonly job: Job; readonly engine?: EngineName; readonly seed: number }
  | {
      readonly kind: 'trial';
      readonly job: Job;
      readonly engine?: EngineName;
      readonly trial: Trial;
      readonly stop: Int32Array;
      /** 1 while all trials are held at their next update. */
      readonly pause: Int32Array;
      /** Somebody looks at a ring of rows: update events may come later. */
      readonly telemetry: boolean;
      readonly port: MessagePort;
    };

/** What comes through a trial's port; `last` closes the stream. */
export interface Batch {
  readonly events: readonly RunEvent[];
  readonly last: boolean;
  /** Where the rows of the trial are written from now on. */
  readonly ring?: Ring;
  /** Id of the thread that it is at work in; in the first batch. */
  readonly thread?: number;
  /** Updates that were read from its store, once all of them are. */
  readonly read?: number;
  /** Why a command could not be taken. */
  readonly notTaken?: string;
  /** Why the trial could not go on. */
  readonly failure?: string;
  /** What the disk or a stored file refused: nothing can go on. */
  readonly refused?: Pick<StoreError, 'file' | 'problem' | 'advice'>;
}

// A hook that leaves the process would end this thread without a word and its trial would never be over; as an error it is told, with its place.
process.exit = (code) => {
  throw new Error(`process.exit(${code ?? ''}) was called`);
};

/** Milliseconds between two batches of events: often enough for a screen, rare enough to cost nothing. */
const BATCH_INTERVAL = 40;

/** The same where a screen reads the numbers from a ring. */
const RING_INTERVAL = 250;

/** What happens rarely is told at once, unless updates are faster than this. */
const RARE_INTERVAL = 10;

takeBundles(Tinypool.workerData as Bundles);

let opened: { readonly key: string; readonly comparison: Promise<Comparison> } | undefined;

/** The job's comparison; a file is imported once a thread. */
function comparisonOf(job: Job): Promise<Comparison> {
  const key = JSON.stringify(job);
  if (opened?.key !== key) opened = { key, comparison: openJob(job) };
  return opened.comparison;
}

/** Milliseconds between two looks at the stop while paused. */
const PAUSED_FOR = 100;

/** The commands that wait at a port. */
function received(port: MessagePort): readonly TrialCommand[] {
  const commands: TrialCommand[] = [];
  for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port))
    commands.push((got as { readonly message: TrialCommand }).message);
  return commands;
}

/** Does a task in this thread. */
export default async function work(task: Task): Promise<WarmResult | undefined> {
  const comparison = await comparisonOf(task.job);
  await prepareEngine(task.engine);
  if (task.kind === 'warm') return warmSeed(comparison, task.seed, task.engine);
  const { port, trial, engine, stop, pause, telemetry } = task;
  const watch = telemetry ? stopwatch() : undefined;
  const rows = watch === undefined ? undefined : rowWriter(watch);
  let events: RunEvent[] = [];
  const waiting: TrialCommand[] = [];
  let sent = performance.now();
  let [lived, lasted] = [sent, 0];
  const send = (batch: Batch): void => {
    port.postMessage(batch);
    events = [];
    sent = performance.now();
  };
  /** Updates read from the store; undefined once they were told. */
  let read: number | undefined = trial.store === undefined ? undefined : 0;
  const control: TrialControl = {
    lives() {
      if (read !== undefined && read > 0) port.postMessage({ events: [], last: false, read } satisfies Batch);
      read = undefined;
    },
    shouldStop() {
      // A training loop never returns to the event loop: what it has to tell goes before it waits.
      if (Atomics.load(pause, 0) === 1 && events.length > 0) send({ events, last: false });
      while (Atomics.load(pause, 0) === 1 && Atomics.load(stop, 0) === 0) {
        waiting.push(...received(port));
        if (takeStep(waiting) || isEnding(waiting)) break;
        Atomics.wait(pause, 0, 1, PAUSED_FOR);
      }
      return Atomics.load(stop, 0) === 1;
    },
    isStopped: () => Atomics.load(stop, 0) === 1,
    commands: () => [...waiting.splice(0), ...received(port)],
    ...(watch === undefined ? {} : { stopwatch: watch }),
    refuse: (notTaken) => port.postMessage({ events: [], last: false, notTaken } satisfies Batch),
  };
  port.postMessage({ events: [], last: false, thread: threadId } satisfies Batch);
  try {
    for (const event of runTrial(comparison, trial, engine, control)) {
      events.push(event);
      if (read !== undefined && event.type === 'update') read++;
      const ring = rows?.see(event);
      const now = performance.now();
      if (event.type === 'update') [lasted, lived] = [now - lived, now];
      const rare = lasted > RARE_INTERVAL ? 0 : RARE_INTERVAL;
      const waits = rows === undefined ? BATCH_INTERVAL : event.type === 'update' ? RING_INTERVAL : rare;
      if (ring !== undefined) send({ events, last: false, ring });
      else if (now - sent > waits) send({ events, last: false });
    }
    send({ events, last: true, ...(read === undefined ? {} : { read }) });
  } catch (error) {
    if (isStoreError(error)) {
      const { file, problem, advice } = error;
      send({ events, last: true, refused: { file, problem, advice } });
    } else send({ events, last: true, failure: describeError(error, task.job.source) });
  }
  port.close();
  return undefined;
}
