import { count, plainNumber, clock } from '../../words.js';
import { windowOf, type Axis, type Place } from '../place.js';
import { rowSeries } from '../../store/arm-series.js';
import { placeIn, rowOf, type RunAt } from '../run-reading.js';

/** The x axis of the charts of a run: which logged updates stand in which column. */
export interface XAxis {
  /** What it counts: the update where what was asked for is not known. */
  readonly kind: Axis;
  /** Updates shown, `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** First update of each column, and one behind the last: column `c` holds `[edges[c], edges[c + 1])`. */
  readonly edges: Int32Array;
  /** Labels at its two ends, in its unit. */
  readonly left: string;
  readonly right: string;
  /** Columns between neighbouring updates, rounded up: no wider gap may be bridged. */
  readonly step: number;
}

/** Axes that a run has numbers for, in the order of their key. */
export function axesOf(of: RunAt): readonly Axis[] {
  const known = (series: Float64Array): boolean => rowOf(of, series).some((value) => Number.isFinite(value));
  return [
    'update',
    ...(known(of.arm.envSteps) ? (['step'] as const) : []),
    ...(foldOf(of, { axis: 'phase' }) === undefined ? [] : (['phase'] as const)),
    ...(known(of.arm.time) ? (['time'] as const) : []),
  ];
}

/** The period that cycles are folded over; undefined where they are not. */
export function foldOf({ period }: Pick<RunAt, 'period'>, { axis }: Pick<Place, 'axis'>): number | undefined {
  return axis === 'phase' && period !== undefined && Number.isInteger(period) && period > 1 ? period : undefined;
}

/** The x axis of a run at a place, over so many columns of dots. */
export function xAxis(of: RunAt, place: Place, columns: number): XAxis {
  const fold = foldOf(of, place);
  if (fold !== undefined)
    return { ...evenly('phase', 0, fold, columns), left: '└0°', right: `phase of ${fold} updates, 360°` };
  const { lived } = of.arm.runs[of.index];
  const { from, to } = windowOf(place, { lived, updates: of.updates });
  if (place.axis === 'step' || place.axis === 'time') {
    const warped = byValue(of, place.axis, from, to, columns);
    if (warped !== undefined) return warped;
  }
  const unknown = place.axis === 'step' ? ' · env steps ?' : place.axis === 'time' ? ' · time ?' : '';
  return {
    ...evenly('update', from, to, columns),
    left: `└${count(from)}`,
    right: `update ${count(Math.min(to, of.updates))}${unknown}`,
  };
}

function evenly(kind: Axis, from: number, to: number, columns: number): Omit<XAxis, 'left' | 'right'> {
  const span = to - from;
  return {
    kind,
    from,
    to,
    edges: Int32Array.from({ length: columns + 1 }, (_, c) => from + Math.ceil((c * span) / columns)),
    step: Math.max(1, Math.ceil(columns / Math.max(1, span))),
  };
}

/** Updates at the place of a value that rises with them: what has been lived of the window, and room up to a round number behind it. */
function byValue(of: RunAt, kind: 'step' | 'time', from: number, to: number, columns: number): XAxis | undefined {
  const place = placeIn(of, kind === 'step' ? of.arm.envSteps : of.arm.time);
  const lived = Math.min(to, place.lived);
  if (lived - from < 2) return undefined;
  const row = rowSeries(place);
  // They rise: what is not known is as large as the largest before.
  const most = (before: number): number => Math.max(0, row.extent(0, before)?.high ?? 0);
  const carried = most(from);
  const low = from === 0 ? 0 : most(from + 1);
  const last = most(lived);
  if (!(last > low)) return undefined;
  const high = lived === to ? last : low + roundUp(last - low);
  const edges = new Int32Array(columns + 1);
  for (let c = 0, update = from; c <= columns; c++) {
    const value = low + ((high - low) * c) / columns;
    if (carried < value) update = row.first(value, update, lived, true);
    edges[c] = c === columns ? lived : update;
  }
  let widest = 1;
  for (let c = 0, before = -1; c < columns; c++) {
    if (edges[c] === edges[c + 1]) continue;
    if (before >= 0) widest = Math.max(widest, c - before);
    before = c;
  }
  const unit = kind === 'step' ? stepWords : clock;
  return {
    kind,
    from,
    to: lived,
    edges,
    left: `└${unit(low)}`,
    right: `${kind === 'step' ? 'env step' : 'time'} ${unit(high)}`,
    step: widest,
  };
}

/** The next of 1, 1.5, 2, 3, 5 and 7 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 1.5, 2, 3, 5, 7, 10].find((factor) => factor * power >= value) ?? 10);
}

/**
 * A number of env steps.
 *
 * @example stepWords(824_320) // '824k'
 */
export function stepWords(steps: number): string {
  if (steps < 10_000) return count(steps);
  return steps < 1e6 ? `${count(steps / 1000)}k` : `${plainNumber(steps / 1e6, steps < 1e8 ? 1 : 0)}M`;
}

/** The column of an update; undefined where it is not on the axis. */
export function columnOf({ edges }: XAxis, update: number): number | undefined {
  const columns = edges.length - 1;
  if (!(update >= edges[0] && update < edges[columns])) return undefined;
  let [low, high] = [0, columns];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= update) low = middle;
    else high = middle;
  }
  return low;
}
