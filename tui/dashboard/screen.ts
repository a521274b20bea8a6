import { cells, write, type Cells } from '../charts/cells.js';
import { toAscii } from '../charts/fallback.js';
import { compareLayout, screenForm } from '../layout.js';
import { drawArmTable } from './parts/arm-table.js';
import { drawCompact, oneLine } from './parts/compact.js';
import { drawCurves } from './parts/curves.js';
import { drawEventLog } from './parts/event-log.js';
import { drawMargins } from './parts/gauge.js';
import { drawFoot, drawHeader } from './parts/header.js';
import { drawHelp, drawVerdict } from './parts/verdict.js';
import { drawWaves } from './parts/waves.js';
import type { View } from './view.js';

/** The whole screen of a comparison as cells, for any size. */
export function drawScreen(view: View, width: number, height: number): Cells {
  const grid = cells(width, height);
  const form = screenForm(width, height);
  if (form === 'line') write(grid, 0, 0, oneLine(view, width));
  else if (form === 'compact') drawCompact(grid, view);
  else drawFull(grid, view);
  if (view.theme.glyphs === 'ascii') toAscii(grid);
  return grid;
}

function drawFull(grid: Cells, view: View): void {
  const { width, height } = grid;
  const layout = compareLayout(width, height, Math.max(1, view.state.arms.length));
  drawHeader(grid, view);
  drawCurves(grid, layout.curves, view, {
    rows: (arm) => arm.score,
    name: view.state.plan?.score ?? 'score',
    line: 'mean',
    named: true,
  });
  if (layout.margins !== undefined) {
    drawCurves(grid, layout.margins, view, {
      rows: (arm) => arm.margin,
      name: 'margin',
      line: 'median',
      named: false,
      extent: { low: -1, high: 1 },
      reference: 0,
    });
  }
  const middle = { ...layout.waves, width };
  if (view.middle === 'help') drawHelp(grid, middle, view);
  else if (view.middle === 'verdict') drawVerdict(grid, middle, view);
  else {
    drawWaves(grid, layout.waves, view);
    drawMargins(grid, layout.gauge, view);
  }
  drawArmTable(grid, layout.table, view);
  drawEventLog(grid, layout.log, view);
  drawFoot(grid, view);
}
