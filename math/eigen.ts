import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Complex eigenvalues, largest modulus first and of a conjugate pair the one with im > 0 first. */
export interface Eigenvalues {
  /** Real parts. */
  readonly re: Float64Array;
  /** Imaginary parts. */
  readonly im: Float64Array;
}

/**
 * The eigenvalues of a real matrix, `size × size` row by row; NaN where an entry is not finite.
 *
 * @source Francis, The QR transformation (1961), through ml-matrix; closed form up to 2 × 2
 * @example eigenvalues([0, -1, 1, 0], 2) // { re: [0, 0], im: [1, -1] }
 */
export function eigenvalues(matrix: ArrayLike<number>, size: number): Eigenvalues {
  let largest = 0;
  for (let i = 0; i < size * size; i++) {
    // The iteration of the general case would never end on NaN.
    if (!Number.isFinite(matrix[i]))
      return { re: new Float64Array(size).fill(NaN), im: new Float64Array(size).fill(NaN) };
    largest = Math.max(largest, Math.abs(matrix[i]));
  }
  if (largest === 0) return { re: new Float64Array(size), im: new Float64Array(size) };
  if (size === 1) return { re: Float64Array.of(matrix[0]), im: new Float64Array(1) };
  // Entries of at most 1: squares and products can neither overflow nor all vanish.
  const scaled = Float64Array.from({ length: size * size }, (_, i) => matrix[i] / largest);
  const { re, im } = size === 2 ? ofTwo(scaled) : ofMany(scaled, size);
  for (let k = 0; k < size; k++) {
    re[k] *= largest;
    im[k] *= largest;
  }
  return { re, im };
}

/** λ = t ± √(((a − d)/2)² + bc), t half the trace. */
function ofTwo([a, b, c, d]: Float64Array): Eigenvalues {
  const half = (a + d) / 2;
  const gap = (a - d) / 2;
  const discriminant = gap * gap + b * c;
  if (discriminant < 0) {
    const im = Math.sqrt(-discriminant);
    return { re: Float64Array.of(half, half), im: Float64Array.of(im, -im) };
  }
  const large = half + (half < 0 ? -Math.sqrt(discriminant) : Math.sqrt(discriminant));
  // The product of the two is the determinant: dividing keeps the digits that half − √ would lose.
  const small = large === 0 ? 0 : (a * d - b * c) / large;
  return { re: Float64Array.of(large, small), im: new Float64Array(2) };
}

/**
 * The eigenvalues of entries + shift·I, less the shift. The shift of twice the largest row sum keeps every eigenvalue away from zero:
 * ml-matrix deflates beside neighbouring diagonal entries, and without it would iterate for ever on some singular matrices.
 */
function ofMany(entries: Float64Array, size: number): Eigenvalues {
  let shift = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += Math.abs(entries[i * size + j]);
    shift = Math.max(shift, 2 * sum);
  }
  const shifted = Matrix.from1DArray(size, size, entries);
  for (let i = 0; i < size; i++) shifted.set(i, i, shifted.get(i, i) + shift);
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(shifted);
  const order = realEigenvalues
    .map((shiftedRe, k) => ({ re: shiftedRe - shift, im: imaginaryEigenvalues[k] }))
    .sort(
      (one, other) =>
        Math.hypot(other.re, other.im) - Math.hypot(one.re, one.im) || other.im - one.im || other.re - one.re,
    );
  return { re: Float64Array.from(order, ({ re }) => re), im: Float64Array.from(order, ({ im }) => im) };
}

/**
 * The largest modulus of the eigenvalues of a real matrix, `size × size` row by row; NaN where an entry is not finite.
 *
 * @example spectralRadius([0, -4, 1, 0], 2) // 2
 */
export function spectralRadius(matrix: ArrayLike<number>, size: number): number {
  const { re, im } = eigenvalues(matrix, size);
  let radius = 0;
  for (let k = 0; k < size; k++) radius = Math.max(radius, Math.hypot(re[k], im[k]));
  return radius;
}
