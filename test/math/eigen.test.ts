import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eigenvalues, spectralRadius } from '../../math/eigen.js';

const entry = fc.double({ min: -10, max: 10, noNaN: true });
const shown = (matrix: readonly number[], size: number): { re: number[]; im: number[] } => {
  const { re, im } = eigenvalues(matrix, size);
  return { re: [...re], im: [...im] };
};

describe('eigenvalues', () => {
  it.each([
    { matrix: [-3], size: 1, re: [-3], im: [0] },
    { matrix: [0, -1, 1, 0], size: 2, re: [0, 0], im: [1, -1] },
    { matrix: [2, 1, 1, 2], size: 2, re: [3, 1], im: [0, 0] },
    { matrix: [-5, 2, 0, 1], size: 2, re: [-5, 1], im: [0, 0] },
    { matrix: [1, 1, 0, 1], size: 2, re: [1, 1], im: [0, 0] },
    { matrix: [0, 0, 0, 0], size: 2, re: [0, 0], im: [0, 0] },
  ])('of $matrix are the hand-computed ones', ({ matrix, size, re, im }) => {
    expect(shown(matrix, size)).toEqual({ re, im });
  });

  it('of the cyclic shift of four are the fourth roots of one', () => {
    const { re, im } = eigenvalues([0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0], 4);
    const roots = [...re].map((x, k) => [Math.round(x * 1e12) / 1e12 + 0, Math.round(im[k] * 1e12) / 1e12 + 0].join());
    expect(roots.sort()).toEqual(['-1,0', '0,-1', '0,1', '1,0']);
  });

  it('of a triangular matrix are its diagonal, largest modulus first', () => {
    const { re, im } = eigenvalues([1, 5, 6, 0, -4, 7, 0, 0, 2], 3);
    [-4, 2, 1].forEach((value, k) => expect(re[k]).toBeCloseTo(value, 12));
    expect([...im]).toEqual([0, 0, 0]);
  });

  it('keep the small one of a nearly singular 2 × 2 to full precision', () => {
    // λ² − (1e9 + 1e-9)λ + 1 = 0 has the roots 1e9 and 1e-9.
    const { re } = eigenvalues([1e9, 0, 5, 1e-9], 2);
    expect(re[1] / 1e-9).toBeCloseTo(1, 14);
  });

  it('neither overflow nor vanish', () => {
    expect(shown([0, 1e200, 1e200, 0], 2).re).toEqual([1e200, -1e200]);
    expect(shown([0, 1e-200, -1e-200, 0], 2).im).toEqual([1e-200, -1e-200]);
  });

  it.each([2, 3, 4, 5, 6])('have the trace as their sum and come in conjugate pairs (size %i)', (size) => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: size * size, maxLength: size * size }), (matrix) => {
        const { re, im } = eigenvalues(matrix, size);
        let trace = 0;
        for (let i = 0; i < size; i++) trace += matrix[i * (size + 1)];
        expect(re.reduce((sum, x) => sum + x, 0)).toBeCloseTo(trace, 9);
        expect(im.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 9);
        for (let k = 1; k < size; k++) {
          expect(Math.hypot(re[k], im[k])).toBeLessThanOrEqual(Math.hypot(re[k - 1], im[k - 1]) * (1 + 1e-12));
        }
      }),
      { seed: 1 },
    );
  });

  it('solve the characteristic equation of 3 × 3', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 9, maxLength: 9 }), (m) => {
        const [a, b, c, d, e, f, g, h, i] = m;
        const trace = a + e + i;
        const minors = a * e - b * d + a * i - c * g + e * i - f * h;
        const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        const { re, im } = eigenvalues(m, 3);
        for (let k = 0; k < 3; k++) {
          // λ³ − trace·λ² + minors·λ − determinant, in Horner's form.
          let [x, y] = [re[k] - trace, im[k]];
          [x, y] = [x * re[k] - y * im[k] + minors, x * im[k] + y * re[k]];
          [x, y] = [x * re[k] - y * im[k] - determinant, x * im[k] + y * re[k]];
          expect(Math.hypot(x, y)).toBeLessThan(1e-9);
        }
      }),
      { seed: 1 },
    );
  });

  it('are found where the bare iteration of ml-matrix never ends', () => {
    const { re, im } = eigenvalues([-2.4e-87, -1.1e-271, 3.9e-164, 1e-154, 6.2e-21, -10, -5.5e-25, 10, -1.8e-242], 3);
    [0, 0, 0].forEach((value, k) => expect(re[k]).toBeCloseTo(value, 12));
    [10, -10, 0].forEach((value, k) => expect(im[k]).toBeCloseTo(value, 12));
  });

  it('are NaN where an entry is not finite', () => {
    expect(shown([NaN, 0, 0, 1, 0, 0, 0, 0, 1], 3).re).toEqual([NaN, NaN, NaN]);
    expect(spectralRadius([Infinity, 0, 0, 1], 2)).toBeNaN();
  });
});

describe('the spectral radius', () => {
  it.each([
    { matrix: [-3], size: 1, radius: 3 },
    { matrix: [0, -4, 1, 0], size: 2, radius: 2 },
    { matrix: [0.5, 0, 0, 0, 0, -3, 0, 3, 0], size: 3, radius: 3 },
    { matrix: [0, 0, 0, 0, 0, 0, 0, 0, 0], size: 3, radius: 0 },
  ])('of $matrix is $radius', ({ matrix, size, radius }) => {
    expect(spectralRadius(matrix, size)).toBeCloseTo(radius, 12);
  });
});
