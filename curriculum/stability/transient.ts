import { average } from '../../math/average.js';
import { allFinite, at, contextOf, type StepSeries } from './series.js';
import type { StepMatrix } from './step-matrix.js';
import { largestPower, matrixWindow, scalarWindow } from './windows.js';

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
 * With `periodic` false the updates do not repeat: only windows inside the series count.
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
  periodic = true,
): number | undefined {
  return transientWindow(step, rates, curvatures, series, periodic)?.growth;
}

/**
 * Transient growth with its logarithm and the stretch at which it happens.
 *
 * Norms are taken in coordinates that are all lengths (velocities times the mean rate). Scalar steps take one pass over 2T updates, matrices 3T²/2 products.
 *
 * @source Trefethen & Embree 2005
 * @example transientWindow(gradientDescent(), [0.5, 3], [1, 1])?.from // 1
 */
export function transientWindow(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  series: StepSeries = {},
  periodic = true,
): TransientWindow | undefined {
  if (rates.length === 0 || !allFinite(rates, curvatures, series)) return undefined;
  const factors = writeFactors(step, rates, curvatures, series);
  for (const entry of factors) if (!Number.isFinite(entry)) return undefined;
  const stop = periodic ? 2 * rates.length : rates.length;
  const found = step.size === 1 ? scalarWindow(factors, stop) : matrixWindow(factors, step.size, stop);
  return { growth: Math.exp(found.log), log10: found.log / Math.LN10, from: found.from, length: found.length };
}

/**
 * Transient growth against that of the same step at constant mean rate and curvature, g / g_frozen: what an alarm for a momentum method reads.
 *
 * @source Trefethen & Embree 2005
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
    ...(series.momenta === undefined ? {} : { momenta: [average(series.momenta)] }),
    ...(series.partnerRates === undefined ? {} : { partnerRates: [average(series.partnerRates)] }),
  };
  const factor = writeFactors(step, [average(rates)], [average(curvatures)], still);
  const frozen =
    step.size === 1
      ? 2 * rates.length * Math.max(0, Math.log(Math.abs(factor[0])))
      : largestPower(factor, step.size, 2 * rates.length);
  return Math.exp(window.log10 * Math.LN10 - frozen);
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
  const unit = Math.abs(average(rates));
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
