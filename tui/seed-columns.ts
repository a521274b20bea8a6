import { rowSeries, smoothSeries } from './store/arm-series.js';
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

/** Options of {@link seedColumns}. */
export interface SeedColumnsOptions {
  /** Score of what a diverged seed did not live. Default −∞: then the seed moves the quantiles and is left out of the mean, which would not be a number. */
  readonly worst?: number | undefined;
  /** Updates shown, `[from, to)`; all planned ones when absent. */
  readonly from?: number;
  readonly to?: number;
  /** Weight of the running mean that each seed's line is smoothed with before it is averaged; bands show raw values. Default 0. */
  readonly smooth?: number;
  /** First update of each of a seed's columns, and one behind the last, where the axis is not that of updates. */
  readonly edges?: (index: number) => Int32Array;
}

/** Updates of a column from which on its pyramid is quicker. */
const FEW = 128;

/** Seeds below which a mean has no interval that could be drawn. */
const LEAST_FOR_INTERVAL = 3;

/**
 * Thins an arm's rows to `width` columns over all planned updates, or over a window of them. A seed's value in a column is its mean over the column's updates.
 */
export function seedColumns(
  arm: ArmState,
  rows: Float64Array,
  updates: number,
  width: number,
  { worst = Number.NEGATIVE_INFINITY, from = 0, to = updates, smooth = 0, edges }: SeedColumnsOptions = {},
): Columns {
  const own = edges === undefined ? undefined : arm.runs.map((_, index) => edges(index));
  const common = Int32Array.from({ length: width + 1 }, (_, c) => from + Math.floor((c * (to - from)) / width));
  const lines =
    smooth === 0
      ? undefined
      : arm.runs.map(({ lived }, index) =>
          filled(
            smoothSeries({ column: rows, index, updates, lived }, smooth).between(own?.[index] ?? common, lived).mean,
          ),
        );
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
    let [sum, line] = [0, 0];
    let squares = 0;
    for (let index = 0; index < arm.runs.length; index++) {
      const run = arm.runs[index];
      const begin = own === undefined ? first : own[index][column];
      const end = Math.min(own === undefined ? last : own[index][column + 1], run.lived);
      const place = { column: rows, index, updates, lived: run.lived };
      const value =
        end - begin < FEW
          ? meanOf(rows, index * updates + begin, index * updates + end)
          : rowSeries(place).between([begin, end]).mean[0];
      if (!Number.isNaN(value)) {
        values[count++] = value;
        sum += value;
        line += lines === undefined ? value : lines[index][column];
        lived++;
      } else if (run.status === 'diverged' && (own === undefined ? first : begin) >= run.lived) {
        values[count++] = worst;
        if (worst === Number.NEGATIVE_INFINITY) continue;
        sum += worst;
        line += worst;
        lived++;
      }
    }
    if (count === 0) continue;
    const sorted = values.subarray(0, count).sort();
    if (lived > 0) mean[column] = line / lived;
    if (lived === count && count >= LEAST_FOR_INTERVAL) {
      for (const value of sorted) squares += (value - sum / lived) * (value - sum / lived);
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

/** Where there are more columns than updates, an update stands in all of its columns. */
function filled(values: Float64Array): Float64Array {
  for (let i = 1; i < values.length; i++) if (Number.isNaN(values[i])) values[i] = values[i - 1];
  return values;
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
