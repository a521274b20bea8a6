import { createHash, randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EngineName } from '../../agents/engine/engine.js';
import type { Comparison } from '../comparison.js';
import { eventLine, type RunEvent } from '../event.js';
import type { Job } from '../job.js';
import { makeFolder } from '../store/files.js';
import { toJson } from '../store/plain.js';
import { onDisk } from '../store/store-error.js';
import { checkpointsName, logName, timingsName, trialIsOver } from '../store/trial-folder.js';
import { trialName, type Trial } from '../trial.js';
import type { WorkBoard } from '../work-board.js';
import type { Sink, TaskPool } from '../workers.js';
import { identityOf } from './identity.js';
import { eventsOf, payloadOf, progressOf, QUEUE_VERSION, resultOf, type Payload, type Result } from './payload.js';
import { QueueError } from './queue-error.js';
import { queueNames, type Connected } from './redis.js';

/** What a pool of queued trials is made of. */
export interface QueuePoolOptions {
  readonly job: Job;
  readonly comparison: Comparison;
  readonly engine: EngineName;
  /** The run's folder; its trials have the same ids whenever they are queued. A run that is stored nowhere has ids of its own. */
  readonly store: string | undefined;
  /** Trains warm starts, and tells what is stored already. */
  readonly local: TaskPool;
  /** Told which worker a trial is at. */
  readonly board?: WorkBoard | undefined;
}

/** What nobody collects is gone after a week, in s. */
const forgotten = { removeOnComplete: { age: 604_800 }, removeOnFail: { age: 604_800 } } as const;

/** Trials in the queue at once: more than all threads of all machines. */
const WIDTH = 512;

/** Milliseconds between two looks at what is done; a message makes it look at once. */
const LOOK_EVERY = 1000;

/** Results fetched at once: a long trial's is some MB. */
const COLLECTED = 16;

interface Pending {
  readonly payload: Payload;
  readonly sink: Sink;
  readonly folder: string | undefined;
  /** Events that were told. */
  told: number;
  last: number;
  readonly done: () => void;
  readonly refuse: (error: unknown) => void;
}

/** Trials that workers on any machine take from a queue. A trial whose worker dies is given to another one, and told once. */
export function queuePool({ place, bullmq, connection }: Connected, options: QueuePoolOptions): TaskPool {
  const { job, comparison, engine, store, local, board } = options;
  const { queue: name, prefix } = queueNames;
  const connections = [connection(), connection()];
  const queue = new bullmq.Queue<Payload, Result>(name, {
    connection: connections[0],
    prefix,
    streams: { events: { maxLen: 1000 } },
  });
  const messages = new bullmq.QueueEvents(name, { connection: connections[1], prefix });
  // Connections come back by themselves.
  queue.on('error', () => undefined);
  messages.on('error', () => undefined);
  const identity = identityOf(job);
  const run = store === undefined ? randomBytes(8).toString('hex') : basename(store);
  const pending = new Map<string, Pending>();
  let stopped = false;
  let closed = false;

  /** Tells what was not told yet: a trial that begins anew has the same events. */
  function tell(one: Pending, from: number, events: readonly RunEvent[]): void {
    if (from > one.told) return;
    const fresh = events.slice(one.told - from);
    if (fresh.length === 0) return;
    one.told += fresh.length;
    for (const event of fresh) if (event.type === 'update') one.last = event.update;
    one.sink(fresh);
  }

  async function collect(id: string, one: Pending, failed: boolean): Promise<void> {
    const queued = await queue.getJob(id);
    if (queued === undefined || !pending.has(id)) return;
    try {
      if (failed) throw new QueueError(`a worker at ${place} refused a trial: ${queued.failedReason}`);
      const result = resultOf(queued.returnvalue);
      const events = eventsOf(result.events);
      if (one.folder !== undefined && events.at(-1)?.type === 'end') keep(one.folder, events, result);
      tell(one, 0, events);
      pending.delete(id);
      await queued.remove();
      one.done();
    } catch (error) {
      pending.delete(id);
      one.refuse(error);
    }
  }

  let looking: Promise<void> | undefined;
  /** What ended meanwhile is looked for right after. */
  let again = false;
  async function look(): Promise<void> {
    for (const state of ['completed', 'failed'] as const) {
      const ours = (await queue.getRanges([state], 0, -1)).filter((id) => pending.has(id));
      // Many at once: one after another would wait for Redis at each.
      for (let at = 0; at < ours.length; at += COLLECTED)
        await Promise.all(
          ours.slice(at, at + COLLECTED).map(async (id) => {
            const one = pending.get(id);
            if (one !== undefined) await collect(id, one, state === 'failed');
          }),
        );
    }
    if (pending.size === 0) return;
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'completed', 'failed');
    const there = Object.values(counts).reduce((sum, count) => sum + count, 0);
    // A Redis that forgot them (a restart without AOF) is given them again; those it has stay as they are.
    if (there < pending.size)
      for (const [id, { payload }] of pending) await queue.add('trial', payload, { jobId: id, ...forgotten });
  }
  function lookSoon(): void {
    if (closed || stopped || pending.size === 0) return;
    again = looking !== undefined;
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
        if (again) lookSoon();
      });
  }
  const clock = setInterval(lookSoon, LOOK_EVERY);
  messages.on('completed', lookSoon);
  messages.on('failed', lookSoon);
  messages.on('progress', ({ jobId, data }) => {
    const one = pending.get(jobId);
    const progress = progressOf(data);
    if (one === undefined || progress === undefined) return;
    const { worker, attempt } = progress;
    if (worker !== undefined)
      board?.place(nameOf(one.payload.trial), { worker, ...(attempt === undefined ? {} : { attempt }) });
    try {
      tell(one, progress.from, eventsOf(progress.events));
    } catch {
      // The result is looked over by itself.
    }
  });

  return {
    width: WIDTH,
    warm: (seed) => local.warm(seed),
    async trial(trial, sink) {
      const folder = trial.store?.folder;
      if (folder !== undefined && trialIsOver(folder)) return local.trial(trial, sink);
      if (stopped) return;
      const payload = payloadFor(trial);
      const hash = createHash('sha256').update(JSON.stringify(payload)).digest('hex').slice(0, 16);
      const id = `${run}-${hash}`;
      const finished = new Promise<void>((done, refuse) => {
        pending.set(id, { payload, sink, folder, told: 0, last: -1, done, refuse });
      });
      // Refused by an earlier worker, perhaps one that has the right code by now.
      if ((await queue.getJobState(id)) === 'failed') await queue.remove(id);
      await queue.add('trial', payload, { jobId: id, ...forgotten });
      lookSoon();
      await finished;
    },
    stop() {
      stopped = true;
      local.stop();
      for (const [id, one] of pending) {
        // One that is at work goes on; its result waits for the run to be resumed.
        void queue.remove(id).catch(() => undefined);
        if (one.told > 0)
          one.sink([{ type: 'end', run: nameOf(one.payload.trial), update: one.last + 1, reason: 'stopped' }]);
        one.done();
      }
      pending.clear();
    },
    async close() {
      closed = true;
      clearInterval(clock);
      await looking;
      await Promise.allSettled([queue.close(), messages.close(), local.close()]);
      for (const redis of connections) redis.disconnect();
    },
  };

  function nameOf({ arm, seed }: Payload['trial']): string {
    return trialName(comparison.arms[arm].name, seed);
  }

  function payloadFor({ basis, arm, seed, parameters, store: kept }: Trial): Payload {
    const source = job.source.kind === 'file' ? { kind: 'file' as const, path: identity.file?.path ?? '' } : job.source;
    return payloadOf(
      JSON.parse(
        JSON.stringify({
          antiphase: QUEUE_VERSION,
          identity,
          job: { ...job, source },
          engine,
          trial: { basis, arm, seed, ...(parameters === undefined ? {} : { parameters: toJson(parameters) }) },
          ...(kept === undefined ? {} : { checkpointEvery: kept.checkpointEvery }),
        }),
      ),
    );
  }
}

/** Writes a trial's folder at once: it is there whole, or not at all. */
function keep(folder: string, events: readonly RunEvent[], { timings, checkpoint }: Result): void {
  const beside = `${folder}.new`;
  onDisk(folder, () => {
    rmSync(beside, { recursive: true, force: true });
    makeFolder(join(beside, checkpointsName));
    if (timings !== undefined) writeFileSync(join(beside, timingsName), timings, { flush: true });
    if (checkpoint !== undefined)
      writeFileSync(join(beside, checkpointsName, 'latest.json'), checkpoint, { flush: true });
    writeFileSync(join(beside, logName), events.map((event) => `${eventLine(event)}\n`).join(''), { flush: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(beside, folder);
  });
}
