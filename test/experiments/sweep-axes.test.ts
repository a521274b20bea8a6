import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grid, latinHypercube, linspace, logspace, randomPoints } from '../../experiments/sweep-axes.js';

describe('values on an axis', () => {
  it('of linspace are even and hold both ends', () => {
    expect(linspace(0, 0.5, 5)).toEqual([0, 0.125, 0.25, 0.375, 0.5]);
    expect(linspace(3, 3, 1)).toEqual([3]);
    expect(linspace(0, 1, 8).at(-1)).toBe(1);
    expect(() => linspace(0, 1, 0)).toThrow('linspace.count: expected an integer ≥ 1, got 0');
  });

  it('of logspace have one ratio and hold both ends', () => {
    const values = logspace(0.1, 10, 5);
    expect([values[0], values[4]]).toEqual([0.1, 10]);
    for (let i = 1; i < 5; i++) expect(values[i] / values[i - 1]).toBeCloseTo(Math.sqrt(10), 12);
    expect(() => logspace(0, 1, 3)).toThrow('logspace.first: expected a number > 0, got 0');
  });
});

describe('a grid', () => {
  it('has every combination once, the last axis fastest', () => {
    expect(grid({ a: [1, 2], b: ['x', 'y'] })).toEqual([
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
      { a: 2, b: 'x' },
      { a: 2, b: 'y' },
    ]);
  });

  it('refuses a range', () => {
    expect(() => grid({ a: { from: 0, to: 1 } })).toThrow('sweep.a: expected a list for a grid');
  });
});

describe('a Latin hypercube', () => {
  it('has exactly one point in each stratum of each axis', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 1e6 }), (count, seed) => {
        const points = latinHypercube({ a: { from: 0, to: 1 }, b: { from: 1, to: 16, scale: 'log' } }, count, seed);
        // Sorted, the i-th one lies in the i-th stratum; six digits are kept, so it may touch the edge.
        const held = (shares: number[]): boolean =>
          shares
            .sort((x, y) => x - y)
            .every((share, i) => share >= i / count - 1e-5 && share <= (i + 1) / count + 1e-5);
        expect(held(points.map((point) => Number(point['a'])))).toBe(true);
        expect(held(points.map((point) => Math.log2(Number(point['b'])) / 4))).toBe(true);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('takes every value of a list equally often', () => {
    const values = [1, 2, 3, 4];
    const points = latinHypercube({ a: values, b: { from: 0, to: 1 } }, 12, 5);
    expect(values.map((value) => points.filter(({ a }) => a === value).length)).toEqual([3, 3, 3, 3]);
  });

  it('is another one for another seed, and the same one for the same', () => {
    const axes = { a: { from: 0, to: 1 } };
    expect(latinHypercube(axes, 8, 1)).toEqual(latinHypercube(axes, 8, 1));
    expect(latinHypercube(axes, 8, 1)).not.toEqual(latinHypercube(axes, 8, 2));
  });

  it('refuses more points than lists can tell apart', () => {
    expect(() => latinHypercube({ a: [1, 2] }, 3, 0)).toThrow(
      'sweep.points: expected fewer points on these axes, got 3',
    );
  });
});

describe('random points', () => {
  it('lie in their ranges and are all different', () => {
    const points = randomPoints({ a: { from: 0.001, to: 10, scale: 'log' }, b: [true, false] }, 200, 3);
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(200);
    for (const { a } of points) expect(a).toSatisfy((value: number) => value >= 0.001 && value <= 10);
    // Half of a logarithmic range lies below its geometric mean, 0.1: 100 ± 4·√50.
    const below = points.filter(({ a }) => Number(a) < 0.1).length;
    expect(Math.abs(below - 100)).toBeLessThan(29);
  });

  it('cannot be more than there are', () => {
    expect(randomPoints({ a: [1, 2], b: [3, 4] }, 4, 0)).toHaveLength(4);
    expect(() => randomPoints({ a: [1, 2], b: [3, 4] }, 5, 0)).toThrow('at most 4 points on these axes, got 5');
  });
});
