import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isNegativeCurvature, lowestMargin, margin } from '../../../curriculum/stability/margin.js';
import { adamFrozen, gradientDescent, heavyBall } from '../../../curriculum/stability/optimizers.js';
import { casesOf, golden, relativeError, wave } from './golden.js';

describe('margin', () => {
  it('is 1 without a step, 0 at the frozen edge and below 0 beyond it', () => {
    expect(margin(0, 3)).toBe(1);
    expect(margin(0.5, 4)).toBe(0);
    expect(margin(1, 4)).toBe(-1);
    expect(margin(1, 1.9, heavyBall({ momentum: 0.9 }).limit)).toBe(0.5);
    expect(margin(1, 19, adamFrozen().limit)).toBeCloseTo(0.5, 15);
  });

  it('reads above 1 for a negative curvature, which is named and not safe', () => {
    expect(margin(0.5, -0.4)).toBeGreaterThan(1);
    expect(isNegativeCurvature(-0.4)).toBe(true);
    expect(isNegativeCurvature(undefined)).toBe(false);
    expect(isNegativeCurvature(0)).toBe(false);
  });

  it('is unknown without a curvature, without a limit, and for values that are not finite', () => {
    expect(margin(1, undefined)).toBeUndefined();
    expect(margin(1, 0)).toBeUndefined();
    expect(margin(1, 1, 0)).toBeUndefined();
    for (const bad of [NaN, Infinity, -Infinity]) {
      expect(margin(bad, 1)).toBeUndefined();
      expect(margin(1, bad)).toBeUndefined();
    }
    expect(margin(1, 1, NaN)).toBeUndefined();
    expect(lowestMargin(gradientDescent(), [1, NaN], [1, 1])).toBeUndefined();
    expect(lowestMargin(gradientDescent(), [1, 1], [0, 0])).toBeUndefined();
  });

  it('is never NaN', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (rate, curvature, limit) => {
        const value = margin(rate, curvature, limit);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it.each(casesOf('sgd'))(
    'gradient descent $id has the recorded lowest margin',
    ({ eta0, c0, a, b, phi, T, expect: recorded }) => {
      const lowest = lowestMargin(gradientDescent(), wave(T, eta0, a, phi), wave(T, c0, b));
      expect(relativeError(2 * lowest!, recorded['marginMin'])).toBeLessThan(1e-9);
      expect(lowest! > 0).toBe(recorded['pointwiseStable']);
    },
  );

  it.each(casesOf('heavyBall'))('the heavy ball $id has the recorded lowest margin', (one) => {
    const step = heavyBall({ momentum: one.beta, form: 'displacement' });
    const lowest = lowestMargin(step, wave(one.T, one.eta0, one.a, one.phi), wave(one.T, one.c0, one.b));
    expect(relativeError(step.limit * lowest!, one.expect['frozenMarginMin'])).toBeLessThan(1e-9);
  });

  it('reaches 0 exactly at the recorded pointwise critical rates', () => {
    for (const { a, b, pointwiseIn } of golden.pointwiseCritical) {
      expect(Math.abs(lowestMargin(gradientDescent(), wave(64, pointwiseIn, a), wave(64, 1, b))!)).toBeLessThan(1e-12);
    }
  });
});
