import { normalDistribution, normalQuantile } from './normal.js';
import { mean, quantile, type Interval } from './statistics.js';

/** What a BCa interval is made from. */
export interface BcaSample {
  /** The statistic of the whole sample. */
  readonly value: number;
  /** The statistic of each resample. */
  readonly drawn: readonly number[];
  /** The statistic with one member left out, for every member; one list for each group that is resampled by itself. */
  readonly leftOut: readonly (readonly number[])[];
  /** Share of resamples inside the interval. */
  readonly confidence: number;
}

/**
 * The bias-corrected and accelerated bootstrap interval: quantiles of the resamples at Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), z₀ = Φ⁻¹ of the share of
 * resamples below the value, a the acceleration from what leaving one member out does.
 *
 * Where all resamples lie on one side, their share is taken half a resample inside it; where nothing moves the statistic, a is 0.
 *
 * @source Efron, Better bootstrap confidence intervals (1987); DiCiccio & Efron (1996)
 */
export function bcaInterval({ value, drawn, leftOut, confidence }: BcaSample): Interval {
  let below = 0;
  for (const one of drawn) below += one < value ? 1 : one === value ? 0.5 : 0;
  const edge = 0.5 / drawn.length;
  const bias = normalQuantile(Math.min(1 - edge, Math.max(edge, below / drawn.length)));
  const acceleration = accelerationOf(leftOut);
  const end = (z: number): number => {
    const shifted = bias + (bias + z) / (1 - acceleration * (bias + z));
    return quantile(drawn, normalDistribution(shifted));
  };
  const z = normalQuantile((1 + confidence) / 2);
  return { value, low: end(-z), high: end(z) };
}

/** a = ΣΣU³/n³ / (6·(ΣΣU²/n²)^{3/2}), U = (n − 1)·(mean of the group's left-out statistics − each of them). */
function accelerationOf(groups: readonly (readonly number[])[]): number {
  let cubes = 0;
  let squares = 0;
  for (const group of groups) {
    const middle = mean(group);
    const weight = (group.length - 1) / group.length;
    for (const one of group) {
      const moved = weight * (middle - one);
      squares += moved * moved;
      cubes += moved * moved * moved;
    }
  }
  return squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
}
