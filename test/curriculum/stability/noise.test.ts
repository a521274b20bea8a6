import { describe, expect, it } from 'vitest';
import { noisyLimit } from '../../../curriculum/stability/closed-forms.js';
import { growthPerUpdate } from '../../../curriculum/stability/floquet.js';
import { meanSquareGrowth, stationaryVariance } from '../../../curriculum/stability/noise.js';
import { descentAscent, gradientDescent, heavyBall } from '../../../curriculum/stability/optimizers.js';
import { coupledModes, stepMatrix } from '../../../curriculum/stability/step-matrix.js';
import { casesOf, relativeError, wave } from './golden.js';

const leads = { in: 0, quad: Math.PI / 2, anti: Math.PI };

describe('recorded noise', () => {
  it.each(casesOf('stationaryVariance'))('$id has the recorded variance, loss and mean-square growth', (one) => {
    const rates = wave(one.T, one.eta0, one.a, leads[one.phase]);
    const curvatures = wave(one.T, one.c0, one.b);
    const found = stationaryVariance({ rates, curvatures, gradientNoise: one.gradNoise })!;
    for (const name of ['mean', 'peak', 'meanLoss'] as const)
      expect(relativeError(found[name], one.expect[name])).toBeLessThan(1e-9);
    expect(
      relativeError(
        meanSquareGrowth(gradientDescent(), rates, curvatures, 0.3),
        one.expect['meanSquareMultiplier_s03'],
      ),
    ).toBeLessThan(1e-9);
  });
});

describe('multiplicative noise', () => {
  it.each([0, 0.1, 0.5, 1, 2])('a constant rate with noise %f is stable up to 2/(1 + s²)', (noise) => {
    const limit = noisyLimit(noise);
    expect(meanSquareGrowth(gradientDescent(), [0.999 * limit], [1], noise)).toBeLessThan(1);
    expect(meanSquareGrowth(gradientDescent(), [1.001 * limit], [1], noise)).toBeGreaterThan(1);
  });

  it('without noise it is the growth, for steps with memory as well', () => {
    const [rates, curvatures] = [wave(20, 1.7, 0.5), wave(20, 1, 0.5)];
    for (const step of [
      gradientDescent(),
      heavyBall({ momentum: 0.9 }),
      coupledModes({ size: 2, fixed: [1, 0, 0, 0], moving: [0.5, 0.3, 0.3, 0.5] }),
    ])
      expect(
        relativeError(meanSquareGrowth(step, rates, curvatures, 0), growthPerUpdate(step, rates, curvatures)!),
      ).toBeLessThan(1e-9);
  });

  it('with momentum 0 both heavy balls are gradient descent', () => {
    const [rates, curvatures] = [wave(20, 1.2, 0.5), wave(20, 1, 0.5)];
    const plain = meanSquareGrowth(gradientDescent(), rates, curvatures, 0.4)!;
    for (const form of ['accumulated', 'displacement'] as const)
      expect(
        relativeError(meanSquareGrowth(heavyBall({ momentum: 0, form }), rates, curvatures, 0.4), plain),
      ).toBeLessThan(1e-12);
  });

  it('with momentum it is the mean over both signs of a coin: all 2⁸ runs of 8 updates, tried one by one', () => {
    // E‖x‖² of coin noise ξ = ±1 by enumeration against the second-moment operator applied to the same start.
    const [momentum, noise, updates] = [0.6, 0.5, 8];
    const step = heavyBall({ momentum, form: 'displacement' });
    const factor = new Float64Array(4);
    const meanSquare = (periods: number): number => {
      let moments = [1, 1, 1];
      for (let n = 0; n < periods * updates; n++) {
        const next = [0, 0, 0];
        for (const sign of [-1, 1]) {
          step.write(0.8, 1 + noise * sign, factor);
          const [a, b, c, d] = factor;
          next[0] += (a * a * moments[0] + 2 * a * b * moments[1] + b * b * moments[2]) / 2;
          next[1] += (a * c * moments[0] + (a * d + b * c) * moments[1] + b * d * moments[2]) / 2;
          next[2] += (c * c * moments[0] + 2 * c * d * moments[1] + d * d * moments[2]) / 2;
        }
        moments = next;
      }
      return moments[0];
    };
    const measured = Math.exp(Math.log(meanSquare(9) / meanSquare(8)) / (2 * updates));
    expect(relativeError(meanSquareGrowth(step, [0.8], [1], noise), measured)).toBeLessThan(1e-6);
  });

  it('a step that is not affine in the curvature has no such reading', () => {
    expect(() => meanSquareGrowth(descentAscent({ order: 'alternating' }), [0.1], [1], 0.3)).toThrow(
      /affine in the curvature/,
    );
    expect(() => meanSquareGrowth(gradientDescent(), [0.1], [1], -1)).toThrow(/noise: expected a number ≥ 0/);
    expect(meanSquareGrowth(descentAscent({ order: 'simultaneous' }), [0.1], [1], 0)).toBeCloseTo(
      Math.hypot(1, 0.1),
      12,
    );
    const square = stepMatrix({
      size: 1,
      limit: 2,
      write: (rate, curvature, out) => out.set([1 - rate * curvature * curvature]),
    });
    expect(() => meanSquareGrowth(square, [0.1], [1], 0)).toThrow(/affine/);
  });

  it('values that are not finite give no reading', () => {
    expect(meanSquareGrowth(gradientDescent(), [NaN], [1], 0.1)).toBeUndefined();
    expect(stationaryVariance({ rates: [Infinity], curvatures: [1], gradientNoise: 1 })).toBeUndefined();
  });
});

describe('stationary variance', () => {
  it.each([
    [0.2, '0.114/0.129', '0.116/0.214', '0.142/0.297', '0.123/0.189'],
    [0.5, '0.375/0.571', '0.377/0.667', '0.417/0.909', '0.372/0.559'],
    [0.7, '0.733/1.61', '0.653/1.11', '0.656/1.42', '0.599/0.839'],
    [1.0, '14.7/105', '1.79/5.22', '1.15/2.40', '1.15/1.33'],
    [1.2, '6.21e+3/5.89e+4', '14.5/94.9', '1.64/3.27', '2.03/3.70'],
  ])(
    'at h = %f its mean and peak are %s in phase, %s in quadrature, %s in anti-phase, %s at constant rate',
    (h, ...expected) => {
      const curvatures = wave(40, 1, 0.5);
      const shown = (
        [
          [0, 0.5],
          [Math.PI / 2, 0.5],
          [Math.PI, 0.5],
          [0, 0],
        ] as const
      ).map(([lead, depth]) => {
        const found = stationaryVariance({ rates: wave(40, h, depth, lead), curvatures, gradientNoise: 1 })!;
        return `${found.mean.toPrecision(3)}/${found.peak.toPrecision(3)}`;
      });
      expect(shown).toEqual(expected);
    },
  );

  it('at constant rate is ησ²/(c(2 − ηc)), and with curvature noise ησ²/(c(2 − ηc(1 + s²)))', () => {
    const [rate, curvature, noise] = [0.3, 2, 0.4];
    const plain = stationaryVariance({ rates: [rate], curvatures: [curvature], gradientNoise: 0.5 })!;
    expect(plain.mean).toBeCloseTo((rate * 0.25) / (curvature * (2 - rate * curvature)), 14);
    const both = stationaryVariance({
      rates: [rate],
      curvatures: [curvature],
      gradientNoise: 0.5,
      curvatureNoise: noise,
    })!;
    expect(both.mean).toBeCloseTo((rate * 0.25) / (curvature * (2 - rate * curvature * (1 + noise * noise))), 14);
  });

  it('returns to itself after a period, and does not exist for a period that grows', () => {
    const [rates, curvatures] = [wave(12, 0.8, 0.5), wave(12, 1, 0.5)];
    const { variances } = stationaryVariance({ rates, curvatures, gradientNoise: 1 })!;
    const f = rates[11] * curvatures[11];
    const after = (1 - f) * (1 - f) * variances[11] + rates[11] * rates[11];
    expect(relativeError(after, variances[0])).toBeLessThan(1e-13);
    expect(stationaryVariance({ rates: [2.5], curvatures: [1], gradientNoise: 1 })).toBeUndefined();
    expect(stationaryVariance({ rates: [2], curvatures: [1], gradientNoise: 1 })).toBeUndefined();
  });
});
