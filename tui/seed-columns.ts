import { rowSeries } from './store/arm-series.js';
import type { ArmState } from './state.js';

/**
 * Mean, median, 10 % and 90 % quantile over seeds in each of a chart's columns, and half the width of the mean's 95 % interval (Student's t);
 * NaN where too few seeds have lived.
 */
export interface Columns {
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly error: Float64Array;
}

/** A stretch of updates, `[from, to)`. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/** Updates of a column from which on its pyramid is quicker. */
const FEW = 128;

/** Seeds below which a mean has no interval that could be drawn. */
const LEAST_FOR_INTERVAL = 3;

/**
 * Thins an arm's rows to `width` columns over all planned updates, or over a window of them.
 *
 * A seed's value in a column is its mean over the column's updates. What a diverged seed did not live counts as `worst`;
 * where that is −∞ the seed moves the quantiles and is left out of the mean, which would not be a number.
 */
export function seedColumns(
  arm: ArmState,
  rows: Float64Array,
  updates: number,
  width: number,
  worst = Number.NEGATIVE_INFINITY,
  { from, to }: Window = { from: 0, to: updates },
): Columns {
  const mean = new Float64Array(width).fill(Number.NaN);
  const half = new Float64Array(width).fill(Number.NaN);
  const low = new Float64Array(width).fill(Number.NaN);
  const high = new Float64Array(width).fill(Number.NaN);
  const error = new Float64Array(width).fill(Number.NaN);
  const values = new Float64Array(arm.runs.length);
  for (let column = 0; column < width; column++) {
    const first = from + Math.floor((column * (to - from)) / width);
    const last = Math.max(first + 1, from + Math.floor(((column + 1) * (to - from)) / width));
    let count = 0;
    let lived = 0;
    let sum = 0;
    let squares = 0;
    for (let index = 0; index < arm.runs.length; index++) {
      const run = arm.runs[index];
      const end = Math.min(last, run.lived);
      const value =
        end - first < FEW
          ? meanOf(rows, index * updates + first, index * updates + end)
          : rowSeries({ column: rows, index, updates, lived: run.lived }).between([first, end]).mean[0];
      if (!Number.isNaN(value)) {
        values[count++] = value;
        sum += value;
        lived++;
      } else if (run.status === 'diverged' && first >= run.lived) {
        values[count++] = worst;
        if (worst === Number.NEGATIVE_INFINITY) continue;
        sum += worst;
        lived++;
      }
    }
    if (count === 0) continue;
    const sorted = values.subarray(0, count).sort();
    if (lived > 0) mean[column] = sum / lived;
    if (lived === count && count >= LEAST_FOR_INTERVAL) {
      for (const value of sorted) squares += (value - mean[column]) * (value - mean[column]);
      error[column] = studentWidth(count - 1) * Math.sqrt(squares / (count - 1) / count);
    }
    half[column] = quantile(sorted, 0.5);
    low[column] = quantile(sorted, 0.1);
    high[column] = quantile(sorted, 0.9);
  }
  return { mean, median: half, low, high, error };
}

/**
 * The 97.5 % quantile of Student's t, by its expansion around the normal one; within 3 % from 2 degrees of freedom on.
 *
 * @source Abramowitz & Stegun, Handbook of mathematical functions, 26.7.5 (1964)
 */
export function studentWidth(freedom: number): number {
  const z = 1.959963984540054;
  const [z2, f] = [z * z, 1 / freedom];
  const first = (z * (z2 + 1)) / 4;
  const second = (z * (5 * z2 * z2 + 16 * z2 + 3)) / 96;
  const third = (z * (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15)) / 384;
  return z + f * (first + f * (second + f * third));
}

function meanOf(rows: Float64Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    if (!Number.isFinite(rows[i])) continue;
    sum += rows[i];
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Linear quantile of sorted numbers. */
function quantile(sorted: Float64Array, level: number): number {
  const at = level * (sorted.length - 1);
  const below = Math.floor(at);
  const part = at - below;
  if (part === 0 || sorted[below] === sorted[below + 1]) return sorted[below];
  return sorted[below] === Number.NEGATIVE_INFINITY
    ? Number.NEGATIVE_INFINITY
    : sorted[below] + (sorted[below + 1] - sorted[below]) * part;
}

/** Median of the known numbers; undefined when there is none. */
export function median(values: Iterable<number | undefined>): number | undefined {
  const known = [...values].filter((value): value is number => value !== undefined && !Number.isNaN(value));
  known.sort((a, b) => a - b);
  const half = known.length >> 1;
  if (known.length === 0) return undefined;
  return known.length % 2 === 1 ? known[half] : (known[half - 1] + known[half]) / 2;
}
