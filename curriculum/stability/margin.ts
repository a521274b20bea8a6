import type { StepMatrix } from './step-matrix.js';

/**
 * Pointwise margin of one update: 1 − ηλ/limit. 1: no step · 0: the frozen edge · below 0: beyond it.
 *
 * The limit is exact while rate and curvature stand still. A negative curvature reads above 1 and is **not** safe: the step moves
 * away from a saddle; see {@link isNegativeCurvature}. Undefined (unknown) when the curvature is 0 or unmeasured, a value is
 * not finite, or the limit is not above 0.
 *
 * @source Polyak 1964; Cohen et al. 2021
 * @example margin(0.5, 2) // 0.5
 */
export function margin(rate: number, curvature: number | undefined, limit = 2): number | undefined {
  if (curvature === undefined || curvature === 0 || !(limit > 0)) return undefined;
  const value = 1 - (rate * curvature) / limit;
  return Number.isFinite(value) ? value : undefined;
}

/**
 * True where a margin above 1 means a saddle and not a safe step: the curvature is below 0.
 *
 * @source own definition
 * @example isNegativeCurvature(-0.2) // true
 */
export function isNegativeCurvature(curvature: number | undefined): boolean {
  return curvature !== undefined && curvature < 0;
}

/**
 * The lowest margin over a series of updates; updates without a margin (curvature 0) are left out.
 * Undefined when a value is not finite or no update has a margin.
 *
 * @source own definition
 * @example lowestMargin({ limit: 2 }, [0.5, 1.5], [1, 1]) // 0.25
 */
export function lowestMargin(
  step: Pick<StepMatrix, 'limit'>,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
): number | undefined {
  const { limit } = step;
  if (!(limit > 0)) return undefined;
  let lowest = Infinity;
  for (let n = 0; n < rates.length; n++) {
    const value = 1 - (rates[n] * curvatures[n]) / limit;
    if (!Number.isFinite(value)) return undefined;
    if (value < lowest && curvatures[n] !== 0) lowest = value;
  }
  return lowest === Infinity ? undefined : lowest;
}
