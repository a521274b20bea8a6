import type { LinearOperator } from './operator.js';

/**
 * root·matrix·root for a symmetric root: with root = P^(−½) it has the eigenvalues of P⁻¹·matrix, and is symmetric.
 *
 * @source Golub & Van Loan, Matrix computations (2013), §8.7
 * @example const out = new Float64Array(2); between(diagonal(0.5, 1), diagonal(4, 1)).apply(Float64Array.of(2, 3), out); out // [2, 3]
 */
export function between(root: LinearOperator, matrix: LinearOperator): LinearOperator {
  const { size } = matrix;
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  return {
    size,
    apply(v, out) {
      root.apply(v, first);
      matrix.apply(first, second);
      root.apply(second, out);
    },
  };
}
