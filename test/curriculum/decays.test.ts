import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cosineDecay,
  exponentialDecay,
  linearDecay,
  oneCycle,
  polynomialDecay,
  stepDecay,
} from '../../curriculum/decays.js';

const values = fc.double({ min: 1e-6, max: 10, noNaN: true });
const lengths = fc.double({ min: 1, max: 500, noNaN: true });

describe('decays', () => {
  const all = [linearDecay, exponentialDecay, polynomialDecay, cosineDecay];

  it('start and end exactly at their values and hold the last one', () => {
    fc.assert(
      fc.property(values, values, lengths, (from, to, updates) =>
        all.every((make) => {
          const decay = make({ from, to, updates });
          return (
            decay(-3, {}) === from &&
            decay(0, {}) === from &&
            decay(updates, {}) === to &&
            decay(updates + 1e6, {}) === to
          );
        }),
      ),
      { seed: 1 },
    );
  });

  it('only ever go one way, and never beyond their ends', () => {
    fc.assert(
      fc.property(values, values, lengths, fc.nat(500), (from, to, updates, n) =>
        all.every((make) => {
          const decay = make({ from, to, updates });
          const [a, b] = [decay(n, {}), decay(n + 1, {})];
          const inside = a >= Math.min(from, to) * (1 - 1e-12) && a <= Math.max(from, to) * (1 + 1e-12);
          return inside && (from > to ? b <= a * (1 + 1e-12) : b >= a * (1 - 1e-12));
        }),
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  it('follow their closed forms', () => {
    const ends = { from: 2, to: 0.5, updates: 8 };
    for (let n = 0; n <= 8; n++) {
      const left = 1 - n / 8;
      expect(linearDecay(ends)(n, {})).toBeCloseTo(0.5 + 1.5 * left, 12);
      expect(polynomialDecay({ ...ends, power: 3 })(n, {})).toBeCloseTo(0.5 + 1.5 * left * left * left, 12);
      expect(cosineDecay(ends)(n, {})).toBeCloseTo(
        0.5 + 1.5 * Math.cos((Math.PI * n) / 16) * Math.cos((Math.PI * n) / 16),
        12,
      );
      if (n > 0)
        expect(exponentialDecay(ends)(n, {}) / exponentialDecay(ends)(n - 1, {})).toBeCloseTo(
          Math.exp(Math.log(0.25) / 8),
          12,
        );
    }
  });

  it('step down by a factor to a floor', () => {
    const decay = stepDecay({ from: 8, factor: 0.5, every: 10, min: 1.5 });
    expect([0, 9, 10, 20, 29, 30, 1000].map((n) => decay(n, {}))).toEqual([8, 8, 4, 2, 2, 1.5, 1.5]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'an exponential to 0',
      () => exponentialDecay({ from: 1, to: 0, updates: 5 }),
      'exponentialDecay.to: expected a number > 0, got 0. A constant factor never reaches 0',
    ],
    [
      'no length',
      () => linearDecay({ from: 1, to: 0, updates: 0 }),
      'linearDecay.updates: expected a number ≥ 1, got 0. Lengths are counted in updates.',
    ],
    [
      'a growing staircase',
      () => stepDecay({ from: 1, factor: 2, every: 5 }),
      'stepDecay.factor: expected a number ≤ 1 and > 0, got 2. A factor above 1',
    ],
    [
      'a misspelt option',
      () => polynomialDecay({ from: 1, to: 0, updates: 5, pwer: 2 } as never),
      "Did you mean 'power'?",
    ],
  ])('refuse %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('oneCycle', () => {
  it('rises to its peak, falls to its end and stays there', () => {
    for (const flank of ['cosine', 'linear'] as const) {
      const rate = oneCycle({ max: 1, updates: 100, rise: 0.4, flank });
      expect([rate(0, {}), rate(40, {}), rate(100, {}), rate(5000, {})]).toEqual([0.04, 1, 4e-6, 4e-6]);
      for (let n = 0; n < 100; n++) expect(Math.sign(rate(n + 1, {}) - rate(n, {}))).toBe(n < 40 ? 1 : -1);
    }
    expect(oneCycle({ max: 1, updates: 100, rise: 0.4, flank: 'linear', from: 0 })(10, {})).toBeCloseTo(0.25, 12);
    expect(oneCycle({ max: 1, updates: 100, rise: 0.4, from: 0 })(20, {})).toBeCloseTo(0.5, 12);
  });

  it('refuses ends above the peak', () => {
    expect(() => oneCycle({ max: 1, updates: 10, from: 2 })).toThrow(
      'oneCycle.from: expected a number in [0, 1], got 2.',
    );
  });
});
