import { axpy, dot } from '../../math/linalg.js';
import { checkMembers, checkNumber } from '../../math/check.js';
import type { LinearOperator } from './operator.js';

/** Options of {@link conjugateGradient}. */
export interface ConjugateGradientOptions {
  /** Products with the operator, at most. Default 10. */
  readonly steps?: number;
  /** It ends when the squared residual is at most this share of that of the right side. Default 10⁻¹⁰. */
  readonly tolerance?: number;
}

/**
 * Solves matrix·x = right for a symmetric positive matrix by its products, from x = 0; answers how many were made.
 *
 * @throws OptionError for steps < 1 or a negative tolerance.
 * @source Hestenes & Stiefel 1952
 * @example const x = new Float64Array(2); conjugateGradient(diagonal(1, 4), Float64Array.of(1, 8), x); x // [1, 2]
 */
export function conjugateGradient(
  operator: LinearOperator,
  right: Float64Array,
  x: Float64Array,
  options: ConjugateGradientOptions = {},
): number {
  checkMembers('conjugateGradient', options, ['steps', 'tolerance']);
  const steps = checkNumber('conjugateGradient.steps', options.steps ?? 10, { min: 1, integer: true });
  const tolerance = checkNumber('conjugateGradient.tolerance', options.tolerance ?? 1e-10, { min: 0 });
  const residual = Float64Array.from(right);
  const direction = Float64Array.from(right);
  const image = new Float64Array(right.length);
  x.fill(0);
  let squares = dot(residual, residual);
  const enough = tolerance * squares;
  for (let step = 0; step < steps; step++) {
    if (!(squares > enough)) return step;
    operator.apply(direction, image);
    const size = squares / dot(direction, image);
    axpy(size, direction, x);
    axpy(-size, image, residual);
    const next = dot(residual, residual);
    const kept = next / squares;
    for (let i = 0; i < direction.length; i++) direction[i] = residual[i] + kept * direction[i];
    squares = next;
  }
  return steps;
}
