import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { adamFrozen, gradientDescent, heavyBall, nesterov } from '../../../curriculum/stability/optimizers.js';
import { coupledModes, type StepMatrix } from '../../../curriculum/stability/step-matrix.js';
import { relativeTransient, transientGrowth, transientWindow } from '../../../curriculum/stability/transient.js';
import { casesOf, relativeError, wave } from './golden.js';

describe('transient growth of gradient descent', () => {
  it.each(casesOf('sgd'))('$id is as recorded', ({ eta0, c0, a, b, phi, T, expect: recorded }) => {
    const growth = transientGrowth(gradientDescent(), wave(T, eta0, a, phi), wave(T, c0, b));
    expect(relativeError(growth, recorded['transientGain'])).toBeLessThan(1e-9);
  });

  it.each([
    [8, 2.44],
    [16, 5.98],
    [21, 9.87],
    [32, 32.7],
    [64, 1.1e3],
    [200, 3e9],
  ])(
    'grows exponentially with the period: T = %i gives %f at a = b = .5, h = 1.2 in phase, 1 in anti-phase',
    (period, expected) => {
      const inPhase = transientGrowth(gradientDescent(), wave(period, 1.2, 0.5), wave(period, 1, 0.5));
      expect(relativeError(inPhase, expected)).toBeLessThan(expected > 1e3 ? 0.05 : 0.002);
      expect(transientGrowth(gradientDescent(), wave(period, 1.2, 0.5, Math.PI), wave(period, 1, 0.5))).toBe(1);
    },
  );

  it('equals the largest of all windows, tried one by one', () => {
    const factor = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(factor, { minLength: 1, maxLength: 12 }), (factors) => {
        const twice = [...factors, ...factors];
        let largest = 1;
        for (let i = 0; i < twice.length; i++) {
          let product = 1;
          for (let j = i; j < twice.length; j++) largest = Math.max(largest, Math.abs((product *= twice[j])));
        }
        const rates = factors.map((value) => 1 - value);
        const window = transientWindow(
          gradientDescent(),
          rates,
          rates.map(() => 1),
        )!;
        expect(relativeError(window.growth, largest)).toBeLessThan(1e-9);
        let product = 1;
        for (let k = 0; k < window.length; k++) product *= factors[(window.from + k) % factors.length];
        expect(relativeError(Math.abs(product), largest)).toBeLessThan(1e-9);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('stays 1 while every pointwise margin is positive', () => {
    const product = fc.double({ min: 0.001, max: 1.999, noNaN: true });
    fc.assert(
      fc.property(fc.array(product, { minLength: 1, maxLength: 60 }), (products) => {
        expect(
          transientGrowth(
            gradientDescent(),
            products,
            products.map(() => 1),
          ),
        ).toBe(1);
      }),
      { seed: 5 },
    );
  });

  it('a stretch too large for a number still has a logarithm', () => {
    const window = transientWindow(gradientDescent(), new Float64Array(400).fill(101), new Float64Array(400).fill(1))!;
    expect(window.log10).toBeCloseTo(1600, 8);
    expect(window.growth).toBe(Infinity);
  });

  it('values that are not finite give no reading', () => {
    expect(transientGrowth(gradientDescent(), [NaN], [1])).toBeUndefined();
    expect(transientGrowth(heavyBall({ momentum: 0.9 }), [1, 1], [1, Infinity])).toBeUndefined();
    expect(relativeTransient(heavyBall({ momentum: 0.9 }), [1, NaN], [1, 1])).toBeUndefined();
  });
});

/** ‖·‖₂ of every window in two periods by power iteration on PᵀP, in the given state unit. */
function bruteForce(step: StepMatrix, rates: Float64Array, curvatures: Float64Array, unit: number): number {
  const period = rates.length;
  const factor = new Float64Array(4);
  let largest = 1;
  for (let start = 0; start < 2 * period; start++) {
    let [p, q, r, s] = [1, 0, 0, 1];
    for (let end = start; end < 2 * period; end++) {
      step.write(rates[end % period], curvatures[end % period], factor);
      const [a, b, c, d] = [factor[0], factor[1] / unit, factor[2] * unit, factor[3]];
      [p, q, r, s] = [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s];
      let [x, y] = [0.6, 0.8];
      let norm = 0;
      for (let turn = 0; turn < 200; turn++) {
        const [u, v] = [p * x + q * y, r * x + s * y];
        norm = Math.hypot(u, v);
        const [nx, ny] = [p * u + r * v, q * u + s * v];
        const length = Math.hypot(nx, ny);
        if (length === 0) break;
        [x, y] = [nx / length, ny / length];
      }
      largest = Math.max(largest, norm);
    }
  }
  return largest;
}

describe('transient growth with momentum', () => {
  it.each([
    [heavyBall({ momentum: 0.9, form: 'displacement' }), 1],
    [nesterov({ momentum: 0.9 }), 1],
    [heavyBall({ momentum: 0.9, form: 'accumulated' }), 0.7],
    [adamFrozen(), 0.7],
  ] as const)('is the largest 2-norm over all windows, tried one by one', (step, unit) => {
    const [rates, curvatures] = [wave(9, 0.7, 0.6, 1), wave(9, 1, 0.5)];
    expect(
      relativeError(transientGrowth(step, rates, curvatures), bruteForce(step, rates, curvatures, unit)),
    ).toBeLessThan(1e-6);
  });

  it('the general path agrees with the 2 × 2 path', () => {
    const moving = [1, 0.3, 0.3, 0.5];
    const fixed = [0.5, 0, 0, 0];
    const small = coupledModes({ size: 2, fixed, moving });
    const large = coupledModes({
      size: 3,
      fixed: [0.5, 0, 0, 0, 0, 0, 0, 0, 0],
      moving: [1, 0.3, 0, 0.3, 0.5, 0, 0, 0, 0],
    });
    const [rates, curvatures] = [wave(16, 1.4, 0.6), wave(16, 1, 0.5)];
    expect(
      relativeError(transientGrowth(large, rates, curvatures), transientGrowth(small, rates, curvatures)!),
    ).toBeLessThan(1e-9);
  });

  it('does not depend on the unit of the curvature', () => {
    const step = heavyBall({ momentum: 0.9 });
    const one = transientGrowth(step, wave(20, 0.5, 0.5), wave(20, 1, 0.5))!;
    expect(relativeError(transientGrowth(step, wave(20, 0.5e-4, 0.5), wave(20, 1e4, 0.5)), one)).toBeLessThan(1e-9);
  });

  it('relative to the frozen step it is 1 when nothing moves, and counts the modulation only when something does', () => {
    const step = heavyBall({ momentum: 0.9 });
    expect(transientGrowth(step, wave(20, 0.5, 0), wave(20, 1, 0))).toBeGreaterThan(1.1);
    expect(relativeTransient(step, wave(20, 0.5, 0), wave(20, 1, 0))).toBeCloseTo(1, 12);
    expect(
      relativeTransient(heavyBall({ momentum: 0.99, form: 'displacement' }), wave(20, 0.02, 0.5), wave(20, 1, 0.5)),
    ).toBeGreaterThan(1.1);
  });

  it('a rate of zero moves nothing', () => {
    expect(transientGrowth(heavyBall({ momentum: 0.9 }), [0, 0], [1, 1])).toBe(1);
  });
});
