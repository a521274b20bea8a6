import { OptionError } from '../math/check.js';
import type { Comparison } from './comparison.js';
import type { WarmResult } from './warm-start.js';
import type { TaskPool } from './workers.js';

/** A seed and what it starts with. */
export interface WarmSeed {
  readonly seed: number;
  readonly warm: WarmResult;
}

/** The seeds of a comparison. */
export interface WarmSeeds {
  /** Seeds that were asked for. */
  readonly of: number;
  readonly kept: readonly WarmSeed[];
  readonly dropped: readonly number[];
}

/**
 * The first seeds that the warm start keeps, in order; at most four times as many are tried. Fewer when the signal aborts.
 *
 * @throws OptionError when it keeps none.
 */
export async function warmSeeds(
  comparison: Comparison,
  pool: Pick<TaskPool, 'warm'>,
  signal: AbortSignal | undefined,
): Promise<WarmSeeds> {
  const kept: WarmSeed[] = [];
  const dropped: number[] = [];
  const last = comparison.firstSeed + 4 * comparison.seeds;
  for (let next = comparison.firstSeed; kept.length < comparison.seeds && next < last && signal?.aborted !== true;) {
    const tried = Array.from({ length: comparison.seeds - kept.length }, (_, i) => next + i);
    const results = await Promise.all(tried.map((seed) => pool.warm(seed)));
    for (const [i, warm] of results.entries()) {
      if (warm.kept) kept.push({ seed: tried[i], warm });
      else dropped.push(tried[i]);
    }
    next += tried.length;
  }
  if (kept.length === 0 && signal?.aborted !== true) {
    throw new OptionError(
      'warmStart.keep',
      'a rule that keeps some seeds',
      `0 of ${dropped.length} kept`,
      'Lower `above`, or train longer.',
    );
  }
  return { of: comparison.seeds, kept, dropped };
}
