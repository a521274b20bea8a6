/**
 * A debiased running mean over the finite values, at the places where there is one: mₙ = β·mₙ₋₁ + (1 − β)·xₙ, divided by 1 − βⁿ.
 *
 * @example smoothed([1, 1, 1], 0.9) // [1, 1, 1]
 */
export function smoothed(values: ArrayLike<number>, weight: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let mean = 0;
  let bias = 1;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    mean = weight * mean + (1 - weight) * values[i];
    bias *= weight;
    out[i] = mean / (1 - bias);
  }
  return out;
}

/** Mean, smallest and largest of the finite values of each column; NaN where a column has none. */
export interface ThinColumns {
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Thins the values of `[from, to)` to columns: the smallest and largest of each stretch are kept, so that no spike is hidden.
 * Where there are more columns than values each value stands in its first column.
 *
 * @example thinned([1, 5, 2, 8], 0, 4, 2).high // [5, 8]
 */
export function thinned(values: ArrayLike<number>, from: number, to: number, columns: number): ThinColumns {
  const empty = (): Float64Array => new Float64Array(Math.max(0, columns)).fill(Number.NaN);
  const [mean, low, high] = [empty(), empty(), empty()];
  const span = to - from;
  if (!(span > 0)) return { mean, low, high };
  const counts = new Float64Array(mean.length);
  for (let i = Math.max(0, from); i < Math.min(to, values.length); i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    const column = Math.min(columns - 1, Math.floor(((i - from) * columns) / span));
    counts[column]++;
    mean[column] = counts[column] === 1 ? value : mean[column] + (value - mean[column]) / counts[column];
    if (!(low[column] <= value)) low[column] = value;
    if (!(high[column] >= value)) high[column] = value;
  }
  return { mean, low, high };
}

/**
 * Thins values to columns that need not be equally long: column `c` holds the values of `[edges[c], edges[c + 1])`.
 *
 * @example thinnedAt([1, 5, 2, 8], Int32Array.of(0, 1, 4)).high // [1, 8]
 */
export function thinnedAt(values: ArrayLike<number>, edges: Int32Array): ThinColumns {
  const columns = Math.max(0, edges.length - 1);
  const empty = (): Float64Array => new Float64Array(columns).fill(Number.NaN);
  const [mean, low, high] = [empty(), empty(), empty()];
  for (let c = 0; c < columns; c++) {
    let [sum, count] = [0, 0];
    const end = Math.min(edges[c + 1], values.length);
    for (let i = Math.max(0, edges[c]); i < end; i++) {
      const value = values[i];
      if (!Number.isFinite(value)) continue;
      count++;
      sum += (value - sum) / count;
      if (!(low[c] <= value)) low[c] = value;
      if (!(high[c] >= value)) high[c] = value;
    }
    if (count > 0) mean[c] = sum;
  }
  return { mean, low, high };
}

/**
 * The values with gaps filled by straight lines between their neighbours, where a gap is no longer than `longest`.
 *
 * @example bridged([1, Number.NaN, 3], 2) // [1, 2, 3]
 */
export function bridged(values: ArrayLike<number>, longest: number): Float64Array {
  const out = new Float64Array(values);
  let before = -1;
  for (let i = 0; i < out.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    const gap = i - before;
    if (before >= 0 && gap > 1 && gap <= longest)
      for (let k = 1; k < gap; k++) out[before + k] = values[before] + ((values[i] - values[before]) * k) / gap;
    before = i;
  }
  return out;
}
