import type { Crew } from './crew.js';
import type { TaskPool } from './workers.js';

/** A pool whose tasks wait for the crew. */
export function crewed(pool: TaskPool, of: Crew): TaskPool {
  const freed = async <T>(work: () => Promise<T>): Promise<T> => {
    const release = await of.free();
    try {
      return await work();
    } finally {
      release();
    }
  };
  return {
    ...pool,
    warm: (seed) => freed(() => pool.warm(seed)),
    trial: (trial, sink) => freed(() => pool.trial(trial, sink)),
  };
}
