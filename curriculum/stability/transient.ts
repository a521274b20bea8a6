import { spectralRadius } from '../../math/eigen.js';
import { allFinite, at, contextOf, type StepSeries } from './series.js';
import type { StepMatrix } from './step-matrix.js';

/** The worst stretch inside a period. */
export interface TransientWindow {
  /** Largest factor by which an error can grow inside two periods, ≥ 1; Infinity beyond 1.8·10³⁰⁸. */
  readonly growth: number;
  /** log₁₀ of the growth, always finite. */
  readonly log10: number;
  /** Update of the period at which the stretch starts. */
  readonly from: number;
  /** Updates in the stretch; 0 when no stretch grows. */
  readonly length: number;
}

/**
 * Transient growth: the largest partial product inside two periods, g = max over i ≤ j of ‖Mⱼ ··· Mᵢ‖₂; the empty window counts, so g ≥ 1.
 *
 * A run whose growth per update is below 1 can still multiply an error by g inside one cycle and leave its basin.
 * With momentum g > 1 is normal: see {@link relativeTransient}. Undefined when a value is not finite.
 *
 * @source Kadane's scan for scalar steps (Bentley 1984)
 * @example transientGrowth(gradientDescent(), [3, 0.5], [1, 1]) // 2
 */
export function transientGrowth(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  series: StepSeries = {},
): number | undefined {
  return transientWindow(step, rates, curvatures, series)?.growth;
}

/**
 * Transient growth with its logarithm and the stretch at which it happens.
 *
 * Norms are taken in coordinates that are all lengths (velocities times the mean rate). Scalar steps take one pass over 2T updates, matrices 3T²/2 products.
 *
 * @example transientWindow(gradientDescent(), [0.5, 3], [1, 1])?.from // 1
 */
export function transientWindow(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  series: StepSeries = {},
): TransientWindow | undefined {
  if (rates.length === 0 || !allFinite(rates, curvatures, series)) return undefined;
  const factors = writeFactors(step, rates, curvatures, series);
  for (const entry of factors) if (!Number.isFinite(entry)) return undefined;
  const found = step.size === 1 ? scalarWindow(factors) : matrixWindow(factors, step.size, rates.length);
  return { growth: Math.exp(found.log), log10: found.log / Math.LN10, from: found.from, length: found.length };
}

/**
 * Transient growth against that of the same step at constant mean rate and curvature, g / g_frozen: what an alarm for a momentum method reads.
 *
 * @example relativeTransient(gradientDescent(), [0.5, 0.5], [1, 1]) // 1
 */
export function relativeTransient(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  series: StepSeries = {},
): number | undefined {
  const window = transientWindow(step, rates, curvatures, series);
  if (window === undefined) return undefined;
  const still: StepSeries = {
    ...(series.momenta === undefined ? {} : { momenta: [meanOf(series.momenta)] }),
    ...(series.partnerRates === undefined ? {} : { partnerRates: [meanOf(series.partnerRates)] }),
  };
  const factor = writeFactors(step, [meanOf(rates)], [meanOf(curvatures)], still);
  const frozen =
    step.size === 1
      ? 2 * rates.length * Math.max(0, Math.log(Math.abs(factor[0])))
      : largestPower(factor, step.size, 2 * rates.length);
  return Math.exp(window.log10 * Math.LN10 - frozen);
}

interface Found {
  log: number;
  from: number;
  length: number;
}

/** The matrices of one period, one after another, in coordinates that are all lengths. */
function writeFactors(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  series: StepSeries,
): Float64Array {
  const { size, gradientCoordinates = [] } = step;
  const entries = size * size;
  const factors = new Float64Array(rates.length * entries);
  const factor = new Float64Array(entries);
  const context = contextOf(series);
  const unit = Math.abs(meanOf(rates));
  for (let n = 0; n < rates.length; n++) {
    step.write(rates[n], curvatures[n], factor, context === undefined ? undefined : at(context, series, n));
    for (const k of gradientCoordinates) {
      for (let j = 0; j < size; j++) {
        if (j === k) continue;
        factor[k * size + j] *= unit;
        // At a rate of zero the velocity has no length and moves nothing.
        factor[j * size + k] = unit === 0 ? 0 : factor[j * size + k] / unit;
      }
    }
    factors.set(factor, n * entries);
  }
  return factors;
}

/** Largest window sum of log|factor| over two periods, in one pass. */
function scalarWindow(factors: Float64Array): Found {
  const period = factors.length;
  const found: Found = { log: 0, from: 0, length: 0 };
  let sum = 0;
  let start = 0;
  for (let n = 0; n < 2 * period; n++) {
    sum += Math.log(Math.abs(factors[n % period]));
    if (sum > found.log) {
      found.log = sum;
      found.from = start % period;
      found.length = n + 1 - start;
    }
    if (!(sum > 0)) {
      sum = 0;
      start = n + 1;
    }
  }
  return found;
}

/** Squared norms stay below this before a rescale. */
const LARGE = 1e140;

/** Largest logarithm of the 2-norm over all windows that start in the first period and end inside the second. */
function matrixWindow(factors: Float64Array, size: number, period: number): Found {
  const found: Found = { log: 0, from: 0, length: 0 };
  if (size !== 2) {
    for (let start = 0; start < period; start++) scanFrom(factors, size, period, start, 2 * period, found);
    return found;
  }
  for (let start = 0; start < period; start++) {
    let p = 1;
    let q = 0;
    let r = 0;
    let s = 1;
    let shift = 0;
    let bar = Math.exp(2 * found.log); // squared norm to beat, in units of exp(2·shift)
    let at = 4 * start;
    for (let end = start; end < 2 * period; end++) {
      const a = factors[at];
      const b = factors[at + 1];
      const c = factors[at + 2];
      const d = factors[at + 3];
      at += 4;
      if (at === factors.length) at = 0;
      const np = a * p + b * r;
      const nq = a * q + b * s;
      r = c * p + d * r;
      s = c * q + d * s;
      p = np;
      q = nq;
      const squares = p * p + q * q + r * r + s * s;
      // The Frobenius norm bounds the 2-norm: the root is taken only where a new record is possible.
      if (squares > bar) {
        const determinant = p * s - q * r;
        const best = (squares + Math.sqrt(Math.max(0, squares * squares - 4 * determinant * determinant))) / 2;
        if (best > bar) {
          bar = best;
          found.log = Math.log(best) / 2 + shift;
          found.from = start;
          found.length = end + 1 - start;
        }
      }
      // A prefix that contracts can be left out: the rest is a window of its own, at least as large.
      if (shift === 0 && squares <= 1) break;
      if (squares > LARGE) {
        const scale = Math.sqrt(squares);
        p /= scale;
        q /= scale;
        r /= scale;
        s /= scale;
        shift += Math.log(scale);
        bar = Math.exp(2 * (found.log - shift));
      }
    }
  }
  return found;
}

/** The same for any size, from one start: powers kept in range, norm from the eigenvalues of PᵀP. */
function scanFrom(
  factors: Float64Array,
  size: number,
  period: number,
  start: number,
  stop: number,
  found: Found,
): void {
  const entries = size * size;
  let product = new Float64Array(entries);
  let next = new Float64Array(entries);
  const gram = new Float64Array(entries);
  for (let i = 0; i < size; i++) product[i * size + i] = 1;
  let shift = 0;
  for (let end = start; end < stop; end++) {
    const at = (end % period) * entries;
    let squares = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += factors[at + i * size + k] * product[k * size + j];
        next[i * size + j] = sum;
        squares += sum * sum;
      }
    }
    [product, next] = [next, product];
    if (shift === 0 && squares <= 1) return;
    if (Math.log(squares) / 2 + shift > found.log) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          let sum = 0;
          for (let k = 0; k < size; k++) sum += product[k * size + i] * product[k * size + j];
          gram[i * size + j] = sum;
        }
      }
      const log = Math.log(spectralRadius(gram, size)) / 2 + shift;
      if (log > found.log) {
        found.log = log;
        found.from = start;
        found.length = end + 1 - start;
      }
    }
    if (squares > LARGE) {
      const scale = Math.sqrt(squares);
      for (let k = 0; k < entries; k++) product[k] /= scale;
      shift += Math.log(scale);
    }
  }
}

/** Largest logarithm of the 2-norm among the first `count` powers of one matrix, the zeroth included. */
function largestPower(factor: Float64Array, size: number, count: number): number {
  const found: Found = { log: 0, from: 0, length: 0 };
  scanFrom(factor, size, 1, 0, count, found);
  return found.log;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n];
  return sum / values.length;
}
