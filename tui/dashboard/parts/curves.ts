import { drawBand } from '../../charts/band.js';
import { extentOf, niceExtent, tickLabel, ticks, type Extent } from '../../charts/axis.js';
import { canvas, paste } from '../../charts/canvas.js';
import { columnsOf, put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { dotRow, drawLine, drawReference } from '../../charts/line.js';
import { seedColumns, type Columns } from '../../seed-columns.js';
import type { ArmState } from '../../state.js';
import { armStyle } from '../../theme.js';
import { degrees } from '../../words.js';
import type { Band, View } from '../view.js';
import { drawPanel } from './panel.js';

/** What a row of small charts shows of every arm. */
export interface CurvesOptions {
  readonly rows: (arm: ArmState) => Float64Array;
  readonly name: string;
  /** Values the axis must hold; the rest is clipped at robust bounds. */
  readonly extent?: Extent;
  readonly reference?: number;
  /** What the line is: a reading far beyond its edge would carry a mean off the chart. */
  readonly line: 'mean' | 'median';
  /** Titles carry the arm's name and its living seeds. */
  readonly named: boolean;
}

/** What lies around a mean, in words. */
export const bandWords: Readonly<Record<Band, string>> = { band: 'p10–p90', seeds: 'every seed', mean: 'mean' };

const LEAST_WIDTH = 14;

/** A chart an arm, side by side on one scale; where there is no room for all, those around the focused one. */
export function drawCurves(grid: Cells, at: Rectangle, view: View, options: CurvesOptions): void {
  const { state, focus } = view;
  const { plan, arms } = state;
  if (plan === undefined || arms.length === 0) {
    drawPanel(grid, at, { title: [[0, options.name]] });
    return;
  }
  const fitting = Math.max(1, Math.min(arms.length, Math.floor(at.width / LEAST_WIDTH)));
  const first = Math.max(0, Math.min(arms.length - fitting, focus - Math.floor(fitting / 2)));
  const shown = arms.slice(first, first + fitting);
  const worst = plan.manifest['worstRewardPerStep'];
  const widths = shown.map((_, i) => Math.floor(((i + 1) * at.width) / fitting) - Math.floor((i * at.width) / fitting));
  const columns = shown.map((arm, i) =>
    seedColumns(
      arm,
      options.rows(arm),
      plan.updates,
      Math.max(2, (widths[i] - (i === 0 || widths[i] >= 24 ? 7 : 2)) * 2),
      typeof worst === 'number' ? worst : undefined,
    ),
  );
  const extent =
    options.extent ??
    niceExtent(
      extentOf(columns.flatMap((each) => [each.mean, each.low, each.high])),
      Math.max(2, Math.floor(at.height / 3)),
    );
  let x = at.x;
  shown.forEach((arm, i) => {
    const rectangle = { x, y: at.y, width: widths[i], height: at.height };
    drawArm(grid, rectangle, view, { ...options, arm, index: first + i, first: i === 0, columns: columns[i], extent });
    x += widths[i];
  });
}

interface ArmChart extends CurvesOptions {
  readonly arm: ArmState;
  readonly index: number;
  /** Where there is little room only the first chart carries the labels that all share. */
  readonly first: boolean;
  readonly columns: Columns;
  readonly extent: Extent;
}

function drawArm(grid: Cells, at: Rectangle, view: View, chart: ArmChart): void {
  const { arm, index, columns, extent, named } = chart;
  const summary = view.summaries[index];
  const style = armStyle(arm.plan.phase, summary.periodic);
  const alive = summary.done - summary.collapsed - summary.failed;
  const inside = drawPanel(grid, at, {
    focused: index === view.focus,
    title: named
      ? [
          [0, arm.plan.name],
          [2, arm.plan.phase === undefined ? '' : degrees(arm.plan.phase)],
        ]
      : [[0, chart.name]],
    right: [[3, named ? bandWords[view.band] : chart.line]],
    bottom: named ? [[1, `${alive}/${summary.done}${at.width >= 18 ? ' alive' : ''}`]] : [],
  });
  const labels = chart.first || at.width >= 24 ? ticks(extent, Math.max(2, Math.floor(inside.height / 3))) : [];
  const gutter = labels.length === 0 ? 0 : 1 + Math.max(...labels.map((tick) => columnsOf(tickLabel(tick))));
  const plot = { x: inside.x + gutter, y: inside.y, width: inside.width - gutter, height: inside.height };
  if (plot.width < 1 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  if (chart.reference !== undefined) drawReference(dots, chart.reference, { extent, style: 'dim', pattern: 'dotted' });
  if (view.band === 'band') drawBand(dots, columns.low, columns.high, { extent, style: 'dim' });
  if (view.band === 'seeds') drawSeeds(dots, chart, view.state.plan?.updates ?? 0);
  drawLine(dots, columns[chart.line], { extent, style });
  paste(dots, grid, plot, view.theme.glyphs);
  for (const tick of labels) {
    const row = Math.floor(dotRow(tick, extent, dots.height) / 4);
    if (!(row >= 0 && row < inside.height)) continue;
    const label = tickLabel(tick);
    write(grid, plot.x - 1 - columnsOf(label), inside.y + row, label, 'dim', gutter);
    put(grid, plot.x - 1, inside.y + row, 0x2524, 'dim');
  }
}

function drawSeeds(dots: ReturnType<typeof canvas>, { arm, rows, extent }: ArmChart, updates: number): void {
  const data = rows(arm);
  arm.runs.forEach((_, seed) => {
    const values = data.subarray(seed * updates, (seed + 1) * updates);
    drawLine(dots, values, { extent, style: 'dim', pattern: 'dotted', rank: 0 });
  });
}
