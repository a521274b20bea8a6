import { tickLabel, type Extent } from '../../charts/axis.js';
import { canvas, paste } from '../../charts/canvas.js';
import { columnsOf, put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { dotRow, drawLine, drawReference } from '../../charts/line.js';
import { bridged } from '../../charts/series.js';
import { rowSeries, type RowPlace } from '../../store/arm-series.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** One series over all updates of a run. */
export interface SmallCurve {
  readonly name: string;
  readonly row: RowPlace;
  readonly extent: Extent;
  readonly reference?: number;
}

/** A panel with one line, and a reference where there is one. */
export function drawSmallCurve(grid: Cells, at: Rectangle, view: View, curve: SmallCurve): void {
  const inside = drawPanel(grid, at, { title: [[0, curve.name]] });
  const plot = { x: inside.x + 7, y: inside.y, width: inside.width - 8, height: inside.height };
  if (plot.width < 2 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  const { row, extent } = curve;
  if (curve.reference !== undefined) drawReference(dots, curve.reference, { extent, style: 'dim', pattern: 'dotted' });
  const edges = Int32Array.from({ length: dots.width + 1 }, (_, c) => Math.ceil((c * row.updates) / dots.width));
  const { mean } = rowSeries(row).between(edges, row.lived);
  const gap = Math.max(2, Math.ceil(dots.width / Math.max(1, row.updates)) + 1);
  drawLine(dots, bridged(mean, gap), { extent, style: 'rate' });
  paste(dots, grid, plot, view.theme.glyphs);
  for (const tick of [extent.low, (extent.low + extent.high) / 2, extent.high]) {
    const y = Math.min(plot.height - 1, Math.max(0, Math.floor(dotRow(tick, extent, dots.height) / 4)));
    const label = tickLabel(tick);
    write(grid, plot.x - 1 - columnsOf(label), plot.y + y, label, 'dim', 6);
    put(grid, plot.x - 1, plot.y + y, 0x2524, 'dim');
  }
}
