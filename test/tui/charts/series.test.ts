import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bridged, smoothed, thinned } from '../../../tui/charts/series.js';
import { scaleOf } from '../../../tui/charts/scale.js';

const wild = fc.oneof(
  fc.double({ noNaN: false }),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308, -1e308, 0, 5),
);

describe('series on their way to a chart', () => {
  it('keeps the smallest and the largest finite value of every stretch', () => {
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 60 }), fc.integer({ min: 1, max: 90 }), (values, columns) => {
        const { low, high, mean } = thinned(values, 0, values.length, columns);
        expect(low).toHaveLength(columns);
        const finite = values.filter((value) => Number.isFinite(value));
        const known = (side: Float64Array): number[] => [...side].filter((value) => !Number.isNaN(value));
        if (finite.length === 0) expect(known(mean)).toEqual([]);
        else
          expect([Math.min(...known(low)), Math.max(...known(high))]).toEqual([
            Math.min(...finite),
            Math.max(...finite),
          ]);
      }),
    );
  });

  it('smooths without a bias towards its start and leaves gaps as gaps', () => {
    // By hand: weights ½ and ¼ over their sum, 0.75.
    expect([...smoothed([2, 5], 0.5)]).toEqual([2, (0.25 * 2 + 0.5 * 5) / 0.75]);
    expect([...smoothed([3, Number.NaN, 3], 0.9)].map((value) => Number(value.toFixed(12)))).toEqual([
      3,
      Number.NaN,
      3,
    ]);
  });

  it('bridges short gaps alone', () => {
    const nan = Number.NaN;
    expect([...bridged([1, nan, 3, nan, nan, 9], 2)]).toEqual([1, 2, 3, nan, nan, 9]);
    expect([...bridged([nan, 1, nan], 5)]).toEqual([nan, 1, nan]);
  });
});

describe('scales', () => {
  it('has decades as ticks where it is logarithmic, signed ones around zero', () => {
    expect(scaleOf('log', { low: 0.1, high: 100 }).ticks(4)).toEqual([0.1, 1, 10, 100]);
    expect(scaleOf('symlog', { low: -10, high: 10 }).ticks(9)).toEqual([-10, -1, -0.1, 0, 0.1, 1, 10]);
    expect(scaleOf('log', { low: -1, high: 10 }).place(-0.5)).toBeNaN();
  });

  it('keeps the order of values, and symlog is odd', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (a, b) => {
          const { place } = scaleOf('symlog', { low: -1e6, high: 1e6 });
          if (a < b) expect(place(a)).toBeLessThanOrEqual(place(b));
          expect(place(-a)).toBeCloseTo(-place(a), 12);
        },
      ),
    );
  });
});
