import type { FlatArray } from '../engine/engine.js';
import type { Optimizer, OptimizerKind } from './optimizer.js';

/** Plain gradient descent: g ← g + weightDecay·θ, θ ← θ − ηg. */
export const gradientDescent: OptimizerKind = {
  defaults: { weightDecay: 0 },
  make: () => ({
    step(parameters, gradient, { learningRate, weightDecay = 0 }, scale) {
      for (let i = 0; i < parameters.length; i++)
        parameters[i] -= learningRate * (scale * gradient[i] + weightDecay * parameters[i]);
    },
    rule: () => ({ kind: 'gradientDescent' }),
    reset() {
      // It remembers nothing.
    },
    checkpoint: () => ({}),
    restore() {
      // It remembers nothing.
    },
  }),
};

/**
 * Gradient descent with accumulated momentum: g ← g + weightDecay·θ, v ← βv + g, θ ← θ − ηv.
 *
 * @source Polyak 1964; PyTorch's SGD
 */
export const momentum: OptimizerKind = {
  defaults: { momentum: 0.9, weightDecay: 0 },
  make: (size) => withVelocity(size, false),
};

/**
 * Nesterov's momentum as PyTorch has it: v ← βv + g, θ ← θ − η(g + βv).
 *
 * @source Nesterov 1983; Sutskever et al. 2013
 */
export const nesterov: OptimizerKind = {
  defaults: { momentum: 0.9, weightDecay: 0 },
  make: (size) => withVelocity(size, true),
};

function withVelocity(size: number, ahead: boolean): Optimizer {
  const velocity = new Float64Array(size);
  const whole = new Float64Array(size);
  return {
    step(parameters, gradient, { learningRate, momentum: kept, weightDecay = 0 }, scale) {
      for (let i = 0; i < size; i++) whole[i] = scale * gradient[i] + weightDecay * parameters[i];
      if (!ahead) {
        momentumStep(parameters, velocity, whole, learningRate, kept);
        return;
      }
      for (let i = 0; i < size; i++) {
        const v = kept * velocity[i] + whole[i];
        velocity[i] = v;
        parameters[i] -= learningRate * (whole[i] + kept * v);
      }
    },
    rule({ momentum: kept }) {
      if (kept === 0) return { kind: 'gradientDescent' };
      return ahead ? { kind: 'nesterov', momentum: kept } : { kind: 'heavyBall', form: 'accumulated', momentum: kept };
    },
    reset: () => velocity.fill(0),
    checkpoint: () => ({ velocity: [...velocity] }),
    restore: (checkpoint) => velocity.set(checkpoint['velocity'] as readonly number[]),
  };
}

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
