import { tickLabel, type Extent } from '../../charts/axis.js';
import { columnsOf, put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { dotRow } from '../../charts/line.js';
import type { Scale } from '../../charts/scale.js';
import type { Place } from '../place.js';
import type { RunReading } from '../run-reading.js';
import { columnOf, type XAxis } from './x-axis.js';

/** Labels of a y axis on the left of a plot; `range` is what was measured, `extent` what is shown, both in places of the scale. */
export function drawTicks(
  grid: Cells,
  plot: Rectangle,
  { scale, extent }: { readonly scale: Scale; readonly extent: Extent },
): void {
  for (const tick of scale.ticks(Math.max(2, Math.floor(plot.height / 3)))) {
    const row = Math.floor(dotRow(scale.place(tick), extent, plot.height * 4) / 4);
    if (!(row >= 0 && row < plot.height)) continue;
    const label = tickLabel(tick);
    write(grid, plot.x - 1 - columnsOf(label), plot.y + row, label, 'dim', 6);
    put(grid, plot.x - 1, plot.y + row, 0x2524, 'dim');
  }
}

/** The labels of an x axis in the row below a plot. */
export function drawXLabels(grid: Cells, plot: Rectangle, { left, right }: XAxis): void {
  const y = plot.y + plot.height;
  const next = write(grid, plot.x - 1, y, left, 'dim', plot.width);
  const at = plot.x + plot.width - columnsOf(right);
  if (at > next) write(grid, at, y, right, 'dim');
}

/** Where the cursor stands: the same update on every chart; it hides nothing that is drawn. */
export function drawCursor(grid: Cells, plot: Rectangle, axis: XAxis, { update }: RunReading, { cursor }: Place): void {
  const at = axis.kind === 'phase' ? update % axis.to : update;
  const column = columnOf(axis, at);
  if (cursor === undefined || column === undefined) return;
  const x = plot.x + (column >> 1);
  for (let y = plot.y; y < plot.y + plot.height; y++)
    if (grid.glyphs[y * grid.width + x] === 0x20) put(grid, x, y, 0x250a, 'focus');
}
