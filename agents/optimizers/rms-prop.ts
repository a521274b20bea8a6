import type { OptimizerKind } from './optimizer.js';

const defaults = {
  /** Share α of the mean squared gradient kept a step, in [0, 1). */
  smoothing: 0.99,
  /** Added to the root of the mean square. */
  epsilon: 1e-8,
};

/**
 * RMSprop: s ← αs + (1 − α)g², θ ← θ − ηg/(√s + ε); weightDecay·θ is added to g. The memory starts at 0, without correction.
 *
 * @source Tieleman & Hinton 2012; PyTorch's RMSprop
 */
export const rmsProp: OptimizerKind = {
  defaults: { ...defaults, weightDecay: 0 },
  make(size) {
    const squares = new Float64Array(size);
    let fresh = true;
    return {
      step(parameters, gradient, { learningRate, smoothing, epsilon, weightDecay = 0 }, scale) {
        fresh = false;
        for (let i = 0; i < size; i++) {
          const g = scale * gradient[i] + weightDecay * parameters[i];
          const s = smoothing * squares[i] + (1 - smoothing) * g * g;
          squares[i] = s;
          parameters[i] -= (learningRate * g) / (Math.sqrt(s) + epsilon);
        }
      },
      rule: () => ({ kind: 'rmsProp' }),
      preconditioner({ smoothing = defaults.smoothing, epsilon = defaults.epsilon }, gradient, out) {
        for (let i = 0; i < size; i++)
          out[i] = Math.sqrt(fresh ? (1 - smoothing) * gradient[i] * gradient[i] : squares[i]) + epsilon;
      },
      reset() {
        squares.fill(0);
        fresh = true;
      },
      checkpoint: () => ({ squares: [...squares], fresh: fresh ? 1 : 0 }),
      restore(checkpoint) {
        squares.set(checkpoint['squares'] as readonly number[]);
        fresh = checkpoint['fresh'] === 1;
      },
    };
  },
};
