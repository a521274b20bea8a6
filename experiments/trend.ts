import { bootstrapInterval } from '../math/bootstrap.js';
import type { Random } from '../math/random.js';
import { spearman, type Interval } from '../math/statistics.js';

/** What a measurement does while a knob rises; unknown where the seeds do not tell. */
export type Monotone = 'increases' | 'decreases' | 'not monotone' | 'unknown';

/** How a measurement follows a knob. */
export interface Trend {
  readonly monotone: Monotone;
  /** Mean over seeds of Spearman's rank correlation of knob and measurement, in [−1, 1]; absent where the measurement does not move. */
  readonly rank?: Interval;
  /** Mean over seeds of the change from each value of the knob to the next, as a share of the seed's mean size: seeds of different scales count alike. */
  readonly steps: readonly Interval[];
}

/** Student's 97.5 % quantiles for 1, 2, … degrees of freedom. */
const student = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
const normal = 1.96;

/**
 * The mean over seeds with a bootstrap interval, widened by √(n/(n − 1))·t/z: the plain percentiles of few values are too narrow.
 *
 * @throws OptionError for no values or NaN.
 * @source Hesterberg, What teachers should know about the bootstrap (2015)
 * @example seedInterval([2, 2, 2], random(1)) // { value: 2, low: 2, high: 2 }
 */
export function seedInterval(values: readonly number[], random: Random): Interval {
  const { value, low, high } = bootstrapInterval(values, { random });
  const freedom = values.length - 1;
  if (freedom < 1) return { value, low: -Infinity, high: Infinity };
  const quantile = student[freedom - 1] ?? normal + 2.372 / freedom + 2.822 / (freedom * freedom);
  const widened = (Math.sqrt(values.length / freedom) * quantile) / normal;
  return { value, low: value - widened * (value - low), high: value + widened * (high - value) };
}

/**
 * Whether a measurement rises or falls strictly with a knob: `measured` is seeds × values, each seed with the same chance at every value.
 *
 * It increases (decreases) when the 95 % interval over seeds of every relative change between neighbouring values lies above (below) 0;
 * it is not monotone when one lies above and another below, or a change is exactly 0 in every seed; otherwise unknown.
 * Seeds with a number that is not finite are left out; fewer than two leave everything unknown.
 *
 * @throws OptionError for seeds with another number of measurements than there are values.
 * @example trend([1, 2, 3], [[2, 4, 6], [1, 2, 3], [1.5, 3, 4.5]], random(1)).monotone // 'increases'
 */
export function trend(values: readonly number[], measured: readonly (readonly number[])[], random: Random): Trend {
  const seeds = measured.filter((row) => row.every(Number.isFinite));
  if (seeds.length < 2) return { monotone: 'unknown', steps: [] };
  const sizes = seeds.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0) / row.length || 1);
  const changes = values.slice(1).map((_, i) => seeds.map((row, seed) => (row[i + 1] - row[i]) / sizes[seed]));
  const steps = changes.map((change) => seedInterval(change, random));
  const ranks = seeds.map((row) => spearman(values, row)).filter((rank) => rank !== undefined);
  const rising = steps.filter(({ low }) => low > 0).length;
  const falling = steps.filter(({ high }) => high < 0).length;
  const still = changes.some((change) => change.every((difference) => difference === 0));
  const monotone =
    rising === steps.length
      ? 'increases'
      : falling === steps.length
        ? 'decreases'
        : still || (rising > 0 && falling > 0)
          ? 'not monotone'
          : 'unknown';
  if (ranks.length === 0) return { monotone, steps };
  const { value, low, high } = seedInterval(ranks, random);
  return { monotone, steps, rank: { value, low: Math.max(low, -1), high: Math.min(high, 1) } };
}
