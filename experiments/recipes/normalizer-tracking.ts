import { valueAt, type Tunable } from '../../curriculum/schedule.js';
import { checkMembers, checkNumber } from '../../math/check.js';
import type { Random } from '../../math/random.js';

/** A running mean that follows a moving one. */
export interface TrackingOptions {
  /** u, the share of the batch that enters the running mean: m ← (1 − u)m + u·batch. Keras names 1 − u momentum, PyTorch u. */
  readonly updateRate: Tunable;
  /** η of the training that moves the true mean. */
  readonly learningRate: Tunable;
  /** q: the true mean makes a step of deviation η·q an update. */
  readonly drift: number;
  /** s: deviation of a batch's mean around the true one. */
  readonly batchNoise: number;
  /** Updates per period of both rates. */
  readonly period: number;
}

/** Errors of a running mean, root mean square. */
export interface TrackingError {
  /** Over the whole cycle. */
  readonly cycle: number;
  /** Over the eighth of the cycle with the lowest learning rates, where snapshots are taken. */
  readonly trough: number;
}

const members = ['updateRate', 'learningRate', 'drift', 'batchNoise', 'period'];

/** Indices of the eighth of a period with the lowest learning rates. */
function troughOf(learningRate: Tunable, period: number): Uint8Array {
  const rates = Array.from({ length: period }, (_, n) => valueAt(learningRate, n));
  const order = rates.map((_, n) => n).sort((a, b) => rates[a] - rates[b] || a - b);
  const low = new Uint8Array(period);
  for (const n of order.slice(0, Math.max(1, Math.round(period / 8)))) low[n] = 1;
  return low;
}

/**
 * The error a normaliser's running mean has on average, exactly: v ← (1 − u)²(v + η²q²) + u²s², solved over one period.
 *
 * @throws OptionError for a misspelt option, or a period that is not an integer ≥ 1.
 * @source Kalman 1960, for the random-walk model
 * @example trackingVariance({ updateRate: 1, learningRate: 1, drift: 1, batchNoise: 0.3, period: 1 }).cycle // 0.3
 */
export function trackingVariance(options: TrackingOptions): TrackingError {
  checkMembers('trackingVariance', options, members);
  const { updateRate, learningRate, drift, batchNoise } = options;
  const period = checkNumber('trackingVariance.period', options.period, { integer: true, min: 1 });
  let slope = 1;
  let start = 0;
  const step = (n: number, variance: number): number => {
    const u = valueAt(updateRate, n);
    const moved = valueAt(learningRate, n) * drift;
    return (1 - u) * (1 - u) * (variance + moved * moved) + u * u * batchNoise * batchNoise;
  };
  for (let n = 0; n < period; n++) {
    start = step(n, start);
    const kept = 1 - valueAt(updateRate, n);
    slope *= kept * kept;
  }
  const low = troughOf(learningRate, period);
  let variance = start / (1 - slope);
  const sums = { cycle: 0, trough: 0, lows: 0 };
  for (let n = 0; n < period; n++) {
    variance = step(n, variance);
    sums.cycle += variance;
    if (low[n] === 0) continue;
    sums.trough += variance;
    sums.lows++;
  }
  return { cycle: Math.sqrt(sums.cycle / period), trough: Math.sqrt(sums.trough / sums.lows) };
}

/**
 * The same error measured on one random walk, over whole periods; the first of them is not counted.
 *
 * The true mean walks, µ ← µ + ηq·N(0, 1), then a batch is seen, m ← (1 − u)m + u(µ + s·N(0, 1)).
 *
 * @throws OptionError for a misspelt option, or a period or number of periods that is not an integer ≥ 1.
 * @example trackNormalizer({ updateRate: 1, learningRate: 1, drift: 1, batchNoise: 0, period: 4 }, 3, random(1)).cycle // 0
 */
export function trackNormalizer(options: TrackingOptions, periods: number, random: Random): TrackingError {
  checkMembers('trackNormalizer', options, members);
  const { updateRate, learningRate, drift, batchNoise } = options;
  const period = checkNumber('trackNormalizer.period', options.period, { integer: true, min: 1 });
  checkNumber('trackNormalizer.periods', periods, { integer: true, min: 1 });
  const updateRates = Float64Array.from({ length: period }, (_, n) => valueAt(updateRate, n));
  const steps = Float64Array.from({ length: period }, (_, n) => valueAt(learningRate, n) * drift);
  const low = troughOf(learningRate, period);
  let error = 0;
  let cycleSum = 0;
  let troughSum = 0;
  let lows = 0;
  for (let lived = 0; lived <= periods; lived++) {
    for (let n = 0; n < period; n++) {
      const u = updateRates[n];
      error = (1 - u) * (error - steps[n] * random.normal()) + u * batchNoise * random.normal();
      if (lived === 0) continue;
      cycleSum += error * error;
      if (low[n] === 0) continue;
      troughSum += error * error;
      lows++;
    }
  }
  return { cycle: Math.sqrt(cycleSum / (periods * period)), trough: Math.sqrt(troughSum / lows) };
}

/**
 * The update rate that follows best while the learning rate stands still: u = (−r + √(r² + 4r))/2, r = (ηq/s)²; it rises with η.
 *
 * @source Kalman, A new approach to linear filtering and prediction problems (1960)
 * @example steadyUpdateRate({ learningRate: 1, drift: 1, batchNoise: 1 }) // (Math.sqrt(5) - 1) / 2
 */
export function steadyUpdateRate(options: {
  readonly learningRate: number;
  readonly drift: number;
  readonly batchNoise: number;
}): number {
  const ratio = (options.learningRate * options.drift) / options.batchNoise;
  const r = ratio * ratio;
  return (-r + Math.sqrt(r * r + 4 * r)) / 2;
}
