import type { Optimizer, OptimizerKind } from './optimizer.js';

const defaults = {
  /** Share β₁ of the mean gradient kept a step, in [0, 1). */
  beta1: 0.9,
  /** Share β₂ of the mean squared gradient kept a step, in [0, 1). */
  beta2: 0.999,
  /** Added to the root of the second moment. */
  epsilon: 1e-8,
};

/**
 * Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ); weightDecay·θ is added to g.
 *
 * With moving β the powers are the products of the β so far.
 *
 * @source Kingma & Ba 2015; PyTorch's Adam
 */
export const adam: OptimizerKind = {
  defaults: { ...defaults, weightDecay: 0 },
  make: (size) => makeAdam(size, false),
};

/**
 * Adam with decoupled weight decay: θ ← (1 − η·weightDecay)·θ before the step, whose gradient knows nothing of it.
 *
 * @source Loshchilov & Hutter 2019
 */
export const adamW: OptimizerKind = {
  defaults: { ...defaults, weightDecay: 0.01 },
  make: (size) => makeAdam(size, true),
};

function makeAdam(size: number, decoupled: boolean): Optimizer {
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  let product1 = 1;
  let product2 = 1;
  return {
    step(parameters, gradient, { learningRate, beta1, beta2, epsilon, weightDecay = 0 }, scale) {
      product1 *= beta1;
      product2 *= beta2;
      const rate = learningRate / (1 - product1);
      const root = 1 / Math.sqrt(1 - product2);
      const added = decoupled ? 0 : weightDecay;
      const left = decoupled ? 1 - learningRate * weightDecay : 1;
      const fresh1 = 1 - beta1;
      const fresh2 = 1 - beta2;
      for (let i = 0; i < size; i++) {
        const theta = parameters[i];
        const g = scale * gradient[i] + added * theta;
        const m = beta1 * first[i] + fresh1 * g;
        const v = beta2 * second[i] + fresh2 * g * g;
        first[i] = m;
        second[i] = v;
        parameters[i] = left * theta - (rate * m) / (Math.sqrt(v) * root + epsilon);
      }
    },
    rule: ({ beta1 }) => ({ kind: 'adam', beta1 }),
    preconditioner({ epsilon = defaults.epsilon }, gradient, out) {
      const root = 1 / Math.sqrt(1 - product2);
      for (let i = 0; i < size; i++)
        out[i] = (product2 === 1 ? Math.abs(gradient[i]) : Math.sqrt(second[i]) * root) + epsilon;
    },
    reset() {
      first.fill(0);
      second.fill(0);
      product1 = 1;
      product2 = 1;
    },
    checkpoint: () => ({ first: [...first], second: [...second], product1, product2 }),
    restore(checkpoint) {
      first.set(checkpoint['first'] as readonly number[]);
      second.set(checkpoint['second'] as readonly number[]);
      product1 = checkpoint['product1'] as number;
      product2 = checkpoint['product2'] as number;
    },
  };
}
