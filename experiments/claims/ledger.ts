import { Tinypool } from 'tinypool';
import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import { describeError } from '../failure.js';
import { claims as bundled } from './all.js';
import type { Claim } from './claim.js';
import { resultOf, type ClaimResult, type SeedRun } from './result.js';
import { runSeed } from './run-seed.js';
import { keepSeed, keptSeed, type SeedOutcome, type SeedStore } from './seed-file.js';
import type { SeedTask } from './worker.js';

/** Options of {@link ledger}. */
export interface LedgerOptions {
  /** Default: all bundled ones. */
  readonly claims?: readonly Claim[];
  /** Small sizes: numbers in seconds, no verdicts. Default false. */
  readonly quick?: boolean;
  /** Seeds of every claim that is not computed. Default: what each asks for. */
  readonly seeds?: number;
  /** Threads; 1 is this one. More than one only for bundled claims. Default 1. */
  readonly workers?: number;
  /** Where seeds are kept and found again; nowhere when absent. */
  readonly store?: SeedStore;
  /** Runs every seed anew. Default false. */
  readonly fresh?: boolean;
  /** When it aborts, the ledger ends; finished seeds are kept. */
  readonly signal?: AbortSignal;
}

/** What a ledger tells: a seed that is done, a claim that is judged, or one that could not be run. */
export type LedgerEvent =
  | {
      readonly type: 'seed';
      readonly name: string;
      readonly done: number;
      readonly of: number;
      /** True when it was found in the store. */
      readonly kept: boolean;
    }
  | {
      readonly type: 'claim';
      readonly claim: Claim;
      readonly result: ClaimResult;
      /** Seconds of computing, all seeds together, kept ones included. */
      readonly seconds: number;
    }
  | { readonly type: 'failed'; readonly name: string; readonly message: string };

/**
 * Runs claims seed by seed, on all threads; answers progress and, claim by claim in their order, results.
 *
 * The same claims and seeds give the same results with any number of threads. Ended early, it goes on from its store at the next call.
 *
 * @throws OptionError for an unusable option. @throws StoreError when the store's disk refuses.
 * @example for await (const event of ledger({ quick: true })) if (event.type === 'claim') console.log(event.result.verdict);
 */
export async function* ledger(options: LedgerOptions = {}): AsyncGenerator<LedgerEvent> {
  checkMembers('ledger', options, ['claims', 'quick', 'seeds', 'workers', 'store', 'fresh', 'signal']);
  const { claims = bundled, quick = false, store, fresh = false, signal } = options;
  const workers = checkNumber('ledger.workers', options.workers ?? 1, { integer: true, min: 1 });
  if (options.seeds !== undefined) checkNumber('ledger.seeds', options.seeds, { integer: true, min: 1 });
  if (workers > 1)
    for (const claim of claims)
      if (!bundled.includes(claim))
        throw new OptionError('ledger.workers', '1 for a claim that exists only in memory', workers);
  const pool = seedPool(workers, signal);
  try {
    // Asked for all at once, so that no thread waits at the end of a claim; told in order.
    const asked = claims.map((claim) => ({ claim, pending: seedsOf(claim) }));
    for (const { claim, pending } of asked) {
      const runs: SeedRun[] = [];
      let seconds = 0;
      let failure: string | undefined;
      for (const [seed, { kept, outcome }] of pending.entries()) {
        const settled = await outcome();
        if (signal?.aborted === true) return;
        if (typeof settled === 'string') {
          failure = settled;
          break;
        }
        runs.push({ seed, numbers: settled.numbers });
        seconds += settled.seconds;
        yield { type: 'seed', name: claim.name, done: seed + 1, of: pending.length, kept };
      }
      const judged = failure ?? told(() => resultOf(claim, quick, runs));
      if (typeof judged === 'string') yield { type: 'failed', name: claim.name, message: judged };
      else yield { type: 'claim', claim, result: judged, seconds };
    }
  } finally {
    await pool.close();
  }

  function seedsOf(claim: Claim): readonly Pending[] {
    const own = quick ? claim.seeds.quick : claim.seeds.full;
    const count = claim.computed ? own : (options.seeds ?? own);
    return Array.from({ length: count }, (_, seed): Pending => {
      const found = store === undefined || fresh ? undefined : keptSeed(store, claim, quick, seed);
      if (found !== undefined) return { kept: true, outcome: () => Promise.resolve(found) };
      const keep = (outcome: SeedOutcome): void => {
        if (store !== undefined) keepSeed(store, claim, quick, seed, outcome);
      };
      return { kept: false, outcome: pool.ask(claim, { name: claim.name, seed, quick }, keep) };
    });
  }
}

/** A seed on its way: its outcome, or why it could not be run. */
interface Pending {
  readonly kept: boolean;
  readonly outcome: () => Promise<SeedOutcome | string>;
}

interface SeedPool {
  /** A seed that is done is given to `keep` at once, also when others are told before it. */
  ask(claim: Claim, task: SeedTask, keep: (outcome: SeedOutcome) => void): () => Promise<SeedOutcome | string>;
  close(): Promise<void>;
}

/** Threads, or this one, which runs a seed when it is waited for. */
function seedPool(workers: number, signal: AbortSignal | undefined): SeedPool {
  if (workers === 1)
    return {
      ask: (claim, task, keep) => async () => {
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
    ask(_, task, keep) {
      const running = (pool.run(task) as Promise<SeedOutcome>).then(
        (outcome) => {
          keep(outcome);
          return outcome;
        },
        (error: unknown) => describeError(error),
      );
      // The disk may refuse while another seed is waited for: it is told when this one's turn has come.
      running.catch(() => undefined);
      return () => Promise.race([running, stopped]);
    },
    close: () => pool.destroy(),
  };
}

/** What a claim's own code answers, or why it could not. */
function told<T extends object>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return describeError(error);
  }
}
