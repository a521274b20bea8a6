import { describe, expect, it } from 'vitest';
import {
  curvatureScale,
  lowestAxis,
  marginScale,
  powerScale,
  raised,
  within,
} from '../../../experiments/report/axes.js';
import type { BandRow } from '../../../experiments/report/bands.js';

const row = (y: number, low = y, high = y): BandRow => ({ arm: 'in', x: 0, y, low, high });

describe('axes of readings', () => {
  it('show every median of the margin, and cut bands that reach much further', () => {
    const rows = [row(-2, -50, 0.5), row(0.8)];
    expect(marginScale(rows)).toMatchObject({ scale: { domain: [-2.5, 1], nice: false } });
    expect(raised(rows).map(({ low, y }) => [low, y])).toEqual([
      [-2.5, -2],
      [0.8, 0.8],
    ]);
  });

  it('count in powers where medians of the margin lie far below the edge', () => {
    expect(marginScale([row(-100)])).toMatchObject({ scale: { type: 'symlog', domain: [-125, 1] } });
  });

  it('show medians of the curvature, and cut the bands of single runs', () => {
    const rows = [row(0.4, 0.1, 20), row(-0.2, -9, 0)];
    expect(curvatureScale(rows)).toMatchObject({ scale: { domain: [-1, 1] } });
    expect(within(rows).map(({ low, high }) => [low, high])).toEqual([
      [0.1, 1],
      [-1, 0],
    ]);
  });

  it('mark powers so far apart that their labels fit', () => {
    const marks = (rows: readonly BandRow[]): readonly number[] =>
      (powerScale(rows)['axis'] as { readonly values: readonly number[] }).values.filter(
        (one) => one >= 1 && one <= 1e12,
      );
    expect(marks([row(1, 1, 1e12)])).toEqual([1, 1e3, 1e6, 1e9, 1e12]);
    expect(marks([row(1, 1, 9)])).toContain(2);
  });

  it('label the lowest panel alone', () => {
    expect(lowestAxis(true, 'update')).toEqual({ title: 'update', axis: {} });
    expect(lowestAxis(false, 'update')).toEqual({ title: null, axis: { labels: false, ticks: false } });
  });
});
