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

/** What was made for the rows of a column, by their positions. */
interface Made {
  readonly rows: Map<number, Series>;
  readonly smoothed: Map<number, Smoothed>;
}

const made = new WeakMap<Float64Array, Made>();

function madeOf(column: Float64Array): Made {
  const known = made.get(column) ?? { rows: new Map<number, Series>(), smoothed: new Map<number, Smoothed>() };
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

/** Forgets what was made for columns: numbers that had been lived were written anew. */
export function forgetSeries(columns: Iterable<Float64Array>): void {
  for (const column of columns) made.delete(column);
}
