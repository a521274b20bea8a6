import { valueAt } from '../../curriculum/schedule.js';
import type { Studied } from './studio-model.js';

/**
 * log₁₀ of the size of the optimizer's state on ½λθ² after each update, from 1: rates and curvatures are those of the waves.
 *
 * Sizes are kept as sums of logarithms: no product overflows or dies out.
 */
export function sizes(
  { rate, curvature, step }: Pick<Studied, 'rate' | 'curvature' | 'step'>,
  updates: number,
): Float64Array {
  const { size } = step;
  const matrix = new Float64Array(size * size);
  let state = new Float64Array(size);
  let next = new Float64Array(size);
  state[0] = 1;
  const out = new Float64Array(updates + 1);
  for (let n = 0; n < updates; n++) {
    step.write(valueAt(rate, n), valueAt(curvature, n), matrix);
    let largest = 0;
    for (let row = 0; row < size; row++) {
      let sum = 0;
      for (let column = 0; column < size; column++) sum += matrix[row * size + column] * state[column];
      next[row] = sum;
      largest = Math.max(largest, Math.abs(sum));
    }
    if (!(largest > 0)) return out.fill(Number.NaN, n + 1);
    out[n + 1] = out[n] + Math.log10(largest);
    for (let row = 0; row < size; row++) next[row] /= largest;
    [state, next] = [next, state];
  }
  return out;
}

/** The smallest margin of a period, and the phase of the difficulty it lies at, in turns. */
export function leastMargin({ rate, curvature, step, numbers: { period } }: Studied): {
  readonly margin: number;
  readonly at: number;
} {
  let [margin, at] = [Number.POSITIVE_INFINITY, 0];
  for (let n = 0; n < period; n++) {
    const here = 1 - (valueAt(rate, n) * valueAt(curvature, n)) / step.limit;
    if (here < margin) [margin, at] = [here, n / period];
  }
  return { margin, at };
}
