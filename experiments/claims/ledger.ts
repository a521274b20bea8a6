import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import { claims as bundled } from './all.js';
import type { Claim } from './claim.js';
import { resultOf, type ClaimResult, type SeedRun } from './result.js';
import { keepSeed, keptSeed, type SeedOutcome, type SeedStore } from './seed-file.js';
import { seedPool, told } from './seed-pool.js';
import { timeLeft } from './time-left.js';

/** Options of {@link ledger}. */
export interface LedgerOptions {
  /** Default: all bundled ones. */
  readonly claims?: readonly Claim[];
  /** Small sizes and few seeds, judged by the same rules. Default false. */
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
      /** Seconds to the end of the ledger; absent until one seed of every claim has been timed. */
      readonly left?: number;
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
  const left = timeLeft(workers);
  try {
    const asked = claims.map((claim) => ({ claim, pending: seedsOf(claim) }));
    // A seed of each claim first: then it is known how long all will take.
    const firsts = asked.flatMap(({ pending }) => pending.find(({ kept }) => !kept) ?? []);
    const ahead = workers === 1 ? [] : [...firsts, ...asked.flatMap(({ pending }) => pending)];
    // The disk may refuse while another seed is waited for: it is told when this one's turn has come.
    for (const { outcome } of ahead) outcome().catch(() => undefined);
    for (const { outcome } of firsts) {
      if (workers === 1) await outcome();
      if (signal?.aborted === true) return;
    }
    for (const { claim, pending } of asked) {
      const runs: SeedRun[] = [];
      let seconds = 0;
      let failure: string | undefined;
      for (const [seed, { kept, outcome }] of pending.entries()) {
        const settled = await outcome();
        if (signal?.aborted === true) return;
        if (typeof settled === 'string') {
          failure = settled;
          left.drop(claim.name);
          break;
        }
        runs.push({ seed, numbers: settled.numbers });
        seconds += settled.seconds;
        const known = left.seconds();
        yield {
          ...{ type: 'seed', name: claim.name, done: seed + 1, of: pending.length, kept },
          ...(known === undefined ? {} : { left: known }),
        };
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
      if (found !== undefined) {
        left.timed(claim.name, found.seconds, false);
        return { kept: true, outcome: () => Promise.resolve(found) };
      }
      left.plan(claim.name, 1);
      const keep = (outcome: SeedOutcome): void => {
        left.timed(claim.name, outcome.seconds, true);
        if (store !== undefined) keepSeed(store, claim, quick, seed, outcome);
      };
      let running: Promise<SeedOutcome | string> | undefined;
      const outcome = (): Promise<SeedOutcome | string> =>
        (running ??= pool.run(claim, { name: claim.name, seed, quick }, keep));
      return { kept: false, outcome };
    });
  }
}

/** A seed on its way. */
interface Pending {
  readonly kept: boolean;
  /** Its outcome, or why it could not be run; the first call begins it. */
  readonly outcome: () => Promise<SeedOutcome | string>;
}
