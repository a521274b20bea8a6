import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tridiagonalEigen } from '../../math/tridiagonal.js';

const entry = fc.oneof(
  fc.double({ min: -100, max: 100, noNaN: true }),
  fc.constant(0),
  fc.double({ min: -1e-9, max: 1e-9, noNaN: true }),
);

describe('a symmetric tridiagonal matrix', () => {
  it('of the second difference has the eigenvalues 2 − 2cos(kπ/(n+1)) and sine vectors', () => {
    const size = 12;
    const { values, last } = tridiagonalEigen(new Float64Array(size).fill(2), new Float64Array(size - 1).fill(-1));
    for (let k = 1; k <= size; k++) {
      const angle = (k * Math.PI) / (size + 1);
      expect(values[k - 1]).toBeCloseTo(2 - 2 * Math.cos(angle), 13);
      expect(Math.abs(last[k - 1])).toBeCloseTo(Math.sqrt(2 / (size + 1)) * Math.abs(Math.sin(size * angle)), 13);
    }
  });

  it('of size 1, and of 2 × 2, is as by hand', () => {
    expect(tridiagonalEigen([-7], [])).toEqual({
      values: Float64Array.of(-7),
      vectors: Float64Array.of(1),
      last: Float64Array.of(1),
    });
    const { values, last } = tridiagonalEigen([2, 2], [1]);
    expect(values[0]).toBeCloseTo(1, 15);
    expect(values[1]).toBeCloseTo(3, 15);
    for (const component of last) expect(Math.abs(component)).toBeCloseTo(Math.SQRT1_2, 15);
  });

  it('that is diagonal has its diagonal, sorted', () => {
    const { values, last } = tridiagonalEigen([3, -1, 2], [0, 0]);
    expect([...values]).toEqual([-1, 2, 3]);
    expect([...last]).toEqual([0, 1, 0]);
  });

  it('obeys T·s = θ·s with orthonormal s, values ascending, for any entries', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, entry), { minLength: 1, maxLength: 16 }), (pairs) => {
        const d = pairs.map(([x]) => x);
        const e = pairs.map(([, x]) => x);
        const size = d.length;
        const { values, vectors, last } = tridiagonalEigen(d, e);
        const scale = Math.max(1e-300, ...d.map(Math.abs), ...e.map(Math.abs));
        for (let k = 0; k < size; k++) {
          const s = vectors.subarray(k * size, (k + 1) * size);
          if (k > 0) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]);
          expect(last[k]).toBe(s[size - 1]);
          for (let i = 0; i < size; i++) {
            const above = i > 0 ? e[i - 1] * s[i - 1] : 0;
            const below = i < size - 1 ? e[i] * s[i + 1] : 0;
            expect(Math.abs(above + d[i] * s[i] + below - values[k] * s[i])).toBeLessThan(1e-13 * scale * size);
          }
          for (let other = 0; other <= k; other++) {
            let product = 0;
            for (let i = 0; i < size; i++) product += s[i] * vectors[other * size + i];
            expect(product).toBeCloseTo(other === k ? 1 : 0, 12);
          }
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is NaN throughout where an entry is not finite', () => {
    const { values, last } = tridiagonalEigen([1, NaN], [1]);
    expect([...values, ...last]).toEqual([NaN, NaN, NaN, NaN]);
    expect([...tridiagonalEigen([1, 2, 3], [Infinity, 0]).values]).toEqual([NaN, NaN, NaN]);
  });
});
