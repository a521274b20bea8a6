import { spectralRadius } from '../../math/eigen.js';
import { allFinite, at, contextOf, type StepSeries } from './series.js';
import type { StepMatrix } from './step-matrix.js';

/** The product of one period, M_{T−1} ··· M₁M₀ = exp(logScale)·matrix. */
export interface Monodromy {
  /** Row by row, size × size, scaled so that its entries are representable. */
  readonly matrix: Float64Array;
  /** Logarithm of the factor taken out; −∞ when the product is zero. */
  readonly logScale: number;
  /** Logarithm of |determinant| of the whole product, summed update by update (2 × 2 only, undefined for other sizes). */
  readonly logDeterminant: number | undefined;
  /** Sign of the determinant: −1, 0 or 1 (2 × 2 only, 1 for other sizes). */
  readonly determinantSign: number;
  readonly size: number;
  /** Updates in the period. */
  readonly period: number;
}

/** Products leave this range only rarely, so that a rescale (and its logarithm) is seldom needed. */
const LARGE = 1e120;
const SMALL = 1e-120;

/**
 * Half-width of the band around 1 in which a growth per update is neither stable nor unstable.
 *
 * @source own definition
 * @example NEUTRAL_BAND // 1e-12
 */
export const NEUTRAL_BAND = 1e-12;

/**
 * True when a growth per update is neutral, neither stable nor unstable: |µ − 1| ≤ 10⁻¹².
 *
 * @source own definition
 * @example isNeutral(1 + 1e-13) // true
 */
export function isNeutral(growth: number): boolean {
  return Math.abs(growth - 1) <= NEUTRAL_BAND;
}

/**
 * The product of a period's steps, rescaled on the way so that it neither overflows nor vanishes; undefined when a value is not finite or there is no update.
 *
 * @source Floquet 1883
 * @example monodromy(gradientDescent(), [0.5, 0.5], [1, 1])?.matrix[0] // 0.25
 */
export function monodromy(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  series: StepSeries = {},
): Monodromy | undefined {
  const period = rates.length;
  const { size } = step;
  if (period === 0 || !allFinite(rates, curvatures, series)) return undefined;
  const entries = size * size;
  const factor = new Float64Array(entries);
  let product = new Float64Array(entries);
  let next = new Float64Array(entries);
  for (let i = 0; i < size; i++) product[i * size + i] = 1;
  const context = contextOf(series);
  let logScale = 0;
  let determinant = 1;
  let logDeterminant = 0;
  for (let n = 0; n < period; n++) {
    step.write(rates[n], curvatures[n], factor, context === undefined ? undefined : at(context, series, n));
    let largest: number;
    if (size === 1) {
      next[0] = factor[0] * product[0];
      largest = Math.abs(next[0]);
    } else if (size === 2) {
      const a = factor[0];
      const b = factor[1];
      const c = factor[2];
      const d = factor[3];
      next[0] = a * product[0] + b * product[2];
      next[1] = a * product[1] + b * product[3];
      next[2] = c * product[0] + d * product[2];
      next[3] = c * product[1] + d * product[3];
      largest = Math.max(Math.abs(next[0]), Math.abs(next[1]), Math.abs(next[2]), Math.abs(next[3]));
      // Summed update by update: read off the product, a small determinant would drown in cancellation.
      determinant *= a * d - b * c;
      const modulus = Math.abs(determinant);
      if (modulus > LARGE || (modulus < SMALL && modulus > 0)) {
        logDeterminant += Math.log(modulus);
        determinant = determinant < 0 ? -1 : 1;
      }
    } else {
      largest = multiply(factor, product, next, size);
    }
    if (!Number.isFinite(largest)) return undefined;
    if (largest === 0) {
      return { matrix: next.fill(0), logScale: -Infinity, logDeterminant: -Infinity, determinantSign: 0, size, period };
    }
    if (largest > LARGE || largest < SMALL) {
      for (let k = 0; k < entries; k++) next[k] /= largest;
      logScale += Math.log(largest);
    }
    const swap = product;
    product = next;
    next = swap;
  }
  return {
    matrix: product,
    logScale,
    logDeterminant: size === 2 ? logDeterminant + Math.log(Math.abs(determinant)) : undefined,
    determinantSign: size === 2 ? Math.sign(determinant) : 1,
    size,
    period,
  };
}

/**
 * Growth per update over a period: µ = ρ(M_{T−1} ··· M₀)^(1/T), ρ the largest modulus of the eigenvalues.
 *
 * Below 1 a small error dies over many periods, above 1 it grows, see {@link isNeutral} for 1 itself; log µ is the Floquet exponent.
 * It does not depend on the update at which the period starts. For gradient descent µ = |∏(1 − ηₙcₙ)|^(1/T); 0 (dead-beat) is a value.
 * Undefined when a rate or a curvature is not finite.
 *
 * @source Floquet 1883
 * @example growthPerUpdate(gradientDescent(), [1.5, 1.5], [1, 1]) // 0.5
 */
export function growthPerUpdate(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  series: StepSeries = {},
): number | undefined {
  const product = monodromy(step, rates, curvatures, series);
  return product === undefined ? undefined : Math.exp(logSpectralRadius(product) / product.period);
}

/**
 * Logarithm of the largest modulus of the product's eigenvalues; −∞ when all are 0.
 *
 * @source Floquet 1883
 * @example logSpectralRadius(monodromy(gradientDescent(), [3, 3], [1, 1])!) // Math.log(4)
 */
export function logSpectralRadius(product: Monodromy): number {
  const { matrix, size, logScale } = product;
  if (logScale === -Infinity) return -Infinity;
  if (size === 1) return logScale + Math.log(Math.abs(matrix[0]));
  if (size > 2) return logScale + Math.log(spectralRadius(matrix, size));
  const half = (matrix[0] + matrix[3]) / 2;
  const determinant = scaledDeterminant(product);
  const discriminant = half * half - determinant;
  if (discriminant < 0) return product.logDeterminant! / 2;
  return logScale + Math.log(Math.abs(half) + Math.sqrt(discriminant));
}

/** Determinant of the scaled 2 × 2 matrix, from the sum over updates. */
export function scaledDeterminant(product: Monodromy): number {
  return product.determinantSign * Math.exp(product.logDeterminant! - 2 * product.logScale);
}

/** out = factor × product; answers the largest modulus of its entries (NaN if one is). */
function multiply(factor: Float64Array, product: Float64Array, out: Float64Array, size: number): number {
  let largest = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += factor[i * size + k] * product[k * size + j];
      out[i * size + j] = sum;
      largest = Math.max(largest, Math.abs(sum));
    }
  }
  return largest;
}
