import type { Cells } from '../../charts/cells.js';
import { compareLayout } from '../../layout.js';
import { drawArmTable } from '../parts/arm-table.js';
import { drawCurves } from '../parts/curves.js';
import { drawEventLog } from '../parts/event-log.js';
import { drawMargins } from '../parts/gauge.js';
import { drawVerdict } from '../parts/verdict.js';
import { drawWaves } from '../parts/waves.js';
import type { View } from '../view.js';

/** All arms side by side: curves, margins where there is room, the focused arm's waves and readings, the table, the events. */
export function drawCompare(grid: Cells, view: View): void {
  const { width, height } = grid;
  const layout = compareLayout(width, height, Math.max(1, view.state.arms.length));
  const score = {
    rows: (arm: View['state']['arms'][number]): Float64Array => arm.score,
    name: view.state.plan?.score ?? 'score',
    line: 'mean',
    named: true,
  } as const;
  if (view.full) {
    drawCurves(grid, { x: 0, y: 1, width, height: height - 2 }, view, score);
    return;
  }
  drawCurves(grid, layout.curves, view, score);
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
  if (view.middle === 'verdict') drawVerdict(grid, { ...layout.waves, width }, view);
  else {
    drawWaves(grid, layout.waves, view);
    drawMargins(grid, layout.gauge, view);
  }
  drawArmTable(grid, layout.table, view);
  drawEventLog(grid, layout.log, view);
}
