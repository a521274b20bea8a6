import { checkNumber, OptionError } from '../../math/check.js';
import { axpy, dot, norm } from '../../math/linalg.js';
import { tridiagonalEigen } from '../../math/tridiagonal.js';
import type { FlatArray } from '../engine/engine.js';
import type { LinearOperator } from './operator.js';

/** Options of {@link dampedInverseRoot}. */
export interface InverseRootOptions {
  /** δ > 0, added to the diagonal. */
  readonly damping: number;
  /** Where the Krylov space starts: a vector whose directions matter, such as the gradient. */
  readonly start: FlatArray;
  /** Products with the matrix, at most. Default 20. */
  readonly steps?: number;
}

/**
 * (matrix + δ)^(−½) for a matrix ≥ 0: exact on the Krylov space of `start`, δ^(−½) beside it, as if the matrix were zero there.
 *
 * With V and T of the Lanczos steps: V·(T + δ)^(−½)·Vᵀ + δ^(−½)·(1 − V·Vᵀ): symmetric, and after the steps it costs no more products.
 * Where the matrix is not zero beside the space the answer is too long on the whole: a reading made with it errs towards caution.
 *
 * @throws OptionError for a damping that is not > 0, steps < 1 or a start of another size.
 * @source Saad, Numerical methods for large eigenvalue problems (2011), of the space; Druskin & Knizhnerman 1989, of the function on it
 * @example const out = new Float64Array(2); dampedInverseRoot(diagonal(3, 0), { damping: 1, start: Float64Array.of(1, 1) }).apply(Float64Array.of(2, 2), out); out // [1, 2]
 */
export function dampedInverseRoot(matrix: LinearOperator, options: InverseRootOptions): LinearOperator {
  const { start } = options;
  const { size } = matrix;
  const damping = checkNumber('dampedInverseRoot.damping', options.damping, { above: 0 });
  const steps = Math.min(size, checkNumber('dampedInverseRoot.steps', options.steps ?? 20, { min: 1, integer: true }));
  if (start.length !== size) throw new OptionError('dampedInverseRoot.start', `${size} numbers`, start.length);
  const { basis, diagonal, beside } = krylov(matrix, start, steps);
  const count = basis.length;
  const { values, vectors } = tridiagonalEigen(diagonal, beside);
  const free = 1 / Math.sqrt(damping);
  // On the space, beside the free part that is added everywhere.
  const gains = Float64Array.from(values, (value) => 1 / Math.sqrt(Math.max(0, value) + damping) - free);
  const along = new Float64Array(count);
  const mixed = new Float64Array(count);
  return {
    size,
    apply(v, out) {
      for (let k = 0; k < count; k++) {
        const direction = basis[k];
        let sum = 0;
        for (let i = 0; i < size; i++) sum += direction[i] * v[i];
        along[k] = sum;
      }
      mixed.fill(0);
      for (let pair = 0; pair < count; pair++) {
        let part = 0;
        for (let k = 0; k < count; k++) part += vectors[pair * count + k] * along[k];
        part *= gains[pair];
        for (let k = 0; k < count; k++) mixed[k] += part * vectors[pair * count + k];
      }
      for (let i = 0; i < size; i++) {
        let sum = free * v[i];
        for (let k = 0; k < count; k++) sum += mixed[k] * basis[k][i];
        out[i] = sum;
      }
    },
  };
}

/** Beside the size of the matrix, a remainder this small is rounding, in Float32 as well. */
const exhausted = 1e-6;

/** Orthonormal vectors of the Krylov space, and the tridiagonal matrix on them. */
function krylov(
  matrix: LinearOperator,
  start: FlatArray,
  steps: number,
): { basis: Float64Array[]; diagonal: number[]; beside: number[] } {
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let rest = Float64Array.from(start);
  let left = norm(rest);
  let scale = 0;
  while (basis.length < steps && left > exhausted * scale && left < Infinity) {
    if (basis.length > 0) beside.push(left);
    const direction = rest.map((x) => x / left);
    basis.push(direction);
    rest = new Float64Array(matrix.size);
    matrix.apply(direction, rest);
    const alpha = dot(direction, rest);
    diagonal.push(alpha);
    // Twice: a vector that loses most of its length keeps errors along the basis (Daniel et al. 1976).
    for (let pass = 0; pass < 2; pass++) for (const known of basis) axpy(-dot(known, rest), known, rest);
    left = norm(rest);
    scale = Math.max(scale, Math.abs(alpha) + left);
  }
  return { basis, diagonal, beside };
}
