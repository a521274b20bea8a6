import { spectralRadius } from '../../math/eigen.js';

/** The largest window found so far. */
export interface Found {
  /** Logarithm of its norm, ≥ 0. */
  log: number;
  /** Update of the period at which it starts. */
  from: number;
  /** Updates in it. */
  length: number;
}

/** Largest window sum of log|factor| over the first `stop` updates of a repeating series, in one pass. [Kadane's scan] */
export function scalarWindow(factors: Float64Array, stop: number): Found {
  const period = factors.length;
  const found: Found = { log: 0, from: 0, length: 0 };
  let sum = 0;
  let start = 0;
  for (let n = 0; n < stop; n++) {
    sum += Math.log(Math.abs(factors[n % period]));
    if (sum > found.log) {
      found.log = sum;
      found.from = start % period;
      found.length = n + 1 - start;
    }
    if (!(sum > 0)) {
      sum = 0;
      start = n + 1;
    }
  }
  return found;
}

/** Squared norms stay below this before a rescale. */
const LARGE = 1e140;

/** Largest logarithm of the 2-norm over all windows that start in the first period and end before `stop`. */
export function matrixWindow(factors: Float64Array, size: number, stop: number): Found {
  const period = factors.length / (size * size);
  const found: Found = { log: 0, from: 0, length: 0 };
  if (size !== 2) {
    for (let start = 0; start < period; start++) scanFrom(factors, size, period, start, stop, found);
    return found;
  }
  for (let start = 0; start < period; start++) {
    let p = 1;
    let q = 0;
    let r = 0;
    let s = 1;
    let shift = 0;
    let bar = Math.exp(2 * found.log); // squared norm to beat, in units of exp(2·shift)
    let at = 4 * start;
    for (let end = start; end < stop; end++) {
      const a = factors[at];
      const b = factors[at + 1];
      const c = factors[at + 2];
      const d = factors[at + 3];
      at += 4;
      if (at === factors.length) at = 0;
      const np = a * p + b * r;
      const nq = a * q + b * s;
      r = c * p + d * r;
      s = c * q + d * s;
      p = np;
      q = nq;
      const squares = p * p + q * q + r * r + s * s;
      // The Frobenius norm bounds the 2-norm: the root is taken only where a new record is possible.
      if (squares > bar) {
        const determinant = p * s - q * r;
        const best = (squares + Math.sqrt(Math.max(0, squares * squares - 4 * determinant * determinant))) / 2;
        if (best > bar) {
          bar = best;
          found.log = Math.log(best) / 2 + shift;
          found.from = start;
          found.length = end + 1 - start;
        }
      }
      // A prefix that contracts can be left out: the rest is a window of its own, at least as large.
      if (shift === 0 && squares <= 1) break;
      if (squares > LARGE) {
        const scale = Math.sqrt(squares);
        p /= scale;
        q /= scale;
        r /= scale;
        s /= scale;
        shift += Math.log(scale);
        bar = Math.exp(2 * (found.log - shift));
      }
    }
  }
  return found;
}

/** The same for any size, from one start: powers kept in range, norm from the eigenvalues of PᵀP. */
function scanFrom(
  factors: Float64Array,
  size: number,
  period: number,
  start: number,
  stop: number,
  found: Found,
): void {
  const entries = size * size;
  let product = new Float64Array(entries);
  let next = new Float64Array(entries);
  const gram = new Float64Array(entries);
  for (let i = 0; i < size; i++) product[i * size + i] = 1;
  let shift = 0;
  for (let end = start; end < stop; end++) {
    const at = (end % period) * entries;
    let squares = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += factors[at + i * size + k] * product[k * size + j];
        next[i * size + j] = sum;
        squares += sum * sum;
      }
    }
    [product, next] = [next, product];
    if (shift === 0 && squares <= 1) return;
    if (Math.log(squares) / 2 + shift > found.log) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          let sum = 0;
          for (let k = 0; k < size; k++) sum += product[k * size + i] * product[k * size + j];
          gram[i * size + j] = sum;
        }
      }
      const log = Math.log(spectralRadius(gram, size)) / 2 + shift;
      if (log > found.log) {
        found.log = log;
        found.from = start;
        found.length = end + 1 - start;
      }
    }
    if (squares > LARGE) {
      const scale = Math.sqrt(squares);
      for (let k = 0; k < entries; k++) product[k] /= scale;
      shift += Math.log(scale);
    }
  }
}

/** Largest logarithm of the 2-norm among the first `count` powers of one matrix, the zeroth included. */
export function largestPower(factor: Float64Array, size: number, count: number): number {
  const found: Found = { log: 0, from: 0, length: 0 };
  scanFrom(factor, size, 1, 0, count, found);
  return found.log;
}
