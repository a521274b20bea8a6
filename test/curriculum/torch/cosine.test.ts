import { describe, expect, it } from 'vitest';
import { cosineAnnealingLR, cosineAnnealingWarmRestarts } from '../../../curriculum/torch/cosine.js';

describe('cosineAnnealingLR', () => {
  it('stays at the lowest rate after the end unless asked to climb back', () => {
    const clamped = cosineAnnealingLR({ baseRate: 0.1, updates: 5, minRate: 0.01 });
    const mirrored = cosineAnnealingLR({ baseRate: 0.1, updates: 5, minRate: 0.01, afterEnd: 'mirror' });
    expect([5, 6, 10, 1000].map((n) => clamped(n, {}))).toEqual([0.01, 0.01, 0.01, 0.01]);
    expect(mirrored(10, {})).toBeCloseTo(0.1, 12);
    expect([clamped.period, mirrored.period]).toEqual([undefined, 10]);
  });

  it('names the option it cannot use', () => {
    expect(() => cosineAnnealingLR({ baseRate: 0.1, updates: 0 })).toThrow(
      'cosineAnnealingLR.updates: expected an integer ≥ 1, got 0. Lengths are counted in updates.',
    );
    expect(() => cosineAnnealingLR({ baseRate: -1, updates: 5 })).toThrow(
      'cosineAnnealingLR.baseRate: expected a number ≥ 0, got -1.',
    );
  });
});

describe('cosineAnnealingWarmRestarts', () => {
  it.each([
    [1, 3, 121],
    [2, 3, 242],
    [5, 3, 605],
    [1, 10, 111],
  ])(
    'restarts where a truncated logarithm misses it: first period %d, factor %d, update %d',
    (period, factor, update) => {
      const rate = cosineAnnealingWarmRestarts({ baseRate: 0.1, period, factor });
      expect(rate(update, {})).toBe(0.1);
      expect(rate(update - 1, {})).toBeLessThan(0.01);
    },
  );

  it('restarts at every partial sum of a geometric series', () => {
    for (const factor of [2, 3, 7]) {
      const rate = cosineAnnealingWarmRestarts({ baseRate: 1, period: 2, factor });
      for (let i = 0, start = 0, length = 2; i < 12; i++, start += length, length *= factor)
        expect(rate(start, {})).toBe(1);
    }
  });

  it('repeats only when its periods do not grow', () => {
    expect(cosineAnnealingWarmRestarts({ baseRate: 1, period: 7 }).period).toBe(7);
    expect(cosineAnnealingWarmRestarts({ baseRate: 1, period: 7, factor: 2 }).period).toBeUndefined();
  });

  it('refuses a factor that is not an integer and names the way out', () => {
    expect(() => cosineAnnealingWarmRestarts({ baseRate: 1, period: 7, factor: 1.5 })).toThrow(
      'cosineAnnealingWarmRestarts.factor: expected an integer ≥ 1, got 1.5. For other factors use restarts',
    );
  });
});
