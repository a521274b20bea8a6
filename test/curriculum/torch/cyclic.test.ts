import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclicLR } from '../../../curriculum/torch/cyclic.js';

describe('cyclicLR', () => {
  const lengths = fc.integer({ min: 1, max: 60 });
  const modes = fc.constantFrom('triangular' as const, 'triangular2' as const, 'exponential' as const);

  it('keeps rate and momentum within their bounds, always in counter-phase', () => {
    fc.assert(
      fc.property(lengths, lengths, modes, fc.nat(2000), (updatesUp, updatesDown, mode, update) => {
        const rate = cyclicLR({ baseRate: 0.01, maxRate: 0.1, updatesUp, updatesDown, mode, decay: 0.99 });
        const share = (rate(update, {}) - 0.01) / 0.09;
        const counter = (0.9 - rate.momentum(update, {})) / 0.1;
        return share >= -1e-12 && share <= 1 + 1e-12 && Math.abs(share - counter) < 1e-9;
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('repeats, and says so for rate and momentum, only in triangular mode', () => {
    const plain = cyclicLR({ baseRate: 0, maxRate: 1, updatesUp: 3, updatesDown: 5 });
    expect([plain.period, plain.momentum.period]).toEqual([8, 8]);
    expect(plain(3 + 8 * 5, {})).toBeCloseTo(1, 12);
    expect(cyclicLR({ baseRate: 0, maxRate: 1, mode: 'triangular2' }).period).toBeUndefined();
  });

  it('halves its second peak in triangular2', () => {
    const rate = cyclicLR({ baseRate: 0.01, maxRate: 0.1, updatesUp: 4, mode: 'triangular2' });
    expect([4, 12, 20].map((n) => rate(n, {}))).toEqual([
      expect.closeTo(0.1, 12),
      expect.closeTo(0.055, 12),
      expect.closeTo(0.0325, 12),
    ]);
  });

  it('refuses a jump and a crest below the trough', () => {
    expect(() => cyclicLR({ baseRate: 0, maxRate: 1, updatesUp: 0 })).toThrow(
      'cyclicLR.updatesUp: expected an integer ≥ 1, got 0. Lengths are counted in updates; for a jump use a sawtooth.',
    );
    expect(() => cyclicLR({ baseRate: 1, maxRate: 0.5 })).toThrow(
      'cyclicLR.maxRate: expected a number ≥ 1, got 0.5. The crest may not lie below the trough.',
    );
  });
});
