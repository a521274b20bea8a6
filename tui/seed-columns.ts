import type { ArmState } from './state.js';

/** Mean, median, 10 % and 90 % quantile over seeds in each of a chart's columns; NaN where no seed has lived. */
export interface Columns {
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Thins an arm's rows to `width` columns over all planned updates.
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
): Columns {
  const mean = new Float64Array(width).fill(Number.NaN);
  const half = new Float64Array(width).fill(Number.NaN);
  const low = new Float64Array(width).fill(Number.NaN);
  const high = new Float64Array(width).fill(Number.NaN);
  const values = new Float64Array(arm.runs.length);
  for (let column = 0; column < width; column++) {
    const first = Math.floor((column * updates) / width);
    const last = Math.max(first + 1, Math.floor(((column + 1) * updates) / width));
    let count = 0;
    let lived = 0;
    let sum = 0;
    for (let index = 0; index < arm.runs.length; index++) {
      const value = meanOf(rows, index * updates + first, index * updates + Math.min(last, updates));
      const run = arm.runs[index];
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
    half[column] = quantile(sorted, 0.5);
    low[column] = quantile(sorted, 0.1);
    high[column] = quantile(sorted, 0.9);
  }
  return { mean, median: half, low, high };
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
