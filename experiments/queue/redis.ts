import type { Queue, QueueEvents, Worker } from 'bullmq';
import type { Redis, RedisOptions } from 'ioredis';
import { OptionError } from '../../math/check.js';
import { QUEUE_VERSION } from './payload.js';

/** Name of the queue, and the beginning of all keys. */
export const queueNames = { queue: 'trials', prefix: 'antiphase', marker: 'antiphase:queue' } as const;

/** A worker holds a trial so long without a sign of life, and the dead are looked for so often, in ms: together below 15 s. */
export const holds = { lockDuration: 8000, stalledInterval: 4000, maxStalledCount: 5 } as const;

/** A Redis or Valkey that answered and whose keys are ours. */
export interface Connected {
  /** Where it is, without its password. */
  readonly place: string;
  readonly bullmq: {
    readonly Queue: typeof Queue;
    readonly QueueEvents: typeof QueueEvents;
    readonly Worker: typeof Worker;
  };
  /** A connection that comes back after every interruption. */
  readonly connection: () => Redis;
}

/**
 * Looks a Redis over before anything is queued.
 *
 * @throws OptionError when nothing answers there, the password is wrong, or the keys are another project's.
 */
export async function connect(url: string): Promise<Connected> {
  const { address, place } = addressOf(url);
  const { Redis, bullmq } = await packages();
  const probe = new Redis(address, { ...once, lazyConnect: true });
  let refusal: unknown;
  probe.on('error', (error: unknown) => (refusal ??= error));
  try {
    await probe.connect();
    await probe.ping();
    await checkKeys(probe, place);
  } catch (error) {
    throw error instanceof OptionError ? error : told(refusal ?? error, place);
  } finally {
    probe.disconnect();
  }
  return {
    place,
    bullmq,
    connection() {
      const redis = new Redis(address, lasting);
      redis.on('error', () => undefined);
      return redis;
    },
  };
}

const once: RedisOptions = { retryStrategy: () => null, maxRetriesPerRequest: 1, connectTimeout: 5000 };
const lasting: RedisOptions = { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(100 * times, 2000) };

function addressOf(url: string): { readonly address: string; readonly place: string } {
  const advice = 'As in redis://localhost:6379, or redis://:password@host:6379/0.';
  if (!URL.canParse(url)) throw new OptionError('--queue', 'redis://host:port', withoutPassword(url), advice);
  const { protocol, host, port, hostname } = new URL(url);
  if (!['redis:', 'rediss:', 'valkey:', 'valkeys:'].includes(protocol) || hostname === '')
    throw new OptionError('--queue', 'redis://host:port', withoutPassword(url), advice);
  return { address: url.replace(/^valkey/, 'redis'), place: port === '' ? `${host}:6379` : host };
}

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ':…@');
}

async function packages(): Promise<{ readonly Redis: typeof Redis; readonly bullmq: Connected['bullmq'] }> {
  try {
    const [{ Redis }, bullmq] = await Promise.all([import('ioredis'), import('bullmq')]);
    return { Redis, bullmq };
  } catch {
    throw new OptionError('--queue', 'the packages bullmq and ioredis', 'not installed', 'npm install bullmq ioredis');
  }
}

/** Refuses keys of our names that we did not make; marks those that we shall. */
async function checkKeys(redis: Redis, place: string): Promise<void> {
  const { marker, prefix, queue } = queueNames;
  const version = String(QUEUE_VERSION);
  const known = (await redis.type(marker)) === 'string' ? await redis.get(marker) : await redis.type(marker);
  const taken = await redis.exists(`${prefix}:${queue}:meta`, `${prefix}:${queue}:wait`, `${prefix}:${queue}:id`);
  if (known === version) return;
  if (known === 'none' && taken === 0) {
    await redis.set(marker, version, 'NX');
    return;
  }
  throw new OptionError(
    '--queue',
    `a database whose keys ${prefix}:… are ours`,
    place,
    'Another project has keys there: take another database, as in redis://host:6379/1.',
  );
}

function told(error: unknown, place: string): OptionError {
  const text = error instanceof Error ? error.message : String(error);
  if (/WRONGPASS|NOAUTH|invalid password|NOPERM/i.test(text))
    return new OptionError('--queue', 'the right password', place, 'As in redis://:password@host:6379.');
  const code = error instanceof Error && 'code' in error ? String(error.code) : text;
  return new OptionError(
    '--queue',
    'a Redis or Valkey that answers',
    `${place}, ${code}`.slice(0, 60),
    'Start one: redis-server.',
  );
}
