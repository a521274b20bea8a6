import { describeError } from '../../failure.js';
import { ENOUGH_SEEDS } from '../../verdict.js';
import { claims as bundled } from '../all.js';
import type { Claim } from '../claim.js';
import type { LedgerEntry } from '../markdown.js';
import { resultOf } from '../result.js';
import { keptSeeds, type KeptSeed, type SeedStore } from '../seed-file.js';

/** What a store holds of a claim. */
export interface KeptClaim {
  readonly claim: Claim;
  /** Absent where nothing is kept, or what is kept cannot be judged. */
  readonly entry?: LedgerEntry;
  /** Why kept seeds cannot be judged. */
  readonly trouble?: string;
  /** Kept seeds that are not counted: of another revision or version. */
  readonly others: number;
  /** Days on which its seeds were done, ascending. */
  readonly days: readonly string[];
  readonly machines: readonly string[];
}

/**
 * The claims as a store holds them, none of them run: full seeds where there are enough for a verdict, else quick ones, else the few there are.
 *
 * @throws StoreError for what cannot be read.
 */
export function keptLedger(store: SeedStore, claims: readonly Claim[] = bundled): readonly KeptClaim[] {
  return claims.map((claim) => keptClaim(store, claim));
}

function keptClaim(store: SeedStore, claim: Claim): KeptClaim {
  const sizes = [false, true].map((quick) => ({ quick, ...keptSeeds(store, claim, quick) }));
  const others = sizes.reduce((sum, size) => sum + size.others, 0);
  const enough = ({ quick, seeds }: (typeof sizes)[number]): boolean => seeds.length >= neededOf(claim, quick);
  const chosen = sizes.find(enough) ?? sizes.find(({ seeds }) => seeds.length > 0);
  if (chosen === undefined) return { claim, others, days: [], machines: [] };
  const { quick, seeds } = chosen;
  const days = different(seeds.map(({ finished }) => finished?.slice(0, 10))).sort();
  const facts = { claim, others, days, machines: different(seeds.map(({ machine }) => machine)) };
  if (claim.computed && !enough(chosen)) {
    const pieces = `${seeds.length} of its ${neededOf(claim, quick)} pieces`;
    return { ...facts, trouble: `${pieces} are kept: antiphase claims ${claim.name} goes on from them` };
  }
  try {
    const result = resultOf(claim, quick, seeds);
    return { ...facts, entry: { claim, result, seconds: secondsOf(seeds) } };
  } catch (error) {
    return { ...facts, trouble: describeError(error) };
  }
}

/** Seeds that a verdict needs: of a computed claim all its pieces. */
function neededOf({ computed, seeds }: Claim, quick: boolean): number {
  return computed ? seeds[quick ? 'quick' : 'full'] : ENOUGH_SEEDS;
}

function secondsOf(seeds: readonly KeptSeed[]): number {
  return seeds.reduce((sum, { seconds }) => sum + seconds, 0);
}

function different(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text !== undefined))];
}
