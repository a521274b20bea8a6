import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CycleSchedule } from '../../../curriculum/schedule.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { designRates } from '../../../experiments/recipes/federation-rates.js';
import { federationFixedPoint } from '../../../experiments/recipes/federation-fixed-point.js';
import { federation } from '../../../experiments/recipes/federation.js';
import { movedLandscape } from '../../../experiments/recipes/moved-landscape.js';
import { series } from './resumes.js';

/** ‖Σ W·d‖ of one round. */
function leftIn(
  rates: readonly CycleSchedule[],
  drifts: readonly (readonly number[])[],
  round: number,
  steps: number,
): number {
  const sum = drifts[0].map(() => 0);
  for (let j = 0; j < steps; j++)
    for (const [k, rate] of rates.entries())
      for (let i = 0; i < sum.length; i++) sum[i] += rate(round * steps + j, {}) * drifts[k][i];
  return Math.hypot(...sum);
}

const bounds = { localSteps: 10, min: 0.005, max: 0.2 };
/** Drifts that cancel at means in the ratio 1 : 2 : 1. */
const crossing = [
  [2, 1],
  [-1, 0],
  [0, -1],
] as const;

describe('designed rates', () => {
  it('have mean rates in the ratio in which drifts cancel, whatever phases whole periods have', () => {
    const { rates, sums, phases, residual } = designRates({ ...bounds, drifts: crossing, total: 2 });
    expect(sums).toEqual([0.5, 1, 0.5].map((sum) => expect.closeTo(sum, 9) as unknown));
    expect(phases).toEqual([0, 1 / 3, 2 / 3]);
    expect(residual).toBeLessThan(1e-9);
    for (const round of [0, 1, 7]) expect(leftIn(rates, crossing, round, 10)).toBeLessThan(1e-9);
  });

  it.each([16, 20, 50])('cancel in every round of a period that is no part of one: %i', (period) => {
    const { rates, residual } = designRates({ ...bounds, drifts: crossing, total: 2, periods: [period] });
    expect(residual).toBeLessThan(1e-9);
    for (let round = 0; round < 12; round++) expect(leftIn(rates, crossing, round, 10)).toBeLessThan(1e-9);
    // Staggered, the same waves leave what no round cancels.
    const staggered = rates.map((rate, k) => Object.assign((n: number) => rate(n + (k * period) / 3, {}), rate));
    expect(leftIn(staggered, crossing, 1, 10)).toBeGreaterThan(0.01);
  });

  it('turn phases where means alone cannot cancel: two clients that drift alike go half a turn apart', () => {
    const { phases, period } = designRates({ ...bounds, drifts: [[1], [1]], total: 1, periods: [50] });
    expect(Math.abs(Math.abs(phases[0] - phases[1]) - 0.5)).toBeLessThan(1e-9);
    expect(period).toBe(50);
  });

  it('choose of several periods one that leaves least', () => {
    const drifts = [[1], [1], [1]];
    const alone = (period: number): number => designRates({ ...bounds, drifts, periods: [period] }).residual;
    const { residual } = designRates({ ...bounds, drifts, periods: [30, 16, 10] });
    expect(residual).toBeCloseTo(Math.min(alone(30), alone(16), alone(10)), 12);
  });

  it('stay within the bounds at every update, with the total that was asked for, and report what is left', () => {
    const vector = fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(vector, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(5, 10, 12, 20, 25),
        fc.double({ min: 0, max: 0.8, noNaN: true }),
        (drifts, period, depth) => {
          const total = drifts.length * 0.5;
          const { rates, sums, residual } = designRates({ ...bounds, drifts, periods: [period], depth, total });
          expect(sums.reduce((sum, one) => sum + one, 0)).toBeCloseTo(total, 9);
          for (const rate of rates)
            for (let n = 0; n < period; n++) {
              expect(rate(n, {})).toBeGreaterThan(bounds.min - 1e-12);
              expect(rate(n, {})).toBeLessThan(bounds.max + 1e-12);
            }
          let squares = 0;
          for (let round = 0; round < period; round++) squares += leftIn(rates, drifts, round, 10) ** 2 / period;
          expect(residual).toBeCloseTo(Math.sqrt(squares), 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('bring a server that weighs clients unequally nearer to the optimum than equal rates do', () => {
    const centres = [
      [1, 0],
      [-1, 1],
      [0, -1],
    ];
    const weights = [0.5, 0.3, 0.2];
    const drifts = centres.map((centre, k) => centre.map((x) => -weights[k] * x));
    const total = 1.5;
    const { rates } = designRates({ ...bounds, drifts, total, periods: [50] });
    const clients = centres.map((centre) => movedLandscape(quadraticLandscape({ eigenvalues: [1, 1] }), centre));
    const distance = (learningRate: Parameters<typeof federation>[0]['learningRate']): number =>
      series(federation({ clients, learningRate, localSteps: 10, weights }), 2001, 'distance').at(-1) ?? NaN;
    expect(distance(rates)).toBeLessThan(0.5 * distance(0.05));
    const rest = federationFixedPoint({
      clients: centres.map((centre) => ({ centre })),
      ...{ learningRates: rates, localSteps: 10, rounds: 5, weights },
    });
    expect(distance(rates)).toBeCloseTo(Math.hypot(...rest), 9);
  });

  it('refuse periods that are no integers, and a depth that the bounds have no room for', () => {
    const drifts = [[1], [2]];
    expect(() => designRates({ ...bounds, drifts, periods: [2.5] })).toThrow('designRates.periods[0]');
    expect(() => designRates({ ...bounds, drifts, periods: [] })).toThrow('designRates.periods: expected at least one');
    expect(() => designRates({ ...bounds, drifts, min: 0.19, depth: 0.5 })).toThrow('designRates.depth');
  });
});
