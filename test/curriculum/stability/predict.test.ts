import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shift } from '../../../curriculum/period.js';
import { cycle } from '../../../curriculum/schedule.js';
import { gradientDescent, heavyBall } from '../../../curriculum/stability/optimizers.js';
import { longRunGrowth } from '../../../curriculum/stability/long-run.js';
import { predictReadings } from '../../../curriculum/stability/predict.js';
import { adiabaticConstantRate } from '../../../curriculum/stability/closed-forms.js';
import { relativeError } from './golden.js';

const wave = (period: number, mid: number, depth: number, phase = 0) =>
  cycle({ wave: 'cosine', period, phase, min: mid * (1 - depth), max: mid * (1 + depth) });
const step = gradientDescent();

describe('predicted readings', () => {
  it('in phase and in anti-phase at .9, h = 1.6, T = 40 have the growths of the theory', () => {
    const curvature = wave(40, 1, 0.9);
    expect(predictReadings({ rate: wave(40, 1.6, 0.9), curvature, step }).growth).toBeCloseTo(1.244242, 6);
    expect(predictReadings({ rate: wave(40, 1.6, 0.9, 0.5), curvature, step }).growth).toBeCloseTo(0.333887, 6);
  });

  it('in phase and in anti-phase at .5, h = 1.2, T = 8 have the growths and transients of the theory', () => {
    const curvature = wave(8, 1, 0.5);
    const inPhase = predictReadings({ rate: wave(8, 1.2, 0.5), curvature, step });
    expect(inPhase.growth).toBeCloseTo(0.600877, 6);
    expect(inPhase.transient).toBeCloseTo(2.441998, 6);
    expect(inPhase.margin).toBeCloseTo(1 - (1.2 * 2.25) / 2, 14);
    expect(inPhase.meanProduct).toBeCloseTo(1.2 * 1.125, 14);
    const antiPhase = predictReadings({ rate: wave(8, 1.2, 0.5, 0.5), curvature, step });
    expect(antiPhase.growth).toBeCloseTo(0.08409, 6);
    expect(antiPhase.transient).toBe(1);
    expect([antiPhase.period, antiPhase.longRun]).toEqual([8, false]);
  });

  it('does not change when a random start is added to both waves', () => {
    const [rate, curvature] = [wave(24, 1.4, 0.5, 0.25), wave(24, 1, 0.6)];
    const one = predictReadings({ rate, curvature, step });
    const other = predictReadings({ rate: shift(rate, 7 / 24), curvature: shift(curvature, 7 / 24), step });
    for (const name of ['margin', 'growth', 'transient', 'meanProduct'] as const)
      expect(relativeError(other[name], one[name]!)).toBeLessThan(1e-12);
  });

  it('two integer periods are read over their least common multiple', () => {
    expect(predictReadings({ rate: wave(6, 1, 0.5), curvature: wave(4, 1, 0.5), step }).period).toBe(12);
    expect(predictReadings({ rate: 0.5, curvature: wave(4, 1, 0.5), step }).period).toBe(4);
    expect(predictReadings({ rate: 0.5, curvature: 1, step })).toEqual({
      margin: 0.75,
      growth: 0.5,
      transient: 1,
      meanProduct: 0.5,
      period: 1,
      longRun: false,
    });
  });

  it('without an integer joint period the growth is a long-run average, and says so', () => {
    const rate = 0.7;
    const curvature = wave(2 * Math.PI, 1, 0.4);
    const found = predictReadings({ rate, curvature, step, updates: 20_000 });
    expect([found.period, found.longRun]).toEqual([undefined, true]);
    // An irrational period visits every angle evenly: the average of log|1 − f| is Jensen's mean.
    expect(relativeError(found.growth, adiabaticConstantRate(0.7, 0.4))).toBeLessThan(1e-3);
  });

  it('a plain function has no period, and a decay does not wrap round', () => {
    const found = predictReadings({ rate: (n) => (n < 10 ? 3 : 0.5), curvature: 1, step, updates: 100 });
    expect(found.longRun).toBe(true);
    expect(found.transient).toBeCloseTo(1024, 9);
    // Read as a cycle the rise at the end would run on into the start.
    const rising = predictReadings({ rate: (n) => (n < 10 || n >= 90 ? 3 : 0.5), curvature: 1, step, updates: 100 });
    expect(rising.transient).toBeCloseTo(1024, 9);
    expect(
      predictReadings({
        rate: (n) => (n < 10 ? 3 : 0.5),
        curvature: 1,
        step: heavyBall({ momentum: 0 }),
        updates: 2000,
      }).transient,
    ).toBeGreaterThan(1000);
  });

  it('what is not finite or has no curvature is unknown, never NaN', () => {
    expect(predictReadings({ rate: () => NaN, curvature: 1, step })).toMatchObject({
      margin: undefined,
      growth: undefined,
      transient: undefined,
      meanProduct: undefined,
    });
    expect(predictReadings({ rate: 0.5, curvature: 0, step })).toMatchObject({
      margin: undefined,
      growth: 1,
      transient: 1,
      meanProduct: 0,
    });
  });

  it('whatever the schedules answer, a reading is a number or unknown', () => {
    const values = fc.array(fc.double(), { minLength: 1, maxLength: 8 });
    const steps = fc.constantFrom(
      step,
      heavyBall({ momentum: 0.9 }),
      heavyBall({ momentum: 0.5, form: 'displacement' }),
    );
    fc.assert(
      fc.property(values, values, steps, fc.boolean(), (rates, curvatures, taken, repeats) => {
        const schedule = (list: readonly number[]) =>
          Object.assign((n: number) => list[n % list.length], repeats ? { period: list.length } : {});
        const found = predictReadings({
          rate: schedule(rates),
          curvature: schedule(curvatures),
          step: taken,
          updates: 30,
        });
        for (const value of [found.margin, found.growth, found.transient, found.meanProduct])
          expect(value).not.toBeNaN();
      }),
      { seed: 10, numRuns: 500 },
    );
  });

  it('the long-run growth of a frozen step with memory tends to its spectral radius', () => {
    const [rates, curvatures] = [new Float64Array(50_000).fill(0.3), new Float64Array(50_000).fill(1)];
    expect(longRunGrowth(heavyBall({ momentum: 0.81 }), rates, curvatures)).toBeCloseTo(0.9, 4);
    expect(longRunGrowth(step, [1, 2], [1, 1])).toBe(0);
    expect(longRunGrowth(step, [NaN], [1])).toBeUndefined();
  });
});
