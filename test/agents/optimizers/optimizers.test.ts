import { describe, expect, it } from 'vitest';
import { clipFactor, descent, globalNorm, optimizers, type OptimizerName } from '../../../agents/index.js';
import { optimizerTunables } from '../../../agents/optimizers/optimizers.js';
import { recorded } from '../recorded.js';

interface Case {
  readonly cls: 'SGD' | 'Adam';
  readonly args: {
    readonly lr: number;
    readonly momentum?: number;
    readonly nesterov?: boolean;
    readonly weight_decay?: number;
  };
  readonly params_after_each_step: readonly (readonly number[])[];
}
const { cases } = recorded('optimizers.json') as { readonly cases: readonly Case[] };

/** Which of ours a recorded run is. */
function nameOf({ cls, args }: Case): OptimizerName {
  if (cls === 'Adam') return 'adam';
  if (args.nesterov === true) return 'nesterov';
  return args.momentum === undefined ? 'gradientDescent' : 'momentum';
}

/** Gradient of Σ ½aᵢxᵢ² + sin xᵢ. */
const slopes = [1, 10, 0.1, 4];
const gradientAt = (x: Float64Array): Float64Array => x.map((value, i) => slopes[i] * value + Math.cos(value));

describe('an optimizer', () => {
  it.each(cases.map((one) => [one.cls, JSON.stringify(one.args), one] as const))(
    'steps as PyTorch does: %s %s',
    (_, __, one) => {
      const name = nameOf(one);
      const optimizer = optimizers[name].make(4);
      const { lr: learningRate, momentum = 0, weight_decay: weightDecay = 0 } = one.args;
      const values = { ...optimizers[name].defaults, learningRate, weightDecay, momentum };
      const x = Float64Array.of(1, -2, 0.5, 3);
      for (const expected of one.params_after_each_step) {
        optimizer.step(x, gradientAt(x), values, 1);
        expected.forEach((value, i) => expect(Math.abs(x[i] - value)).toBeLessThan(1e-12));
      }
    },
  );

  it('adamW shrinks the parameters by η·decay and steps as adam without it', () => {
    const [a, w] = [Float64Array.of(1, -2), Float64Array.of(1, -2)];
    const g = Float64Array.of(0.3, 0.7);
    optimizers.adam.make(2).step(a, g, { ...optimizers.adam.defaults, learningRate: 0.1 }, 1);
    optimizers.adamW.make(2).step(w, g, { ...optimizers.adamW.defaults, learningRate: 0.1, weightDecay: 0.5 }, 1);
    // One step of Adam is ∓η: m̂/√v̂ = ±1.
    expect(a[0]).toBeCloseTo(0.9, 7);
    expect(w[0]).toBeCloseTo(0.95 * 1 - 0.1, 7);
    expect(w[1]).toBeCloseTo(0.95 * -2 - 0.1, 7);
  });

  it('rmsProp divides by the root of the running mean square', () => {
    const x = Float64Array.of(1);
    const optimizer = optimizers.rmsProp.make(1);
    const values = { learningRate: 0.1, smoothing: 0.75, epsilon: 0, weightDecay: 0 };
    optimizer.step(x, Float64Array.of(2), values, 1);
    // s = .25·4 = 1: a step of .1·2/1.
    expect(x[0]).toBeCloseTo(0.8, 14);
    optimizer.step(x, Float64Array.of(1), values, 1);
    // s = .75 + .25 = 1.
    expect(x[0]).toBeCloseTo(0.7, 14);
  });

  it.each(Object.keys(optimizers) as OptimizerName[])(
    '%s goes on after a restore as if nothing had happened',
    (name) => {
      const values = { ...optimizers[name].defaults, learningRate: 0.05 };
      const one = optimizers[name].make(4);
      const x = Float64Array.of(1, -2, 0.5, 3);
      for (let n = 0; n < 3; n++) one.step(x, gradientAt(x), values, 0.5);
      const other = optimizers[name].make(4);
      other.restore(JSON.parse(JSON.stringify(one.checkpoint())) as ReturnType<typeof one.checkpoint>);
      const y = x.slice();
      for (let n = 0; n < 3; n++) {
        one.step(x, gradientAt(x), values, 1);
        other.step(y, gradientAt(y), values, 1);
      }
      expect([...y]).toEqual([...x]);
    },
  );

  it.each(Object.keys(optimizers) as OptimizerName[])('%s knows nothing of the past after a reset', (name) => {
    const values = { ...optimizers[name].defaults, learningRate: 0.05 };
    const used = optimizers[name].make(2);
    used.step(Float64Array.of(1, 1), Float64Array.of(3, -3), values, 1);
    used.reset();
    const [x, y] = [Float64Array.of(1, 2), Float64Array.of(1, 2)];
    used.step(x, Float64Array.of(1, 1), values, 1);
    optimizers[name].make(2).step(y, Float64Array.of(1, 1), values, 1);
    expect([...x]).toEqual([...y]);
  });

  it.each(['adam', 'adamW', 'rmsProp'] as const)('%s divides by the diagonal it tells', (name) => {
    const values = { ...optimizers[name].defaults, learningRate: 0.05, weightDecay: 0, beta1: 0 };
    const optimizer = optimizers[name].make(2);
    const g = Float64Array.of(0.3, -2);
    const diagonal = new Float64Array(2);
    // With the same gradient again and again, the divisor of the next step is the one told before it, up to one step of smoothing.
    for (let n = 0; n < 5000; n++) optimizer.step(new Float64Array(2), g, values, 1);
    optimizer.preconditioner?.(values, g, diagonal);
    const x = new Float64Array(2);
    optimizer.step(x, g, values, 1);
    x.forEach((moved, i) => expect(-moved / ((0.05 * g[i]) / diagonal[i])).toBeCloseTo(1, 6));
  });
});

describe('the limit of the norm', () => {
  it('takes all gradients as one vector', () => {
    expect(globalNorm([Float64Array.of(3), Float64Array.of(0, 4)])).toBe(5);
  });

  it('leaves a short gradient alone, scales a long one to the limit, and is none at 0', () => {
    expect(clipFactor(0.3, 0.5)).toBe(1);
    expect(clipFactor(10, 0.5) * 10).toBeCloseTo(0.5, 6);
    expect(clipFactor(10, 0)).toBe(1);
  });
});

describe('descent', () => {
  it('steps all parts with the same factor, and tells the rate that was left', () => {
    const parts = [
      { size: 1, parameters: Float64Array.of(0) },
      { size: 1, parameters: Float64Array.of(0) },
    ];
    const steps = descent('gradientDescent', parts);
    const values = { learningRate: 1, gradientNormLimit: 1, weightDecay: 0 };
    expect(steps.step([Float64Array.of(3), Float64Array.of(4)], values)).toBe(5);
    expect(parts[0].parameters[0]).toBeCloseTo(-0.6, 6);
    expect(parts[1].parameters[0]).toBeCloseTo(-0.8, 6);
    expect(steps.rule(values).rateFactor).toBeCloseTo(0.2, 6);
    steps.begin();
    expect(steps.rule(values)).toEqual({ kind: 'gradientDescent' });
  });

  it('of Adam has no factor: its step does not follow the size of the gradient', () => {
    const steps = descent('adam', [{ size: 1, parameters: Float64Array.of(0) }]);
    const values = { ...optimizers.adam.defaults, learningRate: 1, gradientNormLimit: 1 };
    steps.step([Float64Array.of(30)], values);
    expect(steps.rule(values)).toEqual({ kind: 'adam', beta1: 0.9 });
  });
});

describe('hyperparameters of an optimizer', () => {
  it('are its defaults, what the agent prefers, and what is given', () => {
    expect(optimizerTunables('ppo', 'adam', { beta1: 0.8 }, { epsilon: 1e-5 })).toEqual({
      beta1: 0.8,
      beta2: 0.999,
      epsilon: 1e-5,
      weightDecay: 0,
    });
  });

  it('of another optimizer are refused', () => {
    expect(() => optimizerTunables('ppo', 'adam', { smoothing: 0.9 })).toThrow('ppo.smoothing');
    expect(() => optimizerTunables('ppo', 'adam', { beta1: 1 })).toThrow(
      'ppo.beta1: expected a number ≥ 0 and < 1, got 1.',
    );
    expect(() => optimizerTunables('ppo', 'adamm' as 'adam', {})).toThrow("Did you mean 'adam'?");
  });
});
