import type { Cells, Rectangle } from '../../charts/cells.js';
import { screenForm } from '../../layout.js';
import { drawEventLog } from '../parts/event-log.js';
import { drawOverlay } from '../parts/overlay.js';
import { drawSweepGrid } from '../parts/sweep-map.js';
import { drawCell, drawSurvives, drawWorkers } from '../parts/sweep-side.js';
import { sweepGrid } from '../sweep-grid.js';
import type { View } from '../view.js';

/** The points of a sweep as a grid, what is at work, what survives, the cell in focus in numbers, and the events. */
export function drawSweep(grid: Cells, view: View): void {
  const { width, height } = grid;
  const wide = screenForm(width, height) === 'wide';
  const side = wide ? Math.min(80, Math.floor(width * 0.38)) : 32;
  const room = height - 2;
  const cells = sweepGrid(view.state.arms.map((arm) => arm.plan.name));
  if (view.full) {
    drawSweepGrid(grid, { x: 0, y: 1, width, height: room }, view, cells);
    return;
  }
  const log = wide ? 8 : Math.max(4, Math.min(6, Math.floor(room / 5)));
  const upper = room - log;
  const x = width - side;
  const { curves } = view.cells;
  const overlay = curves.length > 0 ? Math.floor(upper / 2) : 0;
  drawSweepGrid(grid, { x: 0, y: 1, width: x, height: upper - overlay }, view, cells);
  if (overlay > 0)
    drawOverlay(
      grid,
      { x: 0, y: 1 + upper - overlay, width: x, height: overlay },
      { ...view, curves },
      {
        title: [
          [0, `${curves.length} marked cells`],
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
