import { quantile as quantileOf, mean as meanOf, sampleStandardDeviation } from 'simple-statistics';
import { checkNumber, OptionError } from './check.js';

/** A value with its 95 % interval, or one of another confidence where it was asked for. */
export interface Interval {
  /** The value of the whole sample. */
  readonly value: number;
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
}

/** Throws unless there are values and none is NaN: an order of NaN means nothing. */
function checkValues(option: string, values: readonly number[], least = 1): number[] {
  if (values.length < least || values.some(Number.isNaN)) {
    throw new OptionError(
      option,
      `${least} or more numbers, none of them NaN`,
      values,
      'Give a diverged run its worst score.',
    );
  }
  return values as number[];
}

/**
 * The arithmetic mean.
 *
 * @throws OptionError for no values or NaN.
 * @example mean([1, 2, 6]) // 3
 */
export function mean(values: readonly number[]): number {
  return meanOf(checkValues('mean', values));
}

/**
 * The standard deviation of a sample, √(Σ(x − mean)²/(n − 1)).
 *
 * @throws OptionError for fewer than two values or NaN.
 * @example standardDeviation([1, 3]) // Math.sqrt(2)
 */
export function standardDeviation(values: readonly number[]): number {
  return sampleStandardDeviation(checkValues('standardDeviation', values, 2));
}

/**
 * The p-quantile, linear between order statistics (NumPy's default).
 *
 * @throws OptionError for no values, NaN, or p outside [0, 1].
 * @source Hyndman & Fan, Sample quantiles in statistical packages, type 7 (1996)
 * @example quantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantile(values: readonly number[], p: number): number {
  return quantileOf(checkValues('quantile', values), checkNumber('quantile.p', p, { min: 0, max: 1 }));
}

/**
 * The median.
 *
 * @throws OptionError for no values or NaN.
 * @example median([5, 1, 2]) // 2
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The interquartile mean: of the sorted values without ⌊n/4⌋ at each end.
 *
 * @throws OptionError for no values or NaN.
 * @source Agarwal et al., Deep reinforcement learning at the edge of the statistical precipice (2021)
 * @example interquartileMean([0, 1, 2, 3, 100]) // 2
 */
export function interquartileMean(values: readonly number[]): number {
  const sorted = checkValues('interquartileMean', values)
    .slice()
    .sort((a, b) => a - b);
  const dropped = Math.floor(sorted.length / 4);
  return meanOf(sorted.slice(dropped, sorted.length - dropped));
}

/**
 * The optimality gap, target − mean(min(x, target)): how far from the target, extra score not counted.
 *
 * @throws OptionError for no values or NaN.
 * @source Agarwal et al. (2021)
 * @example optimalityGap([0.5, 3], 1) // 0.25
 */
export function optimalityGap(values: readonly number[], target = 1): number {
  return target - mean(checkValues('optimalityGap', values).map((value) => Math.min(value, target)));
}

/**
 * The performance profile: for each threshold the share of values strictly above it.
 *
 * @throws OptionError for no values or NaN.
 * @source Agarwal et al. (2021)
 * @example performanceProfile([1, 2, 3, 4], [0, 2, 4]) // [1, 0.5, 0]
 */
export function performanceProfile(values: readonly number[], thresholds: readonly number[]): number[] {
  checkValues('performanceProfile', values);
  return thresholds.map((threshold) => values.filter((value) => value > threshold).length / values.length);
}

/**
 * The probability of improvement P(X > Y) = (wins + ties/2)/(nₓ·n_y) over all pairs.
 *
 * @throws OptionError for no values or NaN on either side.
 * @source Mann & Whitney (1947); Agarwal et al. (2021)
 * @example probabilityOfImprovement([1, 2], [1, 1]) // 0.75
 */
export function probabilityOfImprovement(x: readonly number[], y: readonly number[]): number {
  checkValues('probabilityOfImprovement.x', x);
  checkValues('probabilityOfImprovement.y', y);
  let halves = 0;
  for (const one of x) for (const other of y) halves += one > other ? 2 : one === other ? 1 : 0;
  return halves / (2 * x.length * y.length);
}

/**
 * Spearman's rank correlation, ties given their mean rank; undefined when a side is constant, has fewer than two values or a NaN.
 *
 * @throws OptionError for sides of different length.
 * @source Spearman, The proof and measurement of association between two things (1904)
 * @example spearman([1, 2, 3], [10, 30, 20]) // 0.5
 */
export function spearman(x: readonly number[], y: readonly number[]): number | undefined {
  if (x.length !== y.length) throw new OptionError('spearman.y', `${x.length} values`, y);
  if (x.some(Number.isNaN) || y.some(Number.isNaN)) return undefined;
  const ranksX = ranks(x);
  const ranksY = ranks(y);
  const middle = (x.length + 1) / 2;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = ranksX[i] - middle;
    const dy = ranksY[i] - middle;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? undefined : xy / Math.sqrt(xx * yy);
}

/** Ranks from 1, ties sharing the mean of theirs. */
function ranks(values: readonly number[]): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
  const out = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) out[order[i]] = (from + to + 1) / 2;
  }
  return out;
}

/**
 * Wilson's 95 % interval of a rate: honest for 0 of n and n of n too, where a bootstrap has no width.
 *
 * @throws OptionError unless 0 ≤ successes ≤ count are integers and count ≥ 1.
 * @source Wilson, Probable inference, the law of succession, and statistical inference (1927)
 * @example wilsonInterval(0, 24).high.toFixed(3) // '0.138'
 */
export function wilsonInterval(successes: number, count: number): Interval {
  checkNumber('wilsonInterval.count', count, { min: 1, integer: true });
  checkNumber('wilsonInterval.successes', successes, { min: 0, max: count, integer: true });
  const z = 1.959963984540054;
  const rate = successes / count;
  const centre = (successes + (z * z) / 2) / (count + z * z);
  const half = (z / (count + z * z)) * Math.sqrt(count * rate * (1 - rate) + (z * z) / 4);
  return {
    value: rate,
    low: successes === 0 ? 0 : centre - half,
    high: successes === count ? 1 : centre + half,
  };
}
