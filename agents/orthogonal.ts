import type { Random } from '../math/random.js';

/**
 * A random matrix with orthonormal rows (or columns, where there are fewer), rows × columns, row-major: Q of the QR factorisation
 * of normal draws, signs taken so that R has a positive diagonal, which makes it uniform over all such matrices.
 *
 * By Gram–Schmidt, each vector orthogonalised twice.
 *
 * @source Mezzadri, How to generate random matrices from the classical compact groups (2007)
 * @example const [a, b, c, d] = orthogonal(2, 2, random(0)); [a * a + b * b, a * c + b * d] // [1, 0]
 */
export function orthogonal(rows: number, columns: number, random: Random): Float64Array {
  const vectors = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const basis = Array.from({ length: vectors }, () => Float64Array.from({ length }, () => random.normal()));
  for (const [k, vector] of basis.entries()) {
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < k; j++) {
        const other = basis[j];
        let along = 0;
        for (let i = 0; i < length; i++) along += other[i] * vector[i];
        for (let i = 0; i < length; i++) vector[i] -= along * other[i];
      }
    let squares = 0;
    for (let i = 0; i < length; i++) squares += vector[i] * vector[i];
    const size = Math.sqrt(squares);
    for (let i = 0; i < length; i++) vector[i] /= size;
  }
  const matrix = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      matrix[row * columns + column] = rows <= columns ? basis[row][column] : basis[column][row];
  return matrix;
}
