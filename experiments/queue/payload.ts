import type { z } from 'zod';
import { eventLine, type RunEvent } from '../event.js';
import { eventSchemas } from '../store/event-schemas.js';
import { lazySchemas } from '../lazy-schemas.js';
import { fromJson } from '../store/plain.js';
import { schemas } from '../store/schemas.js';
import { QueueError } from './queue-error.js';

/** Version of what stands in Redis; another one is refused. */
export const QUEUE_VERSION = 1;

const queued = lazySchemas((z) => {
  const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

  /** A file by its path from the folder in which commands run, and its hash. */
  const file = z.strictObject({ path: z.string().regex(/^(?![/\\.])(?!.*[\\])(?!.*\.\.\/)[^:]+$/), sha256 });

  const identity = z.strictObject({
    /** Version of antiphase. */
    package: z.string(),
    /** The experiment's file. */
    file: file.optional(),
    /** Those that it imports by relative paths, sorted. */
    imports: z.array(file).readonly().optional(),
    /** Hash of the saved waveforms, where there are some. */
    waves: sha256.optional(),
  });

  const payload = z.strictObject({
    antiphase: z.literal(QUEUE_VERSION),
    identity,
    job: schemas().job,
    engine: z.string(),
    trial: z.strictObject({
      basis: z.int().min(0),
      arm: z.int().min(0),
      seed: z.int().min(0),
      /** The seed's warm parameters, typed. */
      parameters: z.json().optional(),
    }),
    /** Updates between two checkpoints, where the trial is stored. */
    checkpointEvery: z.int().min(1).optional(),
  });

  const result = z.strictObject({
    antiphase: z.literal(QUEUE_VERSION),
    /** All events, numbers that are not finite marked. */
    events: z.json(),
    /** Texts of the trial's other files, where it is stored. */
    timings: z.string().optional(),
    checkpoint: z.string().optional(),
  });

  const progress = z.strictObject({
    from: z.int().min(0),
    events: z.json(),
    /** The worker, `host:pid`, and how often the trial was begun. */
    worker: z.string().optional(),
    attempt: z.int().min(1).optional(),
  });

  return { identity, payload, result, progress };
});

type Queued = ReturnType<typeof queued>;

/** What code a trial is made of: numbers fit together only where all of it is the same. */
export type Identity = z.infer<Queued['identity']>;

/** A trial as it waits in the queue: plain data, nothing of it is executed. */
export type Payload = z.infer<Queued['payload']>;

/** What a worker made of a trial. */
export type Result = z.infer<Queued['result']>;

/** Events of a trial at work, and how many came before them. */
export type Progress = z.infer<Queued['progress']>;

/** The payload in a job's data. @throws QueueError for one that is not ours. */
export function payloadOf(data: unknown): Payload {
  return checked('the trial', queued().payload, data);
}

/** The result of a job. @throws QueueError for one that is not ours. */
export function resultOf(data: unknown): Result {
  return checked('the result', queued().result, data);
}

/** The progress of a job; undefined for what is none. */
export function progressOf(data: unknown): Progress | undefined {
  return queued().progress.safeParse(data).data;
}

/** The events in a result or a progress. @throws QueueError for what are none. */
export function eventsOf(json: Result['events']): readonly RunEvent[] {
  const events = fromJson(json);
  if (!Array.isArray(events)) throw new QueueError('the queue holds events that are none of antiphase');
  for (const event of events as RunEvent[])
    checked('an event', eventSchemas().trialEvent, JSON.parse(eventLine(event)));
  return events as RunEvent[];
}

function checked<T>(what: string, schema: z.ZodType<T>, data: unknown): T {
  const found = schema.safeParse(data);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const member = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  throw new QueueError(
    `${what} is not one of this version of antiphase (${member}${issue.message.replace(/^Invalid input: /, '')})`,
  );
}
