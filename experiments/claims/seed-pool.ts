import { Tinypool } from 'tinypool';
import { describeError } from '../failure.js';
import type { Claim } from './claim.js';
import { runSeed } from './run-seed.js';
import type { SeedOutcome } from './seed-file.js';
import type { SeedTask } from './worker.js';

/** Where seeds are run. */
export interface SeedPool {
  /** Begins a seed; answers its outcome, or why it could not be run. One that is done is given to `keep` at once, also when others are told before it. */
  run(claim: Claim, task: SeedTask, keep: (outcome: SeedOutcome) => void): Promise<SeedOutcome | string>;
  close(): Promise<void>;
}

/** Threads, or this one. */
export function seedPool(workers: number, signal: AbortSignal | undefined): SeedPool {
  if (workers === 1)
    return {
      run: async (claim, task, keep) => {
        await new Promise((done) => setImmediate(done));
        if (signal?.aborted === true) return 'stopped';
        const outcome = told(() => runSeed(claim, task));
        if (typeof outcome !== 'string') keep(outcome);
        return outcome;
      },
      close: () => Promise.resolve(),
    };
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    isolateWorkers: false,
  });
  const stopped = new Promise<string>((stop) => signal?.addEventListener('abort', () => stop('stopped')));
  return {
    run(_, task, keep) {
      const running = (pool.run(task) as Promise<SeedOutcome>).then(
        (outcome) => {
          keep(outcome);
          return outcome;
        },
        (error: unknown) => describeError(error),
      );
      return Promise.race([running, stopped]);
    },
    close: () => pool.destroy(),
  };
}

/** What a claim's own code answers, or why it could not. */
export function told<T extends object>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return describeError(error);
  }
}
