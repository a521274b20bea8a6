import { describe, expect, it } from 'vitest';
import { zeroContour } from '../../../tui/picture/contour.js';

/** A function of (x, y) on a grid. */
function sampled(rows: number, columns: number, value: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, k) => value(k % columns, Math.floor(k / columns)));
}

describe('a zero contour', () => {
  it('of a plane is the plane’s own line', () => {
    const segments = zeroContour(
      sampled(4, 6, (x, y) => x + 2 * y - 4.5),
      4,
      6,
    );
    expect(segments.length).toBeGreaterThan(4);
    for (const [fx, fy, tx, ty] of segments) {
      expect(fx + 2 * fy).toBeCloseTo(4.5, 12);
      expect(tx + 2 * ty).toBeCloseTo(4.5, 12);
    }
  });

  it('of a cone is a closed circle of the right length', () => {
    const segments = zeroContour(
      sampled(41, 41, (x, y) => Math.hypot(x - 20, y - 20) - 15.3),
      41,
      41,
    );
    const length = segments.reduce((sum, [fx, fy, tx, ty]) => sum + Math.hypot(tx - fx, ty - fy), 0);
    // Chords of a circle of 15.3 cells fall short by under one part in a thousand.
    expect(Math.abs(length / (2 * Math.PI * 15.3) - 1)).toBeLessThan(1e-3);
    const ends = new Map<string, number>();
    for (const [fx, fy, tx, ty] of segments)
      for (const end of [`${fx.toFixed(9)},${fy.toFixed(9)}`, `${tx.toFixed(9)},${ty.toFixed(9)}`])
        ends.set(end, (ends.get(end) ?? 0) + 1);
    expect([...new Set(ends.values())]).toEqual([2]);
  });

  it('of a saddle separates the corners that the centre does not belong to', () => {
    // Corners in turn +3, −1, +3, −1: the centre is above 0, so the two negative corners are cut off.
    expect(zeroContour([3, -1, -1, 3], 2, 2)).toEqual([
      [0.75, 0, 1, 0.25],
      [0.25, 1, 0, 0.75],
    ]);
    // Corners +1, −3, +1, −3: the centre is below, the two positive corners are cut off.
    expect(zeroContour([1, -3, -3, 1], 2, 2)).toEqual([
      [0, 0.25, 0.25, 0],
      [1, 0.75, 0.75, 1],
    ]);
  });

  it('leaves out squares with a corner that is not finite, and flat grids', () => {
    expect(zeroContour([NaN, 1, -1, 1], 2, 2)).toEqual([]);
    expect(zeroContour([-1, Infinity, -1, 1], 2, 2)).toEqual([]);
    expect(zeroContour(new Float64Array(9), 3, 3)).toEqual([]);
    expect(zeroContour([1], 1, 1)).toEqual([]);
  });
});
