import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  constantLR,
  exponentialLR,
  lambdaLR,
  linearLR,
  multiStepLR,
  polynomialLR,
  stepLR,
} from '../../../curriculum/torch/factors.js';
import { OptionError } from '../../../math/check.js';

describe('schedules that are factors of a base rate', () => {
  it('step after 30 and 60 updates, as the documentation of StepLR shows', () => {
    const rate = stepLR({ baseRate: 0.05, every: 30, decay: 0.1 });
    expect([0, 29, 30, 59, 60].map((n) => rate(n, {}))).toEqual(
      [0.05, 0.05, 0.005, 0.005, 0.0005].map((x) => expect.closeTo(x, 12) as number),
    );
  });

  it('step at the milestones 30 and 80, as the documentation of MultiStepLR shows', () => {
    const rate = multiStepLR({ baseRate: 0.05, milestones: [30, 80], decay: 0.1 });
    expect([29, 30, 79, 80].map((n) => rate(n, {}))).toEqual(
      [0.05, 0.005, 0.005, 0.0005].map((x) => expect.closeTo(x, 12) as number),
    );
    expect(multiStepLR({ baseRate: 1, milestones: [2, 2], decay: 0.5 })(2, {})).toBe(0.25);
  });

  it('are half the rate for four updates, as the documentation of ConstantLR shows', () => {
    const rate = constantLR({ baseRate: 0.05, factor: 0.5, updates: 4 });
    expect([0, 3, 4, 100].map((n) => rate(n, {}))).toEqual([0.025, 0.025, 0.05, 0.05]);
  });

  it('rise by equal parts, as the documentation of LinearLR shows', () => {
    const rate = linearLR({ baseRate: 0.05, startFactor: 0.5, updates: 4 });
    expect([0, 1, 2, 3, 4, 9].map((n) => rate(n, {}))).toEqual(
      [0.025, 0.03125, 0.0375, 0.04375, 0.05, 0.05].map((x) => expect.closeTo(x, 12) as number),
    );
  });

  it('fall by a power that need not be an integer', () => {
    const rate = polynomialLR({ baseRate: 1, updates: 4, power: 0.5 });
    expect(rate(3, {})).toBeCloseTo(0.5, 12);
    expect([rate(4, {}), rate(5, {})]).toEqual([0, 0]);
  });

  it('never give a negative rate, NaN, or more than the base rate', () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        share,
        share,
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: -5, max: 100_000 }),
        (a, b, updates, update) => {
          const baseRate = 0.3;
          const made = [
            linearLR({ baseRate, startFactor: a, endFactor: b, updates }),
            constantLR({ baseRate, factor: a, updates }),
            exponentialLR({ baseRate, decay: a }),
            stepLR({ baseRate, every: updates, decay: a }),
            multiStepLR({ baseRate, milestones: [updates, 2 * updates], decay: a }),
            polynomialLR({ baseRate, updates, power: 3 * b }),
          ];
          return made.every((rate) => rate(update, {}) >= 0 && rate(update, {}) <= baseRate * (1 + 1e-12));
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('let a user’s factor be wrong only loudly', () => {
    expect(() => lambdaLR({ baseRate: 0.1, factor: () => NaN })).toThrow(
      'lambdaLR.factor(0): expected a number ≥ 0, got NaN.',
    );
    const falling = lambdaLR({ baseRate: 0.1, factor: (t) => 1 - t });
    expect(falling(1, {})).toBe(0);
    expect(() => falling(2, {})).toThrow(OptionError);
  });

  it('name the option they cannot use', () => {
    expect(() => exponentialLR({ baseRate: 0.1, decay: 1.1 })).toThrow(
      'exponentialLR.decay: expected a number ≤ 1 and > 0, got 1.1. A factor above 1 would grow without end.',
    );
    expect(() => multiStepLR({ baseRate: 0.1, milestones: [30, 20] })).toThrow(
      'multiStepLR.milestones[1]: expected an integer ≥ 30, got 20. Milestones stand in rising order.',
    );
    expect(() => stepLR({ baseRate: 0.1, every: 2.5 })).toThrow('stepLR.every: expected an integer ≥ 1, got 2.5.');
  });
});
