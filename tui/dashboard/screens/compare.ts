import type { Cells } from '../../charts/cells.js';
import { compareLayout } from '../../layout.js';
import { drawArmTable } from '../parts/arm-table.js';
import { drawCurves, type CurvesOptions } from '../parts/curves.js';
import { drawEventLog } from '../parts/event-log.js';
import { drawPhaseCurve, hasPhaseCurve } from '../parts/phase-curve.js';
import { drawSurvival } from '../parts/survival.js';
import { drawVerdict } from '../parts/verdict.js';
import type { View } from '../view.js';

/** All arms side by side: curves, margins where there is room, the arms in numbers with their differences, collapse over phases and survival. */
export function drawCompare(grid: Cells, view: View): void {
  const { width, height } = grid;
  const layout = compareLayout(width, height, Math.max(1, view.state.arms.length));
  const score: CurvesOptions = {
    rows: (arm) => arm.score,
    name: view.state.plan?.score ?? 'score',
    line: 'mean',
    named: true,
  };
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
  if (layout.log !== undefined) drawEventLog(grid, layout.log, view);
  if (view.middle === 'verdict') {
    drawVerdict(grid, { ...layout.table, width }, view);
    return;
  }
  drawArmTable(grid, layout.table, view);
  if (layout.side === undefined) return;
  const { side } = layout;
  const phases = hasPhaseCurve(view) ? Math.ceil(side.height / 2) : 0;
  if (phases > 0) drawPhaseCurve(grid, { ...side, height: phases }, view);
  drawSurvival(grid, { ...side, y: side.y + phases, height: side.height - phases }, view);
}
