import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import type { Landscape } from './landscape.js';

/** Options of {@link quadraticLandscape}. */
export interface QuadraticLandscapeOptions {
  /** Eigenvalues of the Hessian, one a dimension; negative ones make a saddle. */
  readonly eigenvalues: readonly number[];
  /** Angle by which the eigenvectors turn in each plane of neighbouring axes, in turns. Default 0: along the axes. */
  readonly rotation?: number;
}

/**
 * A quadratic ½xᵀHx with the spectrum you name, H = R·diag(eigenvalues)·Rᵀ, R = G₀G₁… with Gᵢ turning axis i towards axis i + 1.
 *
 * @throws OptionError for no eigenvalues or one that is not finite.
 * @example quadraticLandscape({ eigenvalues: [2, 0.5] }).loss([1, 2]) // 2
 */
export function quadraticLandscape(options: QuadraticLandscapeOptions): Landscape {
  checkMembers('quadraticLandscape', options, ['eigenvalues', 'rotation']);
  const { eigenvalues, rotation = 0 } = options;
  const size = eigenvalues.length;
  if (size === 0) throw new OptionError('quadraticLandscape.eigenvalues', 'at least one eigenvalue', 'none');
  for (const [i, eigenvalue] of eigenvalues.entries()) checkNumber(`quadraticLandscape.eigenvalues[${i}]`, eigenvalue);
  const matrix = turned(eigenvalues, 2 * Math.PI * checkNumber('quadraticLandscape.rotation', rotation));
  const slope = new Float64Array(size);
  const gradient = (x: ArrayLike<number>, out: Float64Array): void => {
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += matrix[i * size + j] * x[j];
      out[i] = sum;
    }
  };
  return {
    id: 'quadratic',
    about: 'A bowl whose curvatures are given.',
    size,
    start: new Array<number>(size).fill(1),
    loss(x) {
      gradient(x, slope);
      let sum = 0;
      for (let i = 0; i < size; i++) sum += 0.5 * x[i] * slope[i];
      return sum;
    },
    gradient,
    hessian(_x, out) {
      out.set(matrix);
    },
  };
}

/** diag(eigenvalues) turned by `angle` in the planes (0, 1), (1, 2), …: each rotation acts on rows, then on columns. */
function turned(eigenvalues: readonly number[], angle: number): Float64Array {
  const size = eigenvalues.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = eigenvalues[i];
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  for (let plane = size - 2; plane >= 0; plane--) {
    for (const [along, across] of [
      [1, size],
      [size, 1],
    ]) {
      for (let k = 0; k < size; k++) {
        const first = plane * across + k * along;
        const second = first + across;
        const near = matrix[first];
        matrix[first] = cosine * near - sine * matrix[second];
        matrix[second] = sine * near + cosine * matrix[second];
      }
    }
  }
  return matrix;
}
