import { describe, expect, it } from 'vitest';
import { bandsOf, drawnOn } from '../../../experiments/report/bands.js';

describe('bands over runs', () => {
  it('are quantiles over runs, update by update, by hand', () => {
    const rows = bandsOf('in', [
      [0, 10],
      [1, 20],
      [2, 60],
    ]);
    // Linear between order statistics: the 10 % quantile of three lies 0.2 of the way from the first to the second.
    expect(rows).toEqual([
      { arm: 'in', x: 0, y: 1, low: 0.2, high: 1.8 },
      { arm: 'in', x: 1, y: 20, low: 12, high: 52 },
    ]);
  });

  it('take the middle half where asked', () => {
    expect(bandsOf('in', [[0], [1], [2]], 'middle')).toEqual([{ arm: 'in', x: 0, y: 1, low: 0.5, high: 1.5 }]);
  });

  it('thin a long run to bins in which each run stands with its mean', () => {
    const rows = bandsOf('in', [Array.from({ length: 1000 }, (_, n) => n)]);
    expect(rows.length).toBeLessThanOrEqual(160);
    // Seven updates a bin: the mean of 0 … 6 is 3.
    expect(rows[0]).toMatchObject({ x: 3, y: 3 });
    expect(rows.at(-1)?.y).toBe((994 + 999) / 2);
  });

  it('leave out what was not measured, and places where nobody measured', () => {
    expect(
      bandsOf('in', [
        [NaN, 4],
        [NaN, NaN, NaN],
      ]),
    ).toEqual([{ arm: 'in', x: 1, y: 4, low: 4, high: 4 }]);
  });

  it('go on at its lowest value with a run that diverged', () => {
    expect([...drawnOn(Float64Array.of(1, -5, NaN), 5)]).toEqual([1, -5, -5, -5, -5]);
    const whole = Float64Array.of(1, 2);
    expect(drawnOn(whole, 2)).toBe(whole);
  });
});
