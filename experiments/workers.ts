import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import type { EngineName } from '../agents/engine/engine.js';
import { commandDesk, isEnding, takeStep, type CommandDesk, type TrialCommand } from './command-desk.js';
import type { Comparison } from './comparison.js';
import type { RunEvent } from './event.js';
import { describeError } from './failure.js';
import { bundlesSoFar } from './import-file.js';
import type { Job } from './job.js';
import { isStoreError, StoreError } from './store/store-error.js';
import type { Telemetry } from './telemetry-hub.js';
import type { TrialControl } from './trial-control.js';
import { workBoard, type WorkBoard } from './work-board.js';
import { runTrial, trialName, warmSeed, type Trial } from './trial.js';
import type { WarmResult } from './warm-start.js';
import type { Batch, Task } from './worker.js';

/** Takes a trial's events as they come. */
export type Sink = (events: readonly RunEvent[]) => void;

/** Runs warm starts and trials. */
export interface TaskPool {
  /** Trials to ask for at once: as many as are at work, and those that wait next. */
  readonly width: number;
  warm(seed: number): Promise<WarmResult>;
  /**
   * Ends when the trial's last event was given to `sink`; a trial that cannot go on ends with a `failed` event.
   *
   * @throws StoreError when its files refuse: then no other trial can go on either.
   */
  trial(trial: Trial, sink: Sink): Promise<void>;
  /** Asks all running trials to end at their next update. */
  stop(): void;
  close(): Promise<void>;
}

/** As many workers as cores. */
export function defaultWorkers(): number {
  return availableParallelism();
}

/** As many workers as there may be: where their number can be changed while they go on, at least as many as cores. */
export function mostWorkers(workers: number, desk: CommandDesk): number {
  return desk.crew === undefined ? workers : Math.max(workers, defaultWorkers());
}

/** Milliseconds that a thread waits for work beyond those that were asked for. */
const IDLE = 60_000;

/** Megabytes of a thread for what is soon forgotten, a sixteenth of what Node takes: training loops reuse their arrays. */
const YOUNG = 3;

/**
 * Megabytes that a thread's objects may take at most; numbers in typed arrays do not count. The less may be taken, the earlier the engine tidies up: a
 * thread that trains thousands of short trials stays some 12 MB smaller than one that might take all of the machine.
 */
const OBJECTS = 1024;

/** Threads that import the job's experiment by themselves. */
export function threadPool(
  job: Job,
  comparison: Comparison,
  workers: number,
  engine: EngineName | undefined,
  desk: CommandDesk = commandDesk(),
  telemetry?: Telemetry,
  board: WorkBoard = workBoard(),
): TaskPool {
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: mostWorkers(workers, desk),
    idleTimeout: IDLE,
    isolateWorkers: false,
    workerData: bundlesSoFar(),
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG, maxOldGenerationSizeMb: OBJECTS },
  });
  const named = engine === undefined ? {} : { engine };
  /** Ids of the threads, in the order in which they were seen first. */
  const threads: number[] = [];
  const stop = new Int32Array(new SharedArrayBuffer(4));
  return {
    width: 4 * workers,
    warm: (seed) => pool.run({ kind: 'warm', job, seed, ...named } satisfies Task) as Promise<WarmResult>,
    async trial(trial, sink) {
      const { port1, port2 } = new MessageChannel();
      const run = trialName(comparison.arms[trial.arm].name, trial.seed);
      let close: (() => void) | undefined;
      let closeRing: (() => void) | undefined;
      const streamed = new Promise<void>((done, refuse) => {
        port1.on('message', ({ events, last, failure, refused, notTaken, ring, thread, read }: Batch) => {
          if (notTaken !== undefined) desk.refuse(run, notTaken);
          // A trial takes commands from its first message on.
          close ??= desk.open(run, (command) => port1.postMessage(command));
          if (thread !== undefined) {
            if (!threads.includes(thread)) threads.push(thread);
            board.place(run, { worker: `w${threads.indexOf(thread)}` });
          }
          if (read !== undefined) board.read(read);
          if (ring !== undefined) closeRing = telemetry?.open(run, ring);
          sink(failure === undefined ? events : [...events, { type: 'failed', run, message: failure }]);
          if (refused !== undefined) refuse(new StoreError(refused.file, refused.problem, refused.advice));
          else if (last) done();
        });
      });
      const task: Task = {
        kind: 'trial',
        job,
        trial,
        stop,
        pause: desk.flag,
        telemetry: telemetry !== undefined,
        port: port2,
        ...named,
      };
      const died = pool.run(task, { transferList: [port2] }).then(
        () => streamed,
        (error: unknown) =>
          sink([{ type: 'failed', run, message: `the worker died: ${describeError(error, job.source)}` }]),
      );
      try {
        await Promise.race([streamed, died]);
      } finally {
        // Both may refuse; one of them was told.
        died.catch(() => undefined);
        close?.();
        closeRing?.();
        port1.close();
      }
    },
    stop: () => void Atomics.store(stop, 0, 1),
    close: () => pool.destroy(),
  };
}

/** Events between two pauses that let the process breathe. */
const PAUSE_EVERY = 16;

/** Milliseconds between two looks at the desk while paused. */
const PAUSED_FOR = 20;

/** This process, for an experiment that exists only in it. */
export function inProcessPool(
  comparison: Comparison,
  engine: EngineName | undefined,
  desk: CommandDesk = commandDesk(),
  board: WorkBoard = workBoard(),
): TaskPool {
  let stopped = false;
  let closed = false;
  const breathe = (): Promise<void> => new Promise((done) => setImmediate(done));
  /** One trial after another, in the order they were asked for. */
  let queue: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  return {
    width: 2,
    warm: (seed) => next(async () => (await breathe(), warmSeed(comparison, seed, engine))),
    trial: (trial, sink) =>
      next(async () => {
        if (closed) return;
        let count = 0;
        const run = trialName(comparison.arms[trial.arm].name, trial.seed);
        let waiting: TrialCommand[] = [];
        let isFree = false;
        let read = trial.store === undefined ? undefined : 0;
        const told = (): void => {
          if (read !== undefined) board.read(read);
          read = undefined;
        };
        const close = desk.open(run, (command) => waiting.push(command));
        const control: TrialControl = {
          shouldStop: () => stopped,
          isStopped: () => stopped,
          lives: told,
          commands() {
            const came = waiting;
            waiting = [];
            return came;
          },
          refuse: (why) => desk.refuse(run, why),
        };
        try {
          for (const event of runTrial(comparison, trial, engine, control)) {
            sink([event]);
            if (read !== undefined && event.type === 'update') read++;
            if (++count % PAUSE_EVERY === 0) await breathe();
            // A step lasts until its update is told.
            if (event.type === 'update') isFree = false;
            while (desk.paused() && !stopped && !isFree && !isEnding(waiting)) {
              isFree = takeStep(waiting);
              if (!isFree) await new Promise((done) => setTimeout(done, PAUSED_FOR));
            }
          }
        } catch (error) {
          if (isStoreError(error)) throw error;
          sink([
            {
              type: 'failed',
              run,
              message: describeError(error),
            },
          ]);
        } finally {
          told();
          close();
        }
      }),
    stop: () => {
      stopped = true;
    },
    async close() {
      stopped = true;
      closed = true;
      await queue;
    },
  };
}
