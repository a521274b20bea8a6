import { describe, expect, it } from 'vitest';
import { between } from '../../../agents/curvature/between.js';
import { dampedInverseRoot } from '../../../agents/curvature/inverse-root.js';
import { lanczos } from '../../../agents/curvature/lanczos.js';
import type { LinearOperator } from '../../../agents/curvature/operator.js';
import { eigenvalues } from '../../../math/eigen.js';
import { random } from '../../../math/random.js';
import { distance, normals } from '../engine/dense.js';

/** A dense matrix as its products. */
function dense(matrix: Float64Array, size: number): LinearOperator {
  return {
    size,
    apply(v, out) {
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += matrix[i * size + j] * v[j];
        out[i] = sum;
      }
    },
  };
}

/** B·Bᵀ/width of normal numbers: symmetric, ≥ 0, of rank `width`. */
function gram(size: number, width: number, seed: number): Float64Array {
  const b = normals(seed, size * width);
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += b[i * width + k] * b[j * width + k];
      out[i * size + j] = sum / width;
    }
  return out;
}

const SIZE = 12;
const damping = 0.3;

describe('the inverse root of a damped matrix', () => {
  const matrix = gram(SIZE, SIZE + 4, 1);
  const start = normals(2, SIZE);

  it('applied twice solves the damped system', () => {
    const root = dampedInverseRoot(dense(matrix, SIZE), { damping, start, steps: SIZE });
    const [half, whole, back] = [new Float64Array(SIZE), new Float64Array(SIZE), new Float64Array(SIZE)];
    const v = normals(3, SIZE);
    root.apply(v, half);
    root.apply(half, whole);
    dense(matrix, SIZE).apply(whole, back);
    expect(
      distance(
        back.map((x, i) => x + damping * whole[i]),
        v,
      ),
    ).toBeLessThan(1e-10);
  });

  it('is exact after as many products as the matrix has directions', () => {
    const flat = gram(SIZE, 3, 4);
    let products = 0;
    const counted: LinearOperator = {
      size: SIZE,
      apply(v, out) {
        products++;
        dense(flat, SIZE).apply(v, out);
      },
    };
    const few = dampedInverseRoot(counted, { damping, start, steps: 40 });
    const [image, answer] = [new Float64Array(SIZE), new Float64Array(SIZE)];
    const v = normals(5, SIZE);
    few.apply(v, answer);
    few.apply(answer, image);
    const back = new Float64Array(SIZE);
    dense(flat, SIZE).apply(image, back);
    expect(
      distance(
        back.map((x, i) => x + damping * image[i]),
        v,
      ),
    ).toBeLessThan(1e-8);
    // Three directions, and the part of the start that has none.
    expect(products).toBe(4);
  });

  it('is symmetric, and too long on the whole, while the space is smaller than the matrix', () => {
    const few = dampedInverseRoot(dense(matrix, SIZE), { damping, start, steps: 4 });
    const all = dampedInverseRoot(dense(matrix, SIZE), { damping, start, steps: SIZE });
    const product = (operator: LinearOperator, u: Float64Array, v: Float64Array): number => {
      const out = new Float64Array(SIZE);
      operator.apply(v, out);
      return out.reduce((sum, x, i) => sum + x * u[i], 0);
    };
    for (let seed = 10; seed < 30; seed++) {
      const [u, v] = [normals(seed, SIZE), normals(seed + 100, SIZE)];
      expect(product(few, u, v)).toBeCloseTo(product(few, v, u), 12);
    }
    const trace = (operator: LinearOperator): number => {
      let sum = 0;
      for (let i = 0; i < SIZE; i++) {
        const unit = new Float64Array(SIZE);
        unit[i] = 1;
        sum += product(operator, unit, unit);
      }
      return sum;
    };
    expect(trace(few)).toBeGreaterThan(trace(all));
  });

  it('between which a Hessian stands has the eigenvalues of (F + δ)⁻¹·H', () => {
    const fisher = gram(SIZE, 20, 6);
    const hessian = gram(SIZE, 20, 7).map((x, at) => x - (at % (SIZE + 1) === 0 ? 1 : 0));
    const root = dampedInverseRoot(dense(fisher, SIZE), { damping, start, steps: SIZE });
    const ends = lanczos(between(root, dense(hessian, SIZE)), { steps: SIZE, random: random(1) });
    // (F + δ)⁻¹·H column by column, by elimination, and its eigenvalues as those of a general matrix.
    const left = fisher.map((x, at) => x + (at % (SIZE + 1) === 0 ? damping : 0));
    const right = hessian.slice();
    for (let k = 0; k < SIZE; k++) {
      const pivot = left[k * SIZE + k];
      for (let i = 0; i < SIZE; i++) {
        if (i === k) continue;
        const factor = left[i * SIZE + k] / pivot;
        for (let j = 0; j < SIZE; j++) {
          left[i * SIZE + j] -= factor * left[k * SIZE + j];
          right[i * SIZE + j] -= factor * right[k * SIZE + j];
        }
      }
    }
    for (let i = 0; i < SIZE; i++) for (let j = 0; j < SIZE; j++) right[i * SIZE + j] /= left[i * SIZE + i];
    const all = Array.from(eigenvalues(right, SIZE).re);
    expect(ends.largest).toBeCloseTo(Math.max(...all), 8);
    expect(ends.smallest).toBeCloseTo(Math.min(...all), 8);
  });

  it.each([
    [{ damping: 0, start }, 'dampedInverseRoot.damping'],
    [{ damping: 1, start: new Float64Array(3) }, 'dampedInverseRoot.start'],
    [{ damping: 1, start, steps: 0 }, 'dampedInverseRoot.steps'],
  ])('refuses what it cannot use', (options, message) => {
    expect(() => dampedInverseRoot(dense(matrix, SIZE), options)).toThrow(message);
  });
});
