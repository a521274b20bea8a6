import type { FlatArray } from './engine/engine.js';

/**
 * One step of gradient descent with accumulated momentum, in place: v ← βv + g, θ ← θ − ηv. At β = 0 it is plain gradient descent.
 *
 * The rate is an argument of the step, never stored: with a moving rate this form and v ← βv − ηg are different systems.
 *
 * @source Polyak 1964; Sutskever et al. 2013
 * @example // θ = 1, v = 0, g = 2, η = 0.1, β = 0.9 → v = 2, θ = 0.8
 */
export function momentumStep(
  parameters: FlatArray,
  velocity: Float64Array,
  gradient: FlatArray,
  rate: number,
  momentum: number,
): void {
  for (let i = 0; i < parameters.length; i++) {
    const v = momentum * velocity[i] + gradient[i];
    velocity[i] = v;
    parameters[i] -= rate * v;
  }
}
