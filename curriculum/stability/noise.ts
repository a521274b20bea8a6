import { checkNumber, OptionError } from '../../math/check.js';
import { growthPerUpdate } from './floquet.js';
import { allFinite, type StepSeries } from './series.js';
import type { StepMatrix } from './step-matrix.js';

/**
 * The step of the second moments when every update's curvature is c(1 + sξ), E ξ = 0, E ξ² = 1: M ⊗ M + s²·D ⊗ D on the
 * symmetric matrices (size·(size + 1)/2 coordinates, i ≤ j), D the part of M that is linear in c.
 *
 * @throws OptionError for a noise below 0, or a step that is not affine in the curvature (its second moment has no such form).
 * @source Bellman 1954 (moments of products of random matrices)
 * @example meanSquareStep(gradientDescent(), 0.5).size // 1
 */
export function meanSquareStep(step: StepMatrix, noise: number): StepMatrix {
  checkNumber('meanSquareStep.noise', noise, { min: 0, advice: 'Relative standard deviation of the curvature.' });
  const { size, write } = step;
  const entries = size * size;
  const factor = new Float64Array(entries);
  const still = new Float64Array(entries);
  const twice = new Float64Array(entries);
  write(0.5, 1, factor);
  write(0.5, 0, still);
  write(0.5, 2, twice);
  for (let k = 0; k < entries; k++) {
    if (Math.abs(twice[k] - 2 * factor[k] + still[k]) > 1e-12 * (1 + Math.abs(twice[k])))
      throw new OptionError(
        'meanSquareStep.step',
        'a step affine in the curvature',
        step.name,
        'Use the simultaneous order.',
      );
  }
  // The second moment is symmetric: of its size² entries only those with i ≤ j are carried.
  const pairs = [...symmetricPairs(size)];
  const count = pairs.length;
  return {
    name: `${step.name}, second moments`,
    size: count,
    limit: step.limit,
    write(rate, curvature, out, context) {
      write(rate, curvature, factor, context);
      write(rate, 0, still, context);
      for (let k = 0; k < entries; k++) still[k] = noise * (factor[k] - still[k]);
      for (let row = 0; row < count; row++) {
        const i = pairs[row][0] * size;
        const j = pairs[row][1] * size;
        for (let column = 0; column < count; column++) {
          const k = pairs[column][0];
          const l = pairs[column][1];
          let entry = factor[i + k] * factor[j + l] + still[i + k] * still[j + l];
          if (k !== l) entry += factor[i + l] * factor[j + k] + still[i + l] * still[j + k];
          out[row * count + column] = entry;
        }
      }
    },
  };
}

function* symmetricPairs(size: number): Generator<readonly [number, number]> {
  for (let i = 0; i < size; i++) for (let j = i; j < size; j++) yield [i, j];
}

/**
 * Mean-square growth per update under relative curvature noise s: µ₂ = ρ(∏ E[M ⊗ M])^(1/2T).
 *
 * For gradient descent exp(½ mean log((1 − f)² + s²f²)); at constant f stable iff f < 2/(1 + s²). Undefined when a value is not finite.
 *
 * @throws OptionError for a noise below 0 or a step that is not affine in the curvature.
 * @source Bellman 1954 (moments of products of random matrices)
 * @example meanSquareGrowth(gradientDescent(), [1], [1], 0.5) // 0.5
 */
export function meanSquareGrowth(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  noise: number,
  series: StepSeries = {},
): number | undefined {
  const growth = growthPerUpdate(meanSquareStep(step, noise), rates, curvatures, series);
  return growth === undefined ? undefined : Math.sqrt(growth);
}

/** Options of {@link stationaryVariance}. */
export interface StationaryVarianceOptions {
  /** Rates of one period, in 1/curvature. */
  readonly rates: ArrayLike<number>;
  /** Curvatures of one period. */
  readonly curvatures: ArrayLike<number>;
  /** Standard deviation σ of the gradient noise. */
  readonly gradientNoise: number;
  /** Relative standard deviation s of the curvature noise. */
  readonly curvatureNoise?: number;
}

/** The noise floor of gradient descent over one period. */
export interface StationaryVariance {
  /** Variance before each update of the period. */
  readonly variances: Float64Array;
  /** Mean variance over the period. */
  readonly mean: number;
  /** Largest variance in the period. */
  readonly peak: number;
  /** Mean of ½cv over the period: the loss that noise keeps alive. */
  readonly meanLoss: number;
}

/**
 * The variance that gradient noise keeps alive, x ← (1 − f)x − ησξ: the periodic solution of v ← ((1 − f)² + s²f²)v + η²σ².
 * Undefined when there is none (the factors of a period multiply to 1 or more) or a value is not finite.
 *
 * @throws OptionError for a noise below 0.
 * @source elementary (fixed point of the variance recursion)
 * @example stationaryVariance({ rates: [1], curvatures: [1], gradientNoise: 1 })?.mean // 1
 */
export function stationaryVariance(options: StationaryVarianceOptions): StationaryVariance | undefined {
  const { rates, curvatures, gradientNoise, curvatureNoise = 0 } = options;
  checkNumber('stationaryVariance.gradientNoise', gradientNoise, { min: 0 });
  checkNumber('stationaryVariance.curvatureNoise', curvatureNoise, { min: 0 });
  const period = rates.length;
  if (period === 0 || !allFinite(rates, curvatures, {})) return undefined;
  const step = (n: number, variance: number): number => {
    const f = rates[n] * curvatures[n];
    const kick = rates[n] * gradientNoise;
    return ((1 - f) * (1 - f) + curvatureNoise * curvatureNoise * f * f) * variance + kick * kick;
  };
  let start = 0;
  let growth = 1;
  for (let n = 0; n < period; n++) {
    const f = rates[n] * curvatures[n];
    start = step(n, start);
    growth *= (1 - f) * (1 - f) + curvatureNoise * curvatureNoise * f * f;
  }
  if (!(growth < 1) || !Number.isFinite(start)) return undefined;
  const variances = new Float64Array(period);
  let variance = start / (1 - growth);
  let [mean, peak, meanLoss] = [0, 0, 0];
  for (let n = 0; n < period; n++) {
    variances[n] = variance;
    mean += variance / period;
    peak = Math.max(peak, variance);
    meanLoss += (0.5 * curvatures[n] * variance) / period;
    variance = step(n, variance);
  }
  return Number.isFinite(peak) ? { variances, mean, peak, meanLoss } : undefined;
}
