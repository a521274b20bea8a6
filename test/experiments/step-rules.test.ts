import { describe, expect, it } from 'vitest';
import { optimizers, type OptimizerName } from '../../agents/index.js';
import { stepMatrixOf } from '../../experiments/probes.js';

/** Steps of an optimizer on ½c·x² from x = 1; answers |x| at the end. */
function distanceAfter(name: OptimizerName, rate: number, more: Readonly<Record<string, number>>): number {
  const optimizer = optimizers[name].make(1);
  const x = Float64Array.of(1);
  for (let n = 0; n < 400; n++)
    optimizer.step(x, x.slice(), { ...optimizers[name].defaults, ...more, learningRate: rate }, 1);
  return Math.abs(x[0]);
}

describe('the limit of a rule', () => {
  it.each([
    ['gradientDescent', {}],
    ['momentum', { momentum: 0.9 }],
    ['momentum', { momentum: 0 }],
    ['nesterov', { momentum: 0.9 }],
  ] as const)('of %s %j is where the optimizer really turns: stable 2 %% below it, not 2 %% above it', (name, more) => {
    const rule = optimizers[name].make(1).rule({ ...optimizers[name].defaults, ...more });
    const { limit } = stepMatrixOf(rule);
    expect(distanceAfter(name, 0.98 * limit, more)).toBeLessThan(1);
    expect(distanceAfter(name, 1.02 * limit, more)).toBeGreaterThan(1);
  });

  it('of Adam is 2(1 + β₁)/(1 − β₁) on the preconditioned curvature', () => {
    expect(stepMatrixOf({ kind: 'adam', beta1: 0.9 }).limit).toBeCloseTo(38, 12);
    // With β₂ near 1 and a large ε the second moment stands still at P = ε.
    const more = { beta2: 0.9999999, epsilon: 1, beta1: 0.5 };
    expect(distanceAfter('adam', 0.95 * 6, more)).toBeLessThan(1);
  });

  it.each([{ kind: 'rmsProp' }, { kind: 'naturalGradient' }] as const)(
    'of $kind is 2 on the preconditioned curvature',
    (rule) => {
      expect(stepMatrixOf(rule).limit).toBe(2);
    },
  );
});
