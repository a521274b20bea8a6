import { bridged, folded, foldedBand, thinnedAt } from '../../charts/series.js';
import { rowSeries, smoothSeries, type RowPlace } from '../../store/arm-series.js';
import { rowOf, type RunAt } from '../run-reading.js';
import { counted } from '../../words.js';
import type { Band } from '../view.js';
import type { XAxis } from './x-axis.js';

/** A row of columns, and how it is drawn: an end of a band, or a line. */
export interface Curve {
  readonly values: Float64Array;
  readonly as: 'low' | 'high' | 'line';
  readonly thick: boolean;
}

/** What the curves of a return show. */
export interface ReturnCurves {
  readonly axis: XAxis;
  readonly band: Band;
  /** Weight of the running mean. */
  readonly smooth: number;
}

/** Seeds from which on a band over them says something. */
const MANY = 3;

/** The raw stretch, thin, and its running mean, thick; smoothing runs over raw values, before they are thinned. */
export function returnCurves(of: RunAt, { axis, band, smooth }: ReturnCurves): readonly Curve[] {
  const { from, to, edges, step } = axis;
  const place = placeOf(of);
  const line = (values: Float64Array, thick: boolean): Curve => ({ values: bridged(values, step), as: 'line', thick });
  const thin = rowSeries(place).between(edges, place.lived);
  const mean = smooth > 0 ? smoothSeries(place, smooth).between(edges, place.lived).mean : thin.mean;
  const main = line(mean, true);
  if (band === 'mean') return [main];
  if (band === 'seeds')
    return [...others(of).map((each) => line(meansOf(each, edges), false)), line(thin.mean, false), main];
  const seeds = [place, ...others(of)].filter(({ lived }) => lived > from);
  const ends = seeds.length >= MANY ? overSeeds(seeds, edges) : thin;
  const dense = to - from > edges.length - 1 || seeds.length >= MANY;
  if (dense) return [...bandOf(ends, step), main];
  return smooth === 0 ? [main] : [line(thin.mean, false), main];
}

function bandOf({ low, high }: { low: Float64Array; high: Float64Array }, step: number): readonly Curve[] {
  return [
    { values: bridged(low, step), as: 'low', thick: false },
    { values: bridged(high, step), as: 'high', thick: false },
  ];
}

/** The row of a run's score. */
function placeOf({ arm, index, updates }: RunAt): RowPlace {
  return { column: arm.score, index, updates, lived: Math.min(arm.runs[index].lived, updates) };
}

/** The rows of the other seeds. */
function others(of: RunAt): readonly RowPlace[] {
  return of.arm.runs.flatMap((_, index) => (index === of.index ? [] : [placeOf({ ...of, index })]));
}

function meansOf(place: RowPlace, edges: Int32Array): Float64Array {
  return rowSeries(place).between(edges, place.lived).mean;
}

/** The 10 % and 90 % quantiles over seeds of the means of each column. */
function overSeeds(rows: readonly RowPlace[], edges: Int32Array): { low: Float64Array; high: Float64Array } {
  const means = rows.map((row) => meansOf(row, edges));
  const [low, high] = [new Float64Array(edges.length - 1), new Float64Array(edges.length - 1)];
  for (let c = 0; c < low.length; c++) {
    const column = means
      .map((mean) => mean[c])
      .filter((value) => Number.isFinite(value))
      .sort((a, b) => a - b);
    low[c] = column.length === 0 ? Number.NaN : column[Math.floor(0.1 * (column.length - 1))];
    high[c] = column.length === 0 ? Number.NaN : column[Math.ceil(0.9 * (column.length - 1))];
  }
  return { low, high };
}

/** Cycles that are drawn one by one; more are drawn as the band that holds four fifths of them. */
const FEW = 8;
/** Cycles that are folded: the newest ones. */
const MOST = 400;

/** The newest part of a row that is folded: whole cycles, so that phases stay. */
export function foldedRow(row: Float64Array, period: number): Float64Array {
  const cycles = Math.ceil(row.length / period);
  return row.subarray(Math.max(0, cycles - MOST) * period);
}

/** How many cycles lie over each other, in words. */
export function foldWords({ arm, index, period }: RunAt): string {
  const cycles = Math.ceil(arm.runs[index].lived / (period ?? 1));
  return cycles > MOST ? `newest ${MOST} of ${cycles} cycles folded` : `${counted(cycles, 'cycle')} folded`;
}

/** The cycles, thin, and their mean at every phase, thick. */
export function foldedCurves(of: RunAt, { to: period, edges, step }: XAxis): readonly Curve[] {
  const raw = foldedRow(rowOf(of, of.arm.score), period);
  const spread = (values: Float64Array): Float64Array => bridged(thinnedAt(values, edges).mean, step);
  const mean: Curve = { values: spread(folded(raw, period)), as: 'line', thick: true };
  const whole = Math.ceil(raw.length / period);
  if (whole > FEW) {
    const { low, high } = foldedBand(raw, period);
    return [{ values: spread(low), as: 'low', thick: false }, { values: spread(high), as: 'high', thick: false }, mean];
  }
  const each = Array.from({ length: whole }, (_, k) => raw.subarray(k * period, (k + 1) * period));
  return [...each.map((values): Curve => ({ values: spread(values), as: 'line', thick: false })), mean];
}
