import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forgetSeries, rowFold, rowMeans } from '../../../tui/store/arm-series.js';

describe('cycles folded over a period', () => {
  it('have the mean at each phase, a begun cycle included, and gaps where nothing is finite', () => {
    const place = (values: number[]) => ({
      column: Float64Array.from(values),
      index: 0,
      updates: 6,
      lived: values.length,
    });
    const [first, second] = rowFold(place([1, 2, 3, 5, 6]), 2, 9);
    expect(first).toBeCloseTo(10 / 3, 12);
    expect(second).toBe(3.5);
    expect([...rowFold(place([Number.NaN, 2, 4, Infinity]), 2, 9)]).toEqual([4, 2]);
    expect([...rowFold(place([1]), 2, 9)]).toEqual([1, Number.NaN]);
  });

  it('are those of the newest cycles alone, however a run grew and wherever a playhead went back to', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -99, max: 99 }) }, fc.constant(Number.NaN)), {
          minLength: 1,
          maxLength: 90,
        }),
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(90), { minLength: 1, maxLength: 6 }),
        (values, period, most, heads) => {
          // The second row of a column: the first one is another run.
          const updates = values.length;
          const column = Float64Array.from([...values.map(() => 1e6), ...values]);
          for (const head of heads) {
            const lived = Math.min(head, updates);
            const cycles = Math.ceil(lived / period);
            const first = Math.max(0, cycles - most) * period;
            const expected = Array.from({ length: period }, (_, phase) => {
              const own = values
                .slice(0, lived)
                .filter((v, i) => i >= first && i % period === phase && !Number.isNaN(v));
              return own.length === 0 ? Number.NaN : own.reduce((sum, value) => sum + value, 0) / own.length;
            });
            rowFold({ column, index: 1, updates, lived }, period, most).forEach((mean, phase) => {
              if (Number.isNaN(expected[phase])) expect(mean).toBeNaN();
              else expect(mean).toBeCloseTo(expected[phase], 9);
            });
          }
        },
      ),
      { numRuns: 200, seed: 4 },
    );
  });

  it('are forgotten where numbers were written anew', () => {
    const column = Float64Array.of(1, 2, 3, 4);
    const place = { column, index: 0, updates: 4, lived: 4 };
    expect([...rowFold(place, 2, 9)]).toEqual([2, 3]);
    column[0] = 5;
    forgetSeries([column]);
    expect([...rowFold(place, 2, 9)]).toEqual([4, 3]);
  });
});

describe('equal stretches of a row', () => {
  it('have their means, of what has been lived alone; few values stand as they are', () => {
    const place = { column: Float64Array.of(9, 9, 9, 9, 9, 9, 1, 3, 5, 7, 100, 100), index: 1, updates: 6, lived: 4 };
    expect([...rowMeans(place, 2)]).toEqual([2, 6]);
    expect([...rowMeans(place, 8)]).toEqual([1, 3, 5, 7]);
  });
});
