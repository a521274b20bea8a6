import { axpy } from '../../math/linalg.js';
import type { LinearOperator } from './operator.js';

/**
 * matrix + damping·I.
 *
 * @source Martens 2010
 * @example damped(matrix, 0.1).apply(v, out) // out = matrix·v + 0.1·v
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
