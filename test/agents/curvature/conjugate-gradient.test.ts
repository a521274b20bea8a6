import { describe, expect, it } from 'vitest';
import { conjugateGradient, damped, type LinearOperator } from '../../../agents/index.js';
import { matVec } from '../../../math/linalg.js';
import { distance, normals } from '../engine/dense.js';

const dense = (entries: Float64Array, size: number): LinearOperator => ({
  size,
  apply: (v, out) => matVec(entries, v, out),
});

/** AᵀA + I of random A: positive. */
function positive(size: number): Float64Array {
  const a = normals(1, size * size);
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < size; k++) sum += a[k * size + i] * a[k * size + j];
    return sum;
  });
}

describe('conjugate gradients', () => {
  it('solve an equation of n unknowns in n products', () => {
    const matrix = dense(positive(12), 12);
    const truth = normals(2, 12);
    const [right, x] = [new Float64Array(12), new Float64Array(12)];
    matrix.apply(truth, right);
    conjugateGradient(matrix, right, x, { steps: 16, tolerance: 1e-26 });
    expect(distance(x, truth)).toBeLessThan(1e-9);
  });

  it('need one product for each different eigenvalue', () => {
    const matrix = dense(Float64Array.of(1, 0, 0, 0, 4, 0, 0, 0, 4), 3);
    const x = new Float64Array(3);
    expect(conjugateGradient(matrix, Float64Array.of(1, 8, 4), x)).toBe(2);
    expect(distance(x, Float64Array.of(1, 2, 1))).toBeLessThan(1e-14);
  });

  it('answer 0 for 0, without a product', () => {
    const x = Float64Array.of(5);
    expect(conjugateGradient(dense(Float64Array.of(2), 1), Float64Array.of(0), x)).toBe(0);
    expect(x[0]).toBe(0);
  });
});

it('damping adds to every eigenvalue', () => {
  const out = new Float64Array(2);
  damped(dense(Float64Array.of(1, 2, 2, 1), 2), 0.5).apply(Float64Array.of(1, 1), out);
  expect([...out]).toEqual([3.5, 3.5]);
});
