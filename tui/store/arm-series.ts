import { series, type Series } from './series.js';

/** A run's row of one of its arm's columns: where it begins, how long it is, and what has been lived of it. */
export interface RowPlace {
  readonly column: Float64Array;
  readonly index: number;
  readonly updates: number;
  readonly lived: number;
}

interface Smoothed {
  readonly weight: number;
  readonly values: Float64Array;
  readonly series: Series;
  length: number;
  mean: number;
  bias: number;
}

/** The means at each phase of a period over the cycles from one of them on. */
interface Fold {
  readonly period: number;
  readonly first: number;
  readonly means: Float64Array;
  readonly counts: Float64Array;
  length: number;
}

/** What was made for the rows of a column, by their positions. */
interface Made {
  readonly rows: Map<number, Series>;
  readonly smoothed: Map<number, Smoothed>;
  readonly folds: Map<number, Fold>;
}

const made = new WeakMap<Float64Array, Made>();

function madeOf(column: Float64Array): Made {
  const known = made.get(column) ?? { rows: new Map(), smoothed: new Map(), folds: new Map() };
  made.set(column, known);
  return known;
}

function valuesOf({ column, index, updates }: RowPlace): Float64Array {
  return column.subarray(index * updates, (index + 1) * updates);
}

/** The pyramid over a row, up to what has been lived; it is made once and grows with its row. */
export function rowSeries(place: RowPlace): Series {
  const { rows } = madeOf(place.column);
  let one = rows.get(place.index);
  if (one === undefined) {
    one = series(valuesOf(place));
    rows.set(place.index, one);
  }
  one.extend(place.lived);
  return one;
}

/** The pyramid over the debiased running mean of a row, of the weight that was asked for last. */
export function smoothSeries(place: RowPlace, weight: number): Series {
  const { smoothed } = madeOf(place.column);
  let one = smoothed.get(place.index);
  if (one?.weight !== weight) {
    const values = new Float64Array(place.updates);
    one = { weight, values, series: series(values), length: 0, mean: 0, bias: 1 };
    smoothed.set(place.index, one);
  }
  const raw = valuesOf(place);
  for (; one.length < place.lived; one.length++) {
    const value = raw[one.length];
    const isKnown = Number.isFinite(value);
    if (isKnown) {
      one.mean = weight * one.mean + (1 - weight) * value;
      one.bias *= weight;
    }
    one.values[one.length] = isKnown ? one.mean / (1 - one.bias) : Number.NaN;
  }
  one.series.extend(place.lived);
  return one.series;
}

/** The means of so many equal stretches of what has been lived of a row; its values where they are no more than that. */
export function rowMeans(place: RowPlace, width: number): Float64Array {
  const { lived } = place;
  if (lived <= width) return valuesOf(place).subarray(0, lived);
  const edges = Int32Array.from({ length: width + 1 }, (_, c) => Math.floor((c * lived) / width));
  return rowSeries(place).between(edges).mean;
}

/** The first of the newest cycles of a row, so many at most; the one that has begun counts. */
export function firstCycle(lived: number, period: number, most: number): number {
  return Math.max(0, Math.ceil(lived / period) - most);
}

/** The mean at each phase of a period over the newest cycles of a row, so many at most: what is lived is added to what was known. */
export function rowFold(place: RowPlace, period: number, most: number): Float64Array {
  const { folds } = madeOf(place.column);
  const { lived } = place;
  const first = firstCycle(lived, period, most) * period;
  let one = folds.get(place.index);
  if (one?.period !== period || one.first !== first || one.length > lived) {
    const [means, counts] = [new Float64Array(period).fill(Number.NaN), new Float64Array(period)];
    one = { period, first, means, counts, length: first };
    folds.set(place.index, one);
  }
  const { means, counts } = one;
  const row = valuesOf(place);
  for (; one.length < lived; one.length++) {
    const value = row[one.length];
    if (!Number.isFinite(value)) continue;
    const phase = one.length % period;
    counts[phase]++;
    means[phase] = counts[phase] === 1 ? value : means[phase] + (value - means[phase]) / counts[phase];
  }
  return means;
}

/** Forgets what was made for columns: numbers that had been lived were written anew. */
export function forgetSeries(columns: Iterable<Float64Array>): void {
  for (const column of columns) made.delete(column);
}
