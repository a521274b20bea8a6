import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  adiabaticAntiPhase,
  adiabaticConstantRate,
  adiabaticCriticalAntiPhase,
  adiabaticCriticalConstantRate,
  adiabaticCriticalInPhase,
  adiabaticInPhase,
  firstTongue,
  jensenMean,
  meanProduct,
  noisyLimit,
  pointwiseCritical,
  twoTermGrowth,
} from '../../../curriculum/stability/closed-forms.js';
import { growthPerUpdate } from '../../../curriculum/stability/floquet.js';
import { lowestMargin } from '../../../curriculum/stability/margin.js';
import { gradientDescent } from '../../../curriculum/stability/optimizers.js';
import { mahlerGrowth, resultantGrowth } from '../../../curriculum/stability/resultant.js';
import { casesOf, golden, relativeError, wave } from './golden.js';

const growthOf = (h: number, a: number, b: number, phase: number, period: number): number =>
  growthPerUpdate(gradientDescent(), wave(period, h, a, 2 * Math.PI * phase), wave(period, 1, b))!;

/** The smallest distance of f from 1 over a period: where it is 0 the growth is 0 and its logarithm has no digits. */
function nearestToOne(h: number, a: number, b: number, phase: number, period: number): number {
  const [rates, curvatures] = [wave(period, h, a, 2 * Math.PI * phase), wave(period, 1, b)];
  return Math.min(...Array.from(rates, (rate, n) => Math.abs(1 - rate * curvatures[n])));
}

const depth = fc.double({ min: 0.05, max: 1, noNaN: true });
const product = fc.double({ min: 0.05, max: 6, noNaN: true });
const turn = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.integer({ min: 3, max: 80 });

describe('critical rates', () => {
  it.each([
    [0.3, 1.1834, 1.3612, 1.5385],
    [0.5, 0.8889, 1.0916, 1.3333],
    [0.6, 0.7813, 0.9859, 1.25],
    [0.8, 0.6173, 0.8159, 1.1111],
    [0.9, 0.554, 0.7469, 1.0526],
    [1, 0.5, 0.6863, 1],
  ])(
    'at a = b = %f the pointwise edge lies at %f in phase, %f in quadrature, 2 in anti-phase, %f at constant rate',
    (a, inPhase, quadrature, constant) => {
      expect(Math.abs(pointwiseCritical(a, a, 0)! - inPhase)).toBeLessThan(5.1e-5);
      expect(Math.abs(pointwiseCritical(a, a, 0.25)! - quadrature)).toBeLessThan(5.1e-5);
      expect(Math.abs(pointwiseCritical(a, a, 0.75)! - quadrature)).toBeLessThan(5.1e-5);
      expect(pointwiseCritical(a, a, 0.5)).toBeCloseTo(2, 14);
      expect(Math.abs(pointwiseCritical(0, a, 0)! - constant)).toBeLessThan(5.1e-5);
    },
  );

  it('agree with the recorded pointwise table', () => {
    for (const { a, b, pointwiseIn, pointwiseAnti, pointwiseConstLR } of golden.pointwiseCritical) {
      expect(relativeError(pointwiseCritical(a, b, 0), pointwiseIn)).toBeLessThan(1e-9);
      expect(relativeError(pointwiseCritical(a, b, 0.5), pointwiseAnti)).toBeLessThan(1e-9);
      expect(relativeError(pointwiseCritical(0, b, 0.3), pointwiseConstLR)).toBeLessThan(1e-9);
    }
  });

  it('agree with the recorded adiabatic table', () => {
    for (const { a, b, adiabaticCritIn, adiabaticCritAnti, adiabaticCritConstLR } of golden.adiabaticCritical) {
      expect(relativeError(adiabaticCriticalInPhase(a), adiabaticCritIn)).toBeLessThan(1e-4);
      expect(relativeError(adiabaticCriticalAntiPhase(a), adiabaticCritAnti)).toBeLessThan(1e-4);
      expect(relativeError(adiabaticCriticalConstantRate(b), adiabaticCritConstLR)).toBeLessThan(1e-8);
    }
  });

  it('the pointwise edge is never above that of a finite period, and no margin is left at it on a fine grid', () => {
    fc.assert(
      fc.property(depth, depth, fc.constantFrom(0, 0.5), (a, b, phase) => {
        const critical = pointwiseCritical(a, b, phase)!;
        const lowest = (period: number) =>
          lowestMargin(gradientDescent(), wave(period, critical, a, 2 * Math.PI * phase), wave(period, 1, b))!;
        expect(lowest(37)).toBeGreaterThan(-1e-12);
        expect(Math.abs(lowest(20_000))).toBeLessThan(1e-6);
      }),
      { seed: 6, numRuns: 50 },
    );
  });

  it('without modulation every edge is 2', () => {
    for (const phase of [0, 0.2, 0.5]) expect(pointwiseCritical(0, 0, phase)).toBe(2);
    expect(adiabaticCriticalAntiPhase(0)).toBe(2);
    expect(adiabaticCriticalConstantRate(0)).toBe(2);
    expect(adiabaticCriticalInPhase(0)).toBeCloseTo(2, 12);
  });

  it('the pieces of the piecewise formulas meet', () => {
    expect(
      relativeError(adiabaticCriticalConstantRate(2 / 3 - 1e-9), adiabaticCriticalConstantRate(2 / 3)),
    ).toBeLessThan(1e-4);
    expect(
      relativeError(
        adiabaticCriticalAntiPhase(Math.sqrt(0.8) - 1e-9),
        adiabaticCriticalAntiPhase(Math.sqrt(0.8) + 1e-9),
      ),
    ).toBeLessThan(1e-3);
  });

  it('growth passes 1 at the adiabatic edges', () => {
    for (const a of [0.2, 0.5, 0.7, 0.85, 0.95]) {
      expect(adiabaticConstantRate(adiabaticCriticalConstantRate(a), a)).toBeCloseTo(1, 10);
      expect(adiabaticAntiPhase(adiabaticCriticalAntiPhase(a), a)).toBeCloseTo(1, 10);
      expect(adiabaticInPhase(adiabaticCriticalInPhase(a), a)).toBeCloseTo(1, 10);
    }
  });

  it('below a = b = .528 in-phase loses adiabatic stability last, above it first', () => {
    expect(adiabaticCriticalInPhase(0.52)).toBeGreaterThan(adiabaticCriticalConstantRate(0.52));
    expect(adiabaticCriticalInPhase(0.535)).toBeLessThan(adiabaticCriticalAntiPhase(0.535));
  });
});

describe('finite periods', () => {
  it('the resultant is the product, at any phase, depth and period', () => {
    fc.assert(
      fc.property(product, depth, depth, turn, length, (h, a, b, phase, period) => {
        fc.pre(nearestToOne(h, a, b, phase, period) > 1e-3);
        expect(relativeError(resultantGrowth(h, a, b, phase, period), growthOf(h, a, b, phase, period))).toBeLessThan(
          1e-11,
        );
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it('the resultant holds to rounding away from double roots', () => {
    for (const [h, a, b, phase, period] of [
      [0.7, 0.5, 0.5, 0, 16],
      [1.2, 0.5, 0.8, 0.1, 40],
      [1.6, 0.9, 0.9, 0.3, 40],
      [2.5, 0.4, 0.6, 0.5, 64],
    ] as const)
      expect(relativeError(resultantGrowth(h, a, b, phase, period), growthOf(h, a, b, phase, period))).toBeLessThan(
        1e-14,
      );
  });

  it('the resultant trims the terms that a constant rate, a constant curvature, or both leave out', () => {
    expect(relativeError(resultantGrowth(1.3, 0, 0.6, 0.2, 16), growthOf(1.3, 0, 0.6, 0.2, 16))).toBeLessThan(1e-13);
    expect(relativeError(resultantGrowth(1.3, 0.6, 0, 0.2, 16), growthOf(1.3, 0.6, 0, 0.2, 16))).toBeLessThan(1e-13);
    expect(resultantGrowth(1.3, 0, 0, 0.2, 16)).toBeCloseTo(0.3, 14);
  });

  it('the Chebyshev form is the product at constant rate and in phase', () => {
    fc.assert(
      fc.property(product, depth, length, (h, b, period) => {
        fc.pre(nearestToOne(h, 0, b, 0, period) > 1e-3 && nearestToOne(h, b, b, 0, period) > 1e-3);
        expect(relativeError(twoTermGrowth(1 - h, -h * b, period), growthOf(h, 0, b, 0, period))).toBeLessThan(1e-9);
        const root = Math.sqrt(h);
        const both = twoTermGrowth(1 - root, -root * b, period) * twoTermGrowth(1 + root, root * b, period);
        expect(relativeError(both, growthOf(h, b, b, 0, period))).toBeLessThan(1e-9);
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});

describe('slow modulation', () => {
  it.each(casesOf('sgd'))('$id has the recorded adiabatic growth', ({ eta0, c0, a, b, phi, expect: recorded }) => {
    expect(
      relativeError(mahlerGrowth(eta0 * c0, a, b, phi / (2 * Math.PI)), recorded['adiabaticMultiplier']),
    ).toBeLessThan(1e-4);
  });

  it("Jensen's closed forms are the Mahler measure for every h", () => {
    fc.assert(
      fc.property(product, depth, (h, a) => {
        expect(relativeError(mahlerGrowth(h, 0, a, 0), adiabaticConstantRate(h, a))).toBeLessThan(1e-6);
        expect(relativeError(mahlerGrowth(h, a, a, 0), adiabaticInPhase(h, a))).toBeLessThan(1e-6);
        expect(relativeError(mahlerGrowth(h, a, a, 0.5), adiabaticAntiPhase(h, a))).toBeLessThan(1e-6);
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  it('inside the band where f crosses 1 the short forms hold', () => {
    const [h, a] = [1.6, 0.9];
    const s = 1 + 1 / Math.sqrt(h);
    expect(adiabaticInPhase(h, a)).toBeCloseTo(((h * a) / 4) * (s + Math.sqrt(s * s - a * a)), 13);
    expect(adiabaticAntiPhase(h, a)).toBeCloseTo((h * a * a) / 4, 13);
  });

  it('products of long periods tend to the Mahler measure', () => {
    expect(relativeError(growthOf(0.4, 0.4, 0.3, 0.2, 4000), mahlerGrowth(0.4, 0.4, 0.3, 0.2))).toBeLessThan(1e-12);
    expect(relativeError(growthOf(1.7, 0.8, 0.6, 0.2, 40_000), mahlerGrowth(1.7, 0.8, 0.6, 0.2))).toBeLessThan(1e-3);
  });

  it("Jensen's mean is the mean of the logarithm", () => {
    for (const [A, B] of [
      [1, 0.6],
      [0.3, 0.9],
      [-2, 1.5],
    ] as const) {
      let sum = 0;
      for (let k = 0; k < 100_000; k++)
        sum += Math.log(Math.abs(A + B * Math.cos((2 * Math.PI * (k + 0.5)) / 100_000)));
      expect(jensenMean(A, B)).toBeCloseTo(Math.exp(sum / 100_000), 4);
    }
  });
});

describe('small answers', () => {
  it('equal mean rates are not equal effort: 1.32 in phase against .68 in anti-phase at .8', () => {
    expect(meanProduct(1, 0.8, 0.8, 0)).toBeCloseTo(1.32, 14);
    expect(meanProduct(1, 0.8, 0.8, 0.5)).toBeCloseTo(0.68, 14);
    for (const period of [2, 3, 40]) {
      const [rates, curvatures] = [wave(period, 0.7, 0.8, 0.9), wave(period, 1, 0.6)];
      const mean = rates.reduce((sum, rate, n) => sum + rate * curvatures[n], 0) / period;
      expect(meanProduct(0.7, 0.8, 0.6, 0.9 / (2 * Math.PI), period)).toBeCloseTo(mean, 14);
    }
  });

  it('noise lowers the limit of a constant rate to 2/(1 + s²), and the first tongue lies near (π/T)²', () => {
    expect(noisyLimit(0)).toBe(2);
    expect(noisyLimit(2)).toBeCloseTo(0.4, 15);
    expect(firstTongue(20)).toBeCloseTo(0.02467, 5);
  });
});
