import { bridged, thinnedAt } from '../../charts/series.js';
import { firstCycle, rowFold, rowSeries, smoothSeries, type RowPlace } from '../../store/arm-series.js';
import { placeIn, type RunAt } from '../run-reading.js';
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
function placeOf(of: RunAt): RowPlace {
  return placeIn(of, of.arm.score);
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
export const MOST_CYCLES = 400;
/** Values that the band of one frame is found in. */
const LOOKS = 32_000;

/** How many cycles lie over each other, in words. */
export function foldWords(of: RunAt, axis: XAxis): string {
  const [cycles, most] = [Math.ceil(placeOf(of).lived / axis.to), mostCycles(axis)];
  return cycles > most ? `newest ${most} of ${cycles} cycles folded` : `${counted(cycles, 'cycle')} folded`;
}

/** So many of the newest cycles are folded that a frame stays short: fewer where a cycle has very many updates and columns. */
function mostCycles({ to: period, edges }: XAxis): number {
  const values = Math.min(period, edges.length - 1);
  return Math.max(FEW + 1, Math.min(MOST_CYCLES, Math.floor(LOOKS / values)));
}

/** The cycles, thin, and their mean at every phase, thick. */
export function foldedCurves(of: RunAt, axis: XAxis): readonly Curve[] {
  const { to: period, edges, step } = axis;
  const place = placeOf(of);
  const most = mostCycles(axis);
  const first = firstCycle(place.lived, period, most);
  const count = Math.ceil(place.lived / period) - first;
  const folded = thinnedAt(rowFold(place, period, most), edges).mean;
  const mean: Curve = { values: bridged(folded, step), as: 'line', thick: true };
  if (count > FEW) return [...bandOf(overCycles(place, axis, { first, count }), step), mean];
  const row = rowSeries(place);
  return [
    ...Array.from({ length: count }, (_, k): Curve => {
      const shifted = edges.map((edge) => edge + (first + k) * period);
      return { values: bridged(row.between(shifted, place.lived).mean, step), as: 'line', thick: false };
    }),
    mean,
  ];
}

/** The 10 % and 90 % quantiles over cycles of the means of each column. */
function overCycles(
  place: RowPlace,
  { to: period, edges }: XAxis,
  { first, count }: { readonly first: number; readonly count: number },
): { low: Float64Array; high: Float64Array } {
  const row = rowSeries(place);
  const empty = (): Float64Array => new Float64Array(edges.length - 1).fill(Number.NaN);
  const [low, high] = [empty(), empty()];
  const found = new Float64Array(count);
  for (let c = 0; c < low.length; c++) {
    if (edges[c] === edges[c + 1]) continue;
    let known = 0;
    for (let cycle = first; cycle < first + count; cycle++) {
      const at = cycle * period;
      const value = row.mean(at + edges[c], Math.min(at + edges[c + 1], place.lived));
      if (!Number.isNaN(value)) found[known++] = value;
    }
    if (known === 0) continue;
    const sorted = found.subarray(0, known).sort();
    low[c] = sorted[Math.floor(0.1 * (known - 1))];
    high[c] = sorted[Math.ceil(0.9 * (known - 1))];
  }
  return { low, high };
}
