import type { Cells, Rectangle } from '../../charts/cells.js';
import { screenForm } from '../../layout.js';
import { drawEventLog } from '../parts/event-log.js';
import { drawOverlay } from '../parts/overlay.js';
import { drawSweepGrid } from '../parts/sweep-map.js';
import { drawCell, drawSurvives, drawWorkers } from '../parts/sweep-side.js';
import { counted } from '../../words.js';
import { sweepGrid } from '../sweep-grid.js';
import type { View } from '../view.js';

/** The points of a sweep as a grid, what is at work, what survives, the cell in focus in numbers, and the events. */
export function drawSweep(grid: Cells, view: View): void {
  const { width, height } = grid;
  const wide = screenForm(width, height) === 'wide';
  const room = height - 2;
  const cells = sweepGrid(view.state.arms.map((arm) => arm.plan.name));
  const place = sweepPlace(width, height, view);
  drawSweepGrid(grid, place, view, cells);
  if (view.full) return;
  const log = logHeight(width, height);
  const upper = room - log;
  const x = place.width;
  const side = width - x;
  const { curves } = view.cells;
  const overlay = upper - place.height;
  if (overlay > 0)
    drawOverlay(
      grid,
      { x: 0, y: 1 + upper - overlay, width: x, height: overlay },
      { ...view, curves },
      {
        title: [
          [0, counted(curves.length, 'marked cell')],
          [1, `mean ${view.state.plan?.score ?? 'score'} of all seeds`],
        ],
        right: [[1, 'c closes']],
      },
    );
  const cell = wide ? 11 : 0;
  const rows = Math.max(4, Math.min(cells.x.values.length + (wide ? 7 : 4), Math.floor((upper - cell) * 0.6)));
  const at = (y: number, tall: number): Rectangle => ({ x, y, width: side, height: tall });
  drawWorkers(grid, at(1, upper - cell - rows), view);
  drawSurvives(grid, at(1 + upper - cell - rows, rows), view, cells);
  if (cell > 0) drawCell(grid, at(1 + upper - cell, cell), view);
  drawEventLog(grid, { x: 0, y: 1 + upper, width, height: log }, view, true);
}

/** Where the grid of cells stands. */
export function sweepPlace(width: number, height: number, { full, cells }: Pick<View, 'full' | 'cells'>): Rectangle {
  const room = height - 2;
  if (full) return { x: 0, y: 1, width, height: room };
  const side = screenForm(width, height) === 'wide' ? Math.min(80, Math.floor(width * 0.38)) : 32;
  const upper = room - logHeight(width, height);
  return { x: 0, y: 1, width: width - side, height: upper - (cells.curves.length > 0 ? Math.floor(upper / 2) : 0) };
}

/** Lines of the events below it. */
function logHeight(width: number, height: number): number {
  return screenForm(width, height) === 'wide' ? 8 : Math.max(4, Math.min(6, Math.floor((height - 2) / 5)));
}
