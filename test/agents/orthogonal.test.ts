import { describe, expect, it } from 'vitest';
import { orthogonal, orthogonalParameters } from '../../agents/index.js';
import { random } from '../../math/random.js';

const product = (a: Float64Array, rows: number, columns: number, byRows: boolean): number[][] => {
  const count = byRows ? rows : columns;
  const at = (k: number, i: number): number => (byRows ? a[k * columns + i] : a[i * columns + k]);
  return Array.from({ length: count }, (_, j) =>
    Array.from({ length: count }, (_unused, k) => {
      let sum = 0;
      for (let i = 0; i < (byRows ? columns : rows); i++) sum += at(j, i) * at(k, i);
      return sum;
    }),
  );
};

describe('an orthogonal matrix', () => {
  it.each([
    [3, 5],
    [5, 3],
    [4, 4],
    [1, 6],
    [64, 64],
  ])('of %i × %i has orthonormal rows or columns', (rows, columns) => {
    const gram = product(orthogonal(rows, columns, random(1)), rows, columns, rows <= columns);
    gram.forEach((row, j) => row.forEach((value, k) => expect(value).toBeCloseTo(j === k ? 1 : 0, 13)));
  });

  it('of one row points in every direction alike: the mean square of each coordinate is 1/n', () => {
    const noise = random(2);
    const sums = new Float64Array(4);
    const draws = 5000;
    for (let k = 0; k < draws; k++) orthogonal(1, 4, noise).forEach((x, i) => (sums[i] += x * x));
    // The variance of x² on the sphere in 4 dimensions is 1/16: five standard deviations.
    sums.forEach((sum) => expect(Math.abs(sum / draws - 0.25)).toBeLessThan((5 * 0.25) / Math.sqrt(draws)));
  });
});

describe('orthogonal first parameters', () => {
  it('have gain √2 in hidden layers, the gain of each row in the last, and no biases', () => {
    const shape = { inputs: 3, hidden: [3], outputs: 2, activation: 'tanh' } as const;
    const parameters = orthogonalParameters(shape, random(3), [0.01, 1]);
    const squares = (from: number): number => {
      let sum = 0;
      for (let i = from; i < from + 3; i++) sum += parameters[i] * parameters[i];
      return sum;
    };
    for (const row of [0, 1, 2]) expect(squares(3 * row)).toBeCloseTo(2, 13);
    expect([...parameters.subarray(9, 12)]).toEqual([0, 0, 0]);
    expect(squares(12)).toBeCloseTo(1e-4, 15);
    expect(squares(15)).toBeCloseTo(1, 13);
    expect([...parameters.subarray(18)]).toEqual([0, 0]);
  });
});
