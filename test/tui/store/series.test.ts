import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinned } from '../../../tui/charts/series.js';
import { series } from '../../../tui/store/series.js';

const numbers = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
    fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308, -1e308),
  ),
  { maxLength: 700 },
);

/** A window's columns, from every value of it. */
function byHand(
  values: readonly number[],
  from: number,
  to: number,
  width: number,
): { low: number[]; high: number[]; mean: number[] } {
  const parts = Array.from({ length: width }, (): number[] => []);
  values.forEach((value, i) => {
    if (i >= from && i < to && Number.isFinite(value))
      parts[Math.floor(((i - from) * width) / (to - from))].push(value);
  });
  const of = (act: (part: number[]) => number): number[] =>
    parts.map((part) => (part.length === 0 ? Number.NaN : act(part)));
  return {
    low: of((part) => Math.min(...part)),
    high: of((part) => Math.max(...part)),
    mean: of((part) => part.reduce((sum, value) => sum + value / part.length, 0)),
  };
}

describe('a pyramid over a series', () => {
  it('says of every window what all of its values say, however it grew', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.nat(720),
        fc.nat(720),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(699),
        (values, a, b, width, cut) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
          const one = series(Float64Array.from(values));
          one.extend(Math.min(cut, values.length));
          one.extend(values.length);
          const got = one.columns(from, to, width);
          const expected = byHand(values, from, to, width);
          expect([...got.low]).toEqual(expected.low);
          expect([...got.high]).toEqual(expected.high);
          got.mean.forEach((mean, x) => {
            const scale = Math.max(Math.abs(expected.low[x]), Math.abs(expected.high[x]));
            if (Number.isNaN(expected.mean[x])) expect(mean).toBeNaN();
            else expect(Math.abs(mean - expected.mean[x])).toBeLessThanOrEqual(1e-12 * scale);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('puts values into the columns that thinning puts them into', () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i * i));
    const one = series(values);
    one.extend(5000);
    for (const [from, to, width] of [
      [0, 5000, 140],
      [17, 4999, 83],
      [100, 130, 280],
    ]) {
      const [fast, slow] = [one.columns(from, to, width), thinned(values, from, to, width)];
      expect(fast.low).toEqual(slow.low);
      expect(fast.high).toEqual(slow.high);
    }
  });

  it('knows nothing of what it was not given yet, and has no bounds where nothing is finite', () => {
    const one = series(Float64Array.of(1, Number.NaN, Infinity, 4));
    one.extend(3);
    expect(one.extent(0, 4)).toEqual({ low: 1, high: 1 });
    expect(one.extent(1, 3)).toBeUndefined();
    one.extend(4);
    expect(one.extent(0, 4)).toEqual({ low: 1, high: 4 });
  });

  it('keeps a lone spike of a million values in its column', () => {
    const values = new Float64Array(1_000_000);
    values[765_432] = 9;
    const one = series(values);
    one.extend(values.length);
    const { high } = one.columns(0, values.length, 100);
    expect(high.indexOf(9)).toBe(76);
    expect(high.filter((value) => value === 9)).toHaveLength(1);
  });

  it('finds the first value that passes a bound, and the mean of any stretch, as a look at every value does', () => {
    const bounds = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(-1e308, 1e308, 0));
    const rising = fc
      .array(fc.oneof(fc.double({ min: 0, max: 9, noNaN: true }), fc.constant(Number.NaN)), { maxLength: 700 })
      .map((steps) => {
        let sum = 0;
        return steps.map((step) => (Number.isNaN(step) ? step : (sum += step)));
      });
    fc.assert(
      fc.property(
        fc.oneof(numbers, rising),
        bounds,
        fc.nat(720),
        fc.nat(720),
        fc.boolean(),
        (values, bound, a, b, at) => {
          const [from, to] = [Math.min(a, b), Math.min(values.length, Math.max(a, b))];
          const one = series(Float64Array.from(values));
          one.extend(values.length);
          const own = values[from] ?? 0;
          for (const each of [bound, own]) {
            const found = values.findIndex(
              (value, i) => i >= from && i < to && Number.isFinite(value) && (value > each || (at && value === each)),
            );
            expect(one.first(each, from, to, at)).toBe(found < 0 ? to : found);
          }
          const inside = values.slice(from, Math.max(from, to)).filter((value) => Number.isFinite(value));
          const sum = inside.reduce((all, value) => all + value / inside.length, 0);
          const scale = Math.max(...inside.map(Math.abs), 0);
          if (inside.length === 0) expect(one.mean(from, to)).toBeNaN();
          // Shares of the smallest numbers there are are lost.
          else expect(Math.abs(one.mean(from, to) - sum)).toBeLessThanOrEqual(1e-12 * scale + 1e-300);
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });
});
