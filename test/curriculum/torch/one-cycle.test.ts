import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneCycleLR } from '../../../curriculum/torch/one-cycle.js';

describe('oneCycleLR', () => {
  it('is never negative, never above its peak and never NaN, whatever can be built and whenever it is asked', () => {
    const flanks = fc.constantFrom('cosine' as const, 'linear' as const);
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }),
        share,
        flanks,
        fc.boolean(),
        fc.integer({ min: -10, max: 1000 }),
        (updates, of, flank, threePhase, update) => {
          const most = threePhase ? (updates + 1) / (2 * updates) : 1;
          const rise = 1 / updates + of * (most - 1 / updates);
          const rate = oneCycleLR({ maxRate: 0.1, updates, rise, flank, threePhase });
          const [value, momentum] = [rate(update, {}), rate.momentum(update, {})];
          return (
            value >= 4e-7 * (1 - 1e-9) &&
            value <= 0.1 * (1 + 1e-12) &&
            momentum >= 0.85 - 1e-12 &&
            momentum <= 0.95 + 1e-12
          );
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('peaks at 5, is back at 10 and ends at 19 in three phases of 20', () => {
    const rate = oneCycleLR({ maxRate: 0.1, updates: 20, threePhase: true });
    expect(rate(5, {})).toBeCloseTo(0.1, 12);
    expect(rate(10, {})).toBeCloseTo(0.004, 12);
    expect(rate(19, {})).toBeCloseTo(4e-7, 15);
    expect(rate.momentum(5, {})).toBeCloseTo(0.85, 12);
  });

  it('names the interval of shares that fit', () => {
    expect(() => oneCycleLR({ maxRate: 0.1, updates: 10, rise: 0.1 })).toThrow(
      'oneCycleLR.rise: expected a number in (0.1, 1) for 10 updates, got 0.1. Every phase needs a positive length.',
    );
    expect(() => oneCycleLR({ maxRate: 0.1, updates: 10, rise: 0.6, threePhase: true })).toThrow(
      'oneCycleLR.rise: expected a number in (0.1, 0.55) for 10 updates, got 0.6.',
    );
    expect(() => oneCycleLR({ maxRate: 0.1, updates: 1 })).toThrow(
      'oneCycleLR.updates: expected an integer ≥ 2, got 1. One update cannot hold two phases.',
    );
  });
});
