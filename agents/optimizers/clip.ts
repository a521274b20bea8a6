import type { FlatArray } from '../engine/engine.js';

/**
 * Norm of several arrays taken as one vector, √Σ g².
 *
 * @example globalNorm([Float64Array.of(3), Float64Array.of(4)]) // 5
 */
export function globalNorm(gradients: readonly FlatArray[]): number {
  let squares = 0;
  for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) squares += gradient[i] * gradient[i];
  return Math.sqrt(squares);
}

/**
 * What a limit of the gradient's norm leaves of it: min(1, limit/(norm + 10⁻⁶)); a limit of 0 is none.
 *
 * @source Pascanu et al. 2013; PyTorch's clip_grad_norm_
 * @example clipFactor(10, 0.5) // 0.0499999950000005
 */
export function clipFactor(norm: number, limit: number): number {
  return limit === 0 ? 1 : Math.min(1, limit / (norm + 1e-6));
}
