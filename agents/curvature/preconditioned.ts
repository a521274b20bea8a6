import { checkNumber, OptionError } from '../../math/check.js';
import type { FlatArray } from '../engine/engine.js';
import type { LinearOperator } from './operator.js';

/**
 * P^(−½)·matrix·P^(−½) for a positive diagonal P: symmetric, with the eigenvalues of P⁻¹·matrix, which are those that an optimizer dividing by P feels.
 *
 * @throws OptionError for a diagonal of another size or with an entry that is not > 0.
 * @source Cohen et al., Adaptive gradient methods at the edge of stability (2022)
 * @example const out = new Float64Array(2); preconditionedOperator(diagonal(4, 1), Float64Array.of(4, 1)).apply(Float64Array.of(2, 3), out); out // [2, 3]
 */
export function preconditionedOperator(matrix: LinearOperator, diagonal: FlatArray): LinearOperator {
  const { size } = matrix;
  if (diagonal.length !== size) throw new OptionError('diagonal', `${size} numbers`, diagonal.length);
  const factors = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    // The name of an entry is made for one that is refused alone: there are thousands.
    if (!(diagonal[i] > 0)) checkNumber(`diagonal[${i}]`, diagonal[i], { above: 0 });
    factors[i] = 1 / Math.sqrt(diagonal[i]);
  }
  const scaled = new Float64Array(size);
  return {
    size,
    apply(v, out) {
      for (let i = 0; i < size; i++) scaled[i] = v[i] * factors[i];
      matrix.apply(scaled, out);
      for (let i = 0; i < size; i++) out[i] *= factors[i];
    },
  };
}
