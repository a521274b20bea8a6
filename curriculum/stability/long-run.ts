import { monodromy } from './floquet.js';
import type { StepMatrix } from './step-matrix.js';

/**
 * Growth per update without a period: exp of the average logarithm of the norm, ‖M_{N−1} ··· M₀‖^(1/N).
 * It tends to the largest Lyapunov exponent as N grows; the start's transient counts, so it is an estimate. Undefined when a value is not finite.
 *
 * @source Furstenberg & Kesten 1960
 * @example longRunGrowth(gradientDescent(), [0.5, 0.5], [1, 1]) // 0.5
 */
export function longRunGrowth(
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
): number | undefined {
  const product = monodromy(step, rates, curvatures);
  if (product === undefined) return undefined;
  if (product.logScale === -Infinity) return 0;
  let squares = 0;
  for (const entry of product.matrix) squares += entry * entry;
  return Math.exp((product.logScale + Math.log(squares) / 2) / product.period);
}
