import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import { axpy, dot, norm } from '../../math/linalg.js';
import type { Random } from '../../math/random.js';
import { tridiagonalEigen } from '../../math/tridiagonal.js';
import type { LinearOperator } from './operator.js';

/** Arrays that Lanczos runs need; one can be used again and again. */
export interface LanczosWorkspace {
  /** Orthonormal vectors, one a step. */
  readonly basis: readonly Float64Array[];
  readonly image: Float64Array;
}

/** Options of {@link lanczos}. */
export interface LanczosOptions {
  /** Products with the operator, at most; never more than its size. Default 10. */
  readonly steps?: number;
  /** Draws the start vector. */
  readonly random: Random;
  /** Arrays of an earlier run, from {@link lanczosWorkspace}; made anew when left out. */
  readonly workspace?: LanczosWorkspace;
}

/** Both signed ends of a spectrum, with bounds of their error. */
export interface SpectrumEnds {
  /** Largest Ritz value, a lower bound of the largest eigenvalue. */
  readonly largest: number;
  /** Smallest Ritz value, an upper bound of the smallest eigenvalue. */
  readonly smallest: number;
  /** An eigenvalue lies within this distance of `largest`: |β·s|. */
  readonly largestResidual: number;
  /** An eigenvalue lies within this distance of `smallest`. */
  readonly smallestResidual: number;
  /** Products that were made; fewer than asked when nothing new was found. */
  readonly steps: number;
  /** All Ritz values, ascending. */
  readonly ritz: Float64Array;
  /** Diagonal of the tridiagonal matrix, one a step. */
  readonly alphas: Float64Array;
  /** Norms beside the diagonal, one a step; the last is what the run left over. */
  readonly betas: Float64Array;
}

/** Beside the size of the matrix, a remainder this small is rounding: the Krylov space is exhausted. */
const exhausted = 1e-13;
/** When a vector lost more than this share to the basis, what is left is orthogonalised again (Daniel et al. 1976). */
const keptShare = 0.7;

/** Arrays for Lanczos runs of up to `steps` steps on operators of this size. */
export function lanczosWorkspace(size: number, steps: number): LanczosWorkspace {
  const count = Math.min(size, steps);
  return { basis: Array.from({ length: count }, () => new Float64Array(size)), image: new Float64Array(size) };
}

/**
 * The largest and the smallest eigenvalue of a symmetric operator, signed, by Lanczos steps with full reorthogonalisation in Float64.
 * All readings are NaN when the operator answers a number that is not finite.
 *
 * @throws OptionError for steps < 1 or a workspace that is too small.
 * @source Lanczos 1950; Paige 1971
 * @example lanczos(diagonal(-9, -4, -1), { random: random(3) }).largest // -1
 */
export function lanczos(operator: LinearOperator, options: LanczosOptions): SpectrumEnds {
  checkMembers('lanczos', options, ['steps', 'random', 'workspace']);
  const { size } = operator;
  const steps = Math.min(size, checkNumber('lanczos.steps', options.steps ?? 10, { min: 1, integer: true }));
  const { basis, image } = options.workspace ?? lanczosWorkspace(size, steps);
  if (basis.length < steps || image.length !== size)
    throw new OptionError('lanczos.workspace', `one for size ${size} and ${steps} steps`, basis.length);
  const alphas: number[] = [];
  const betas: number[] = [];

  for (let i = 0; i < size; i++) basis[0][i] = options.random.normal();
  divide(basis[0], norm(basis[0]), basis[0]);
  let scale = 0;
  for (let step = 0; step < steps; step++) {
    operator.apply(basis[step], image);
    const alpha = dot(basis[step], image);
    const beta = orthogonalise(image, basis, step + 1);
    alphas.push(alpha);
    betas.push(beta);
    scale = Math.max(scale, Math.abs(alpha) + beta);
    // Turned so that NaN ends the run as well.
    if (!(beta > exhausted * scale && beta < Infinity)) break;
    if (step + 1 < steps) divide(image, beta, basis[step + 1]);
  }
  return ends(alphas, betas);
}

/** Takes from `vector` its parts along the first `count` of the basis; answers the norm of what is left. */
function orthogonalise(vector: Float64Array, basis: readonly Float64Array[], count: number): number {
  const before = norm(vector);
  for (let k = count - 1; k >= 0; k--) axpy(-dot(basis[k], vector), basis[k], vector);
  const after = norm(vector);
  if (after > keptShare * before) return after;
  for (let k = count - 1; k >= 0; k--) axpy(-dot(basis[k], vector), basis[k], vector);
  return norm(vector);
}

function divide(vector: Float64Array, by: number, out: Float64Array): void {
  for (let i = 0; i < vector.length; i++) out[i] = vector[i] / by;
}

/** The readings of a tridiagonal matrix and of the remainder after it. */
function ends(alphas: readonly number[], betas: readonly number[]): SpectrumEnds {
  const count = alphas.length;
  const { values, last } = tridiagonalEigen(alphas, betas);
  const left = betas[count - 1];
  return {
    largest: values[count - 1],
    smallest: values[0],
    largestResidual: Math.abs(left * last[count - 1]),
    smallestResidual: Math.abs(left * last[0]),
    steps: count,
    ritz: values,
    alphas: Float64Array.from(alphas),
    betas: Float64Array.from(betas),
  };
}
