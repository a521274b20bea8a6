/** Eigenpairs of a symmetric tridiagonal matrix, smallest eigenvalue first. */
export interface TridiagonalEigen {
  /** Eigenvalues, ascending. */
  readonly values: Float64Array;
  /** Unit eigenvectors, `size × size`: row k belongs to value k; signs are arbitrary. */
  readonly vectors: Float64Array;
  /** Last component of each eigenvector: |β·last[k]| bounds the error of Ritz value k after a Lanczos step that leaves β. */
  readonly last: Float64Array;
}

/** A value that needs more sweeps than this has met overflow: finite entries take about two. */
const MOST_SWEEPS = 60;

/** Below this, beside a largest entry of 1, a neighbour is zero. */
const TINY = 1e-100;

/**
 * The eigenvalues and eigenvectors of the symmetric tridiagonal matrix with this diagonal (n) and this neighbouring diagonal (its first n − 1 are read).
 * NaN throughout when an entry is not finite.
 *
 * @source Dubrulle, Martin & Wilkinson, The implicit QL algorithm (1968)
 * @example tridiagonalEigen([2, 2], [1]).values // [1, 3]
 */
export function tridiagonalEigen(diagonal: ArrayLike<number>, offDiagonal: ArrayLike<number>): TridiagonalEigen {
  const size = diagonal.length;
  const d = new Float64Array(size);
  const e = new Float64Array(size);
  let largest = 0;
  for (let i = 0; i < size; i++) {
    d[i] = diagonal[i];
    if (i < size - 1) e[i] = offDiagonal[i];
    largest = Math.max(largest, Math.abs(d[i]), Math.abs(e[i]));
  }
  // Entries of at most 1: no rotation can overflow, or lose its length among the subnormal numbers.
  for (let i = 0; i < size && largest > 0; i++) {
    d[i] /= largest;
    e[i] /= largest;
  }
  const rows = new Float64Array(size * size);
  for (let i = 0; i < size; i++) rows[i * size + i] = 1;
  const done = d.every(Number.isFinite) && e.every(Number.isFinite) && reduce(d, e, rows);
  if (!done) {
    return { values: d.fill(NaN), vectors: rows.fill(NaN), last: e.fill(NaN) };
  }
  const order = Array.from(d.keys()).sort((one, other) => d[one] - d[other]);
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => vectors.set(rows.subarray(from * size, (from + 1) * size), to * size));
  return {
    values: Float64Array.from(order, (k) => d[k] * largest),
    vectors,
    last: Float64Array.from(order, (_, k) => vectors[(k + 1) * size - 1]),
  };
}

/** Turns d into eigenvalues and the rows into their eigenvectors, one value after the other; answers false if one does not settle. */
function reduce(d: Float64Array, e: Float64Array, rows: Float64Array): boolean {
  const size = d.length;
  for (let first = 0; first < size; first++) {
    for (let sweeps = 0; ; sweeps++) {
      const end = splitAt(d, e, first);
      if (end === first) break;
      if (sweeps === MOST_SWEEPS) return false;
      sweep(d, e, rows, first, end);
    }
  }
  return d.every(Number.isFinite);
}

/** The first place at or after `first` where the neighbour vanishes beside the diagonal. */
function splitAt(d: Float64Array, e: Float64Array, first: number): number {
  let end = first;
  while (
    end < d.length - 1 &&
    Math.abs(e[end]) > Math.max(TINY, Number.EPSILON * (Math.abs(d[end]) + Math.abs(d[end + 1])) * 0.5)
  )
    end++;
  return end;
}

/** One implicit QL sweep over [first, end]: a shift near an eigenvalue, then rotations that chase the bulge from `end` up to `first`. */
function sweep(d: Float64Array, e: Float64Array, rows: Float64Array, first: number, end: number): void {
  // Wilkinson's shift: the eigenvalue of the leading 2 × 2 block nearer to its corner.
  const slope = (d[first + 1] - d[first]) / (2 * e[first]);
  const reach = Math.hypot(slope, 1);
  let carried = d[end] - d[first] + e[first] / (slope + (slope < 0 ? -reach : reach));
  let sine = 1;
  let cosine = 1;
  let moved = 0;
  for (let i = end - 1; i >= first; i--) {
    const bulge = sine * e[i];
    const rest = cosine * e[i];
    const radius = Math.hypot(bulge, carried);
    e[i + 1] = radius;
    if (radius === 0) {
      // The matrix has split here: undo the pending shift and start over.
      d[i + 1] -= moved;
      e[end] = 0;
      return;
    }
    sine = bulge / radius;
    cosine = carried / radius;
    const corner = d[i + 1] - moved;
    const turned = (d[i] - corner) * sine + 2 * cosine * rest;
    moved = sine * turned;
    d[i + 1] = corner + moved;
    carried = cosine * turned - rest;
    rotate(rows, i, d.length, sine, cosine);
  }
  d[first] -= moved;
  e[first] = carried;
  e[end] = 0;
}

/** Rotates rows i and i + 1 against each other. */
function rotate(rows: Float64Array, i: number, size: number, sine: number, cosine: number): void {
  for (let k = i * size; k < (i + 1) * size; k++) {
    const lower = rows[k + size];
    rows[k + size] = sine * rows[k] + cosine * lower;
    rows[k] = cosine * rows[k] - sine * lower;
  }
}
