import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job as QueuedJob } from 'bullmq';
import { engineNames, type EngineName } from '../../agents/engine/engine.js';
import { prepareEngine } from '../../agents/engine/select.js';
import { checkName } from '../../math/check.js';
import type { RunEvent } from '../event.js';
import { describeError } from '../failure.js';
import { openJob, type Job } from '../job.js';
import { readIfThere } from '../store/files.js';
import { folderName } from '../store/names.js';
import { fromJson, toJson } from '../store/plain.js';
import { checkpointsName, timingsName } from '../store/trial-folder.js';
import { trialName, type Trial } from '../trial.js';
import { threadPool, type TaskPool } from '../workers.js';
import { checkIdentity } from './identity.js';
import { payloadOf, QUEUE_VERSION, type Payload, type Progress, type Result } from './payload.js';
import { QueueError } from './queue-error.js';
import { connect, holds, queueNames } from './redis.js';

/** What a worker tells of its trials. */
export interface WorkerNews {
  readonly trial: string;
  readonly what: 'begun' | 'done' | 'refused';
  /** Why it was refused. */
  readonly why?: string;
}

/** Options of {@link queueWorker}. */
export interface QueueWorkerOptions {
  /** Threads, each with a trial. */
  readonly workers: number;
  readonly news: (news: WorkerNews) => void;
}

/** A worker that takes trials from a queue until it is closed. */
export interface QueueWorker {
  /** Where its queue is, without the password. */
  readonly place: string;
  /** Ends it: trials at work go to other workers. */
  close(): Promise<void>;
}

/** Milliseconds between two messages about a trial at work. */
const TELL_EVERY = 250;

/**
 * Takes trials from a queue and trains them in threads. A trial of other code is refused; nothing is executed that is not in the working folder.
 *
 * @throws OptionError when the queue cannot be used.
 */
export async function queueWorker(url: string, { workers, news }: QueueWorkerOptions): Promise<QueueWorker> {
  const { place, bullmq, connection } = await connect(url);
  const pools = new Map<string, { readonly of: Promise<TrialsOfJob>; busy: number }>();

  /** The threads of a job; those of other jobs end once nothing is at work in them. */
  function poolOf(key: string, job: Job, engine: string): { readonly of: Promise<TrialsOfJob>; busy: number } {
    const known = pools.get(key);
    if (known !== undefined) return known;
    for (const [other, { of, busy }] of pools) {
      if (busy > 0) continue;
      pools.delete(other);
      void of.then(({ pool }) => pool.close()).catch(() => undefined);
    }
    const made = { of: trialsOf(job, engine, workers), busy: 0 };
    made.of.catch(() => pools.delete(key));
    pools.set(key, made);
    return made;
  }

  async function work(queued: QueuedJob<unknown, Result>): Promise<Result> {
    let trial = queued.id ?? '';
    try {
      const payload = payloadOf(queued.data);
      const file = checkIdentity(payload.identity);
      const job = jobOf(payload, file);
      const used = poolOf(JSON.stringify([payload.job, payload.engine]), job, payload.engine);
      used.busy++;
      try {
        const { pool, arms } = await used.of;
        const arm = arms.at(payload.trial.arm);
        if (arm === undefined) throw new QueueError('the trial is of an arm that this experiment has not');
        trial = trialName(arm, payload.trial.seed);
        news({ trial, what: 'begun' });
        const result = await trained(pool, payload, arm, (progress) =>
          queued.updateProgress({ ...progress, worker: `${hostname()}:${process.pid}`, attempt: begunAs(queued) }),
        );
        news({ trial, what: 'done' });
        return result;
      } finally {
        used.busy--;
      }
    } catch (error) {
      const why = describeError(error);
      news({ trial, what: 'refused', why });
      throw new Error(why, { cause: error });
    }
  }

  const redis = connection();
  const worker = new bullmq.Worker<unknown, Result>(queueNames.queue, work, {
    connection: redis,
    prefix: queueNames.prefix,
    concurrency: workers,
    ...holds,
  });
  worker.on('error', () => undefined);
  await worker.waitUntilReady();
  return {
    place,
    async close() {
      // Not waited for: another worker takes them once their hold has run out.
      await worker.close(true);
      for (const { of } of pools.values()) await of.then(({ pool }) => pool.close()).catch(() => undefined);
      for (const room of rooms) leave(room);
      redis.disconnect();
    },
  };
}

/** How often a trial was begun: a worker that dies over it leaves it to another one. */
function begunAs({ attemptsStarted, attemptsMade }: QueuedJob): number {
  return Math.max(1, attemptsStarted, attemptsMade);
}

interface TrialsOfJob {
  readonly pool: TaskPool;
  readonly arms: readonly string[];
}

/** The job as this folder has it. */
function jobOf({ job }: Payload, file: string | undefined): Job {
  const { source } = job;
  if (source.kind !== 'file') return job as Job;
  if (file === undefined) throw new QueueError('the trial names a file without its hash');
  return { ...job, source: { kind: 'file', path: file } } as Job;
}

async function trialsOf(job: Job, engine: string, workers: number): Promise<TrialsOfJob> {
  const named: EngineName = checkName('the trial: engine', engine, engineNames);
  await prepareEngine(named);
  const comparison = await openJob(job);
  return { pool: threadPool(job, comparison, workers, named), arms: comparison.arms.map(({ name }) => name) };
}

async function trained(
  pool: TaskPool,
  { trial: { basis, arm, seed, parameters }, checkpointEvery }: Payload,
  armName: string,
  tell: (progress: Progress) => Promise<void>,
): Promise<Result> {
  const room = checkpointEvery === undefined ? undefined : mkdtempSync(join(tmpdir(), 'antiphase-trial-'));
  if (room !== undefined) rooms.add(room);
  try {
    const folder = room === undefined ? undefined : join(room, folderName(armName), String(seed));
    const trial: Trial = {
      basis,
      arm,
      seed,
      ...(parameters === undefined ? {} : { parameters: fromJson(parameters) as Float64Array }),
      ...(folder === undefined || checkpointEvery === undefined ? {} : { store: { folder, checkpointEvery } }),
    };
    const events: RunEvent[] = [];
    let [told, at, telling] = [0, performance.now(), false];
    await pool.trial(trial, (batch) => {
      events.push(...batch);
      // A Redis that is slow is told more at once, not more often.
      if (telling || performance.now() - at < TELL_EVERY) return;
      telling = true;
      // What is lost on the way comes with the result.
      void tell({ from: told, events: json(events.slice(told)) })
        .catch(() => undefined)
        .finally(() => (telling = false));
      [told, at] = [events.length, performance.now()];
    });
    const timings = folder === undefined ? undefined : readIfThere(join(folder, timingsName));
    const checkpoint = folder === undefined ? undefined : readIfThere(join(folder, checkpointsName, 'latest.json'));
    return {
      antiphase: QUEUE_VERSION,
      events: json(events),
      ...(timings === undefined ? {} : { timings }),
      ...(checkpoint === undefined ? {} : { checkpoint }),
    };
  } finally {
    if (room !== undefined) leave(room);
  }
}

/** Folders of trials at work. */
const rooms = new Set<string>();

function leave(room: string): void {
  rooms.delete(room);
  rmSync(room, { recursive: true, force: true });
}

function json(events: readonly RunEvent[]): Result['events'] {
  return toJson(events, 'events') as Result['events'];
}
