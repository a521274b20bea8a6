import type { BandRow } from './bands.js';
import type { Spec } from './figure.js';

/** The axis of a panel: only the lowest one has title and labels. */
export function lowestAxis(lowest: boolean, title: string, axis: Spec = {}): Spec {
  return lowest ? { title, axis } : { title: null, axis: { ...axis, labels: false, ticks: false } };
}

/** Below this the margin's axis counts in powers. */
const DEEP = -12;

/** Where the margin's axis ends: under every median, so that none is hidden, and not under every band, which may reach very far down. */
function floorOf(rows: readonly BandRow[]): number {
  return Math.min(-1, ...rows.map(({ y }) => y * (y < 0 ? 1.25 : 1)));
}

/** Rows whose bands end where the margin's axis does. */
export function raised(rows: readonly BandRow[]): readonly BandRow[] {
  const floor = floorOf(rows);
  return rows.map((row) => ({ ...row, low: Math.max(floor, row.low), high: Math.max(floor, row.high) }));
}

/** The axis of margins: linear, or in powers where medians lie far below the edge. */
export function marginScale(rows: readonly BandRow[]): Spec {
  const floor = floorOf(rows);
  const top = Math.max(1, ...rows.map(({ high }) => high));
  const deep = floor < DEEP;
  return {
    scale: { domain: [floor, top], nice: false, ...(deep ? { type: 'symlog', constant: 1 } : {}) },
    axis: deep ? { values: [-1000, -100, -10, -1, 0, 1], labelExpr: plainLabel } : { tickCount: 5 },
  };
}

/** The axis of curvatures: over every median, and not over every band, in which single runs reach very far. */
export function curvatureScale(rows: readonly BandRow[]): Spec {
  const medians = rows.map(({ y }) => y);
  const reach = 2.5 * Math.max(...medians.map(Math.abs));
  const floor = Math.max(-reach, Math.min(0, ...rows.map(({ low }) => low)));
  return { scale: { domain: [floor, reach], nice: false }, axis: { labelExpr: plainLabel, tickCount: 4 } };
}

/** Rows whose bands end where the curvature's axis does. */
export function within(rows: readonly BandRow[]): readonly BandRow[] {
  const reach = 2.5 * Math.max(...rows.map(({ y }) => Math.abs(y)));
  const kept = (value: number): number => Math.min(reach, Math.max(-reach, value));
  return rows.map((row) => ({ ...row, low: kept(row.low), high: kept(row.high) }));
}

/** An axis in powers of ten, whose labels stay numbers as long as they can be read. */
export function powerScale(rows: readonly BandRow[]): Spec {
  const most = Math.max(...rows.map(({ high }) => high));
  const least = Math.min(...rows.map(({ low }) => low));
  const powers = Math.log10(most / least);
  const step = Math.max(1, Math.ceil(powers / 5));
  const between = powers < 2 ? [0.2, 0.5, 2, 5] : [];
  const values = [...between, ...Array.from({ length: 41 }, (_, k) => Number(`1e${step * (k - 20)}`))];
  return { scale: { type: 'log', nice: false }, axis: { values, labelExpr: plainLabel } };
}

/** Vega's own expression, interpreted and never compiled: plain numbers as long as they can be read, else as the tables write powers. */
export const plainLabel =
  "abs(datum.value) >= 1e4 || (datum.value != 0 && abs(datum.value) < 0.001) ? replace(format(datum.value, '~e'), '+', '') : format(datum.value, '~r')";
