import { describe, expect, it } from 'vitest';
import { lqr, matrixLqr } from '../../../envs/control/lqr.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import type { Landscape } from '../../../envs/landscapes/landscape.js';
import { saddle } from '../../../envs/landscapes/saddle.js';
import { lqrLandscape } from '../../../experiments/recipes/lqr-landscape.js';
import { softmaxLandscape } from '../../../experiments/recipes/softmax-landscape.js';
import { movedLandscape } from '../../../experiments/recipes/moved-landscape.js';

/** Gradient and Hessian against central differences of the loss and of the gradient. */
function expectDerivatives(landscape: Landscape, x: readonly number[]): void {
  const { size } = landscape;
  const step = 1e-5;
  const at = (i: number, by: number): number[] => x.map((value, k) => (k === i ? value + by : value));
  const [gradient, hessian] = [new Float64Array(size), new Float64Array(size * size)];
  const [ahead, behind] = [new Float64Array(size), new Float64Array(size)];
  landscape.gradient(x, gradient);
  landscape.hessian(x, hessian);
  for (let i = 0; i < size; i++) {
    const slope = (landscape.loss(at(i, step)) - landscape.loss(at(i, -step))) / (2 * step);
    expect(gradient[i]).toBeCloseTo(slope, 6);
    landscape.gradient(at(i, step), ahead);
    landscape.gradient(at(i, -step), behind);
    for (let k = 0; k < size; k++) expect(hessian[i * size + k]).toBeCloseTo((ahead[k] - behind[k]) / (2 * step), 5);
  }
}

describe('the cost of a linear policy as a landscape', () => {
  it('is (1 + .1k²)/(1 − (1 − k)²) for the scalar system, and not finite beyond its walls', () => {
    const landscape = lqrLandscape(lqr.system(), [1]);
    for (const k of [0.3, 0.9, 1.7]) {
      expect(landscape.loss([k])).toBeCloseTo((1 + 0.1 * k * k) / (1 - (1 - k) * (1 - k)), 12);
      expectDerivatives(landscape, [k]);
    }
    expect(landscape.loss([2.1])).toBe(Infinity);
  });

  it('has the derivatives of its cost in two dimensions', () => {
    expectDerivatives(lqrLandscape(matrixLqr.system(), [1, 0, 0, 1]), [0.8, 0.1, -0.1, 0.9]);
  });

  it('refuses a start of another size', () => {
    expect(() => lqrLandscape(lqr.system(), [1, 2])).toThrow('lqrLandscape.start: expected 1 numbers, got 2');
  });
});

describe('the expected reward of a softmax policy as a landscape', () => {
  it('has the derivatives of its loss, and no slope along a shift of all logits', () => {
    const landscape = softmaxLandscape([1, 0.8, 0]);
    for (const x of [
      [0, 0, 0],
      [1.2, -0.4, 0.3],
      [-3, 2, 0.5],
    ])
      expectDerivatives(landscape, x);
    expect(landscape.loss([0, 0, 0])).toBeCloseTo(-0.6, 12);
    expect(landscape.loss([700, 701, 702])).toBeCloseTo(landscape.loss([-2, -1, 0]), 12);
  });

  it('refuses a single arm', () => {
    expect(() => softmaxLandscape([1])).toThrow('softmaxLandscape.rewards');
  });
});

describe('a moved landscape', () => {
  it('has its origin elsewhere, and everything else with it', () => {
    const moved = movedLandscape(quadraticLandscape({ eigenvalues: [2, 0.5] }), [3, -1]);
    expect(moved.loss([3, -1])).toBe(0);
    expect(moved.loss([4, 1])).toBe(2);
    expect(moved.start).toEqual([4, 0]);
    expectDerivatives(movedLandscape(saddle, [0.5, 0.2]), [0.1, 0.9]);
  });

  it('refuses a centre of another size', () => {
    expect(() => movedLandscape(saddle, [1])).toThrow('movedLandscape.centre: expected 2 numbers, got 1');
  });
});
