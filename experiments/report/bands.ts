import { quantile } from '../../math/statistics.js';
import { armBands, armLine, edgeLine } from './arm-lines.js';
import { figureSize, plotted, type Spec } from './figure.js';
import type { ArmLook } from './palette.js';

/** Points along an update axis at most: more cannot be seen, and make the page heavy. */
const MOST_BINS = 160;

/** A point of a line with its band. */
export interface BandRow {
  readonly arm: string;
  readonly x: number;
  /** Median over runs, and the ends of the band. */
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/** The share of runs inside a band: nearly all, or the middle half where bands would hide one another. */
const spreads = { wide: [0.1, 0.9], middle: [0.25, 0.75] } as const;

/** Name of a band's width. */
export type Spread = keyof typeof spreads;

/**
 * Median and band over runs of each bin of updates; a run stands in a bin with the mean of its finite readings there.
 *
 * @example bandsOf('in', [[1, 3], [5, 7]], 'wide', 1) // [{ arm: 'in', x: 0.5, y: 4, low: 2.4, high: 5.6 }]
 */
export function bandsOf(
  arm: string,
  runs: readonly ArrayLike<number>[],
  spread: Spread = 'wide',
  most = MOST_BINS,
): BandRow[] {
  const updates = Math.max(0, ...runs.map((run) => run.length));
  const size = Math.max(1, Math.ceil(updates / most));
  const rows: BandRow[] = [];
  for (let from = 0; from < updates; from += size) {
    const to = Math.min(updates, from + size);
    const values = runs.map((run) => meanBetween(run, from, to)).filter(Number.isFinite);
    if (values.length > 0) rows.push(bandRow(arm, (from + to - 1) / 2, values, spread));
  }
  return rows;
}

/** The row of values at one place. */
export function bandRow(arm: string, x: number, values: readonly number[], spread: Spread = 'wide'): BandRow {
  const [from, to] = spreads[spread];
  const [low, y, high] = [from, 0.5, to].map((p) => quantile(values, p));
  return { arm, x, y, low, high };
}

/** A run that diverged, drawn on to `updates` at its lowest value, so that those who are left do not look better than all. */
export function drawnOn(run: Float64Array, updates: number): Float64Array {
  const known = run.filter(Number.isFinite);
  if (run.length >= updates || known.length === 0) return run;
  const whole = new Float64Array(updates).fill(known.reduce((least, value) => Math.min(least, value), Infinity));
  whole.set(run.map((value) => (Number.isFinite(value) ? value : whole[updates - 1])));
  return whole;
}

function meanBetween(run: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let n = from; n < Math.min(to, run.length); n++) {
    if (!Number.isFinite(run[n])) continue;
    sum += run[n];
    count++;
  }
  return count === 0 ? NaN : sum / count;
}

/** How one panel of lines with bands is set. */
export interface BandPanel {
  readonly rows: readonly BandRow[];
  readonly x: Spec;
  readonly y: Spec;
  readonly arms: readonly ArmLook[];
  readonly height?: number;
  /** A level that means something, as a thin dark line. */
  readonly edge?: number;
  /** Without bands: every run has the same. */
  readonly bare?: boolean;
  /** Whether arms can be picked in its legend; in one panel of a figure only. */
  readonly picks?: boolean;
}

/** Lines with bands: one view of a figure. */
export function bandPanel(panel: BandPanel): Spec {
  const { rows, x, y, arms, height = figureSize.height, edge, bare = false, picks = false } = panel;
  const lines = { arms, x: { field: 'x', type: 'quantitative', ...x }, y: { type: 'quantitative', ...y } };
  const tooltip = ['arm', 'x', 'y', ...(bare ? [] : ['low', 'high'])].map((field) => ({
    field,
    type: field === 'arm' ? 'nominal' : 'quantitative',
    title: tooltipTitles[field as keyof typeof tooltipTitles],
    ...(field === 'arm' ? {} : { format: '.4~g' }),
  }));
  return {
    width: figureSize.width,
    height,
    data: {
      values: rows.map(({ arm, x: at, y: middle, low, high }) => ({
        arm,
        x: plotted(at),
        y: plotted(middle),
        ...(bare ? {} : { low: plotted(low), high: plotted(high) }),
      })),
    },
    layer: [
      ...(edge === undefined ? [] : [edgeLine(edge)]),
      ...(bare ? [] : [armBands(lines)]),
      armLine(lines, picks),
      {
        mark: { type: 'point', size: 90, opacity: 0 },
        encoding: { x: lines.x, y: { field: 'y', ...lines.y }, tooltip },
      },
    ],
  };
}

const tooltipTitles = { arm: 'arm', x: 'at', y: 'median', low: 'band from', high: 'to' } as const;
