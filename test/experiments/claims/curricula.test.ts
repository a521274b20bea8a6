import { describe, expect, it } from 'vitest';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { curricula } from '../../../experiments/claims/curricula.js';
import { banditPart } from '../../../experiments/claims/curricula/bandit.js';
import { marginBoundary, measuredBoundary, predictedBoundary } from '../../../experiments/claims/curricula/boundary.js';
import { scalarLqr } from '../../../experiments/claims/curricula/lqr.js';
import { phaseArmNames } from '../../../experiments/claims/follow.js';
import type { Estimate } from '../../../experiments/event.js';

const bowl = { landscape: quadraticLandscape({ eigenvalues: [1] }), optimum: 0, curvature: 1 };

describe('the boundary of exact gradients', () => {
  // First crossings of the product of a period, computed apart from this code (in, quadrature, anti, constant).
  it.each([
    [0.3, 16, [2.343, 2.2, 2.097, 2.099]],
    [0.6, 8, [1.619, 3.185, 2.502, 2.64]],
    [0.9, 8, [1.267, 2.077, 3.52, 2.954]],
  ] as const)('depth %f, period %i: predicted and by descent', (amplitude, period, expected) => {
    for (const [i, arm] of phaseArmNames.entries()) {
      const world = { ...bowl, amplitude, period };
      expect(predictedBoundary(world, arm)).toBeCloseTo(expected[i], 3);
      expect(Math.abs(measuredBoundary(world, arm, 0.5) / expected[i] - 1)).toBeLessThan(0.01);
    }
  });

  it.each(phaseArmNames)('of the scalar LQR beside its optimum is the predicted one to 1 %%: %s', (arm) => {
    const predicted = predictedBoundary(scalarLqr, arm);
    expect(Math.abs(measuredBoundary(scalarLqr, arm, 0.5) / predicted - 1)).toBeLessThan(0.01);
  });

  it('of the scalar LQR uses the curvature of its cost: q + rk² over 1 − (1 − k)², twice differenced', () => {
    const cost = (k: number): number => (1 + 0.1 * k * k) / (1 - (1 - k) * (1 - k));
    const { optimum, curvature } = scalarLqr;
    const step = 1e-4;
    const second = (cost(optimum + step) - 2 * cost(optimum) + cost(optimum - step)) / (step * step);
    expect(curvature).toBeCloseTo(second, 5);
    expect(cost(optimum)).toBeLessThan(Math.min(cost(optimum - 0.01), cost(optimum + 0.01)));
  });

  it('falls under noise of the curvature as computed apart from this code', () => {
    const expected = { in: 1.37, quadrature: 1.758, anti: 1.84, constant: 1.695 };
    for (const arm of phaseArmNames)
      expect(predictedBoundary({ amplitude: 0.5, period: 200 }, arm, 0.5)).toBeCloseTo(expected[arm], 2);
  });

  it('has the margin below it: 8/9, 2 and 4/3 at half depth', () => {
    expect(marginBoundary({ amplitude: 0.5 }, 'in')).toBeCloseTo(8 / 9, 12);
    expect(marginBoundary({ amplitude: 0.5 }, 'anti')).toBeCloseTo(2, 12);
    expect(marginBoundary({ amplitude: 0.5 }, 'constant')).toBeCloseTo(4 / 3, 12);
  });
});

describe('the sampled bandit', () => {
  it('loses its policy in phase first and in anti-phase last, and is the same for the same seed', () => {
    const numbers = banditPart(3, true);
    const boundary = (arm: string): number => numbers[`bandit: ${arm}, sampled boundary`];
    expect(boundary('in')).toBeLessThan(boundary('constant'));
    expect(boundary('constant')).toBeLessThan(boundary('anti'));
    expect(banditPart(3, true)).toEqual(numbers);
  });
});

describe('the verdict on curricula', () => {
  const at = (value: number): Estimate => ({ value, low: value - 0.1, high: value + 0.1 });
  const told = (special: Readonly<Record<string, number>>, otherwise: number): string => {
    const effects = curricula.effects.map(({ name }) => [name, at(special[name] ?? otherwise)] as const);
    const { word, condition = '' } = curricula.judge(Object.fromEntries(effects));
    return `${word} ${condition}`;
  };

  it('follows the intervals', () => {
    expect(told({}, 1)).toBe('holds ');
    expect(told({}, -1)).toBe('fails ');
    expect(told({}, 0)).toBe('no effect found ');
    expect(told({ 'bandit: anti over in at 0.1': -1 }, 1)).toBe(
      'holds only if the knob is the curvature and the rate is high',
    );
    expect(told({ 'flagship, each tuned: anti over constant': 0 }, 1)).toMatch(
      /no gain is found over a tuned constant rate/,
    );
    expect(told({ 'lqr: range over in': 0, 'bandit: anti over in at 0.1': -1 }, 1)).toBe('fails ');
  });
});
