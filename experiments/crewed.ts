import type { Crew } from './crew.js';
import type { TaskPool } from './workers.js';

/** A pool whose trials wait for the crew; its warm starts do not. */
export function crewed(pool: TaskPool, workers: number, of: Crew): TaskPool {
  of.hire(workers);
  return {
    ...pool,
    async trial(trial, sink) {
      const release = await of.free();
      try {
        await pool.trial(trial, sink);
      } finally {
        release();
      }
    },
  };
}
