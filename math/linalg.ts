/** A vector, or a dense matrix row by row. */
export type Dense = Float64Array | Float32Array;

/**
 * The scalar product Σ aᵢbᵢ of vectors of one length, summed in order in float64.
 *
 * @example dot(Float64Array.of(1, 2), Float64Array.of(3, 4)) // 11
 */
export function dot(a: Dense, b: Dense): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * The Euclidean norm √(Σ aᵢ²).
 *
 * @example norm(Float64Array.of(3, 4)) // 5
 */
export function norm(a: Dense): number {
  return Math.sqrt(dot(a, a));
}

/**
 * y ← y + factor·x, in place.
 *
 * @example const y = Float64Array.of(10, 10); axpy(2, Float64Array.of(1, 2), y); y // [12, 14]
 */
export function axpy(factor: number, x: Dense, y: Dense): void {
  for (let i = 0; i < y.length; i++) y[i] += factor * x[i];
}

/**
 * out ← a·b for a of `rows × inner` and b of `inner × columns`; `out` (`rows × columns`) is neither a nor b.
 *
 * @example const out = new Float64Array(2); multiply(Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6), out, 2, 2, 1); out // [17, 39]
 */
export function multiply(a: Dense, b: Dense, out: Dense, rows: number, inner: number, columns: number): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a[i * inner + k] * b[k * columns + j];
      out[i * columns + j] = sum;
    }
  }
}

/**
 * out ← a·v for a of `rows × columns`, rows the length of `out` and columns that of v; `out` is not v.
 *
 * @example const out = new Float64Array(2); matVec(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 1), out); out // [3, 7]
 */
export function matVec(a: Dense, v: Dense, out: Dense): void {
  const columns = v.length;
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += a[i * columns + k] * v[k];
    out[i] = sum;
  }
}

/**
 * out ← aᵀ for a of `rows × columns`; `out` is not a.
 *
 * @example const out = new Float64Array(6); transpose(Float64Array.of(1, 2, 3, 4, 5, 6), out, 2, 3); out // [1, 4, 2, 5, 3, 6]
 */
export function transpose(a: Dense, out: Dense, rows: number, columns: number): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
  }
}
