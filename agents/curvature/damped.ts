import { axpy } from '../../math/linalg.js';
import type { LinearOperator } from './operator.js';

/**
 * matrix + damping·I.
 *
 * @source Martens 2010
 * @example const out = new Float64Array(2); damped(diagonal(1, 2), 0.5).apply(Float64Array.of(1, 1), out); out // [1.5, 2.5]
 */
export function damped(operator: LinearOperator, damping: number): LinearOperator {
  return {
    size: operator.size,
    apply(v, out) {
      operator.apply(v, out);
      axpy(damping, v, out);
    },
  };
}
