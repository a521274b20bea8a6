import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axpy, dot, matVec, multiply, norm, transpose } from '../../math/linalg.js';

const vector = (length: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.integer({ min: -99, max: 99 }), { minLength: length, maxLength: length })
    .map((values) => Float64Array.from(values));

describe('vectors', () => {
  it('have the scalar product and the norm of the textbook', () => {
    expect(dot(Float64Array.of(1, 2), Float64Array.of(3, 4))).toBe(11);
    expect(norm(Float64Array.of(3, 4))).toBe(5);
    expect(norm(Float32Array.of(2, 3, 6))).toBe(7);
  });

  it('add a multiple of another in place', () => {
    const y = Float32Array.of(10, 10);
    axpy(2, Float64Array.of(1, 2), y);
    expect([...y]).toEqual([12, 14]);
  });
});

describe('matrices', () => {
  it('multiply vectors and matrices as by hand', () => {
    const out = new Float64Array(2);
    matVec(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 1), out);
    expect([...out]).toEqual([3, 7]);
    multiply(Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6), out, 2, 2, 1);
    expect([...out]).toEqual([17, 39]);
    const wide = new Float64Array(4);
    multiply(Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(1, 0, 0, 1, 1, 1), wide, 2, 3, 2);
    expect([...wide]).toEqual([4, 5, 10, 11]);
  });

  it('transpose', () => {
    const out = new Float64Array(6);
    transpose(Float64Array.of(1, 2, 3, 4, 5, 6), out, 2, 3);
    expect([...out]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('obey (ab)ᵀ = bᵀaᵀ and (ab)v = a(bv), exactly on integers', () => {
    fc.assert(
      fc.property(vector(6), vector(12), vector(4), (a, b, v) => {
        const product = new Float64Array(8);
        multiply(a, b, product, 2, 3, 4);
        const left = new Float64Array(8);
        transpose(product, left, 2, 4);
        const [at, bt, right] = [new Float64Array(6), new Float64Array(12), new Float64Array(8)];
        transpose(a, at, 2, 3);
        transpose(b, bt, 3, 4);
        multiply(bt, at, right, 4, 3, 2);
        expect(right.map((x) => x + 0)).toEqual(left.map((x) => x + 0));
        const [bv, abv, productV] = [new Float64Array(3), new Float64Array(2), new Float64Array(2)];
        matVec(b, v, bv);
        matVec(a, bv, abv);
        matVec(product, v, productV);
        expect(abv.map((x) => x + 0)).toEqual(productV.map((x) => x + 0));
      }),
      { seed: 1 },
    );
  });
});
