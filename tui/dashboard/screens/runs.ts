import type { Cells } from '../../charts/cells.js';
import { screenForm } from '../../layout.js';
import { drawReplay } from '../parts/replay-panel.js';
import { drawRunsList } from '../parts/runs-list.js';
import type { View } from '../view.js';

/** The stored runs, and below them the opened one with its playhead, or the marked ones over each other. */
export function drawRuns(grid: Cells, view: View): void {
  const { width, height } = grid;
  const room = height - 2;
  const opened = view.playback !== undefined || view.curves.length > 0;
  const lower = opened ? Math.max(11, Math.floor(room * (screenForm(width, height) === 'wide' ? 0.48 : 0.54))) : 0;
  if (!view.full || !opened) drawRunsList(grid, { x: 0, y: 1, width, height: view.full ? room : room - lower }, view);
  if (!opened) return;
  drawReplay(grid, { x: 0, y: view.full ? 1 : 1 + room - lower, width, height: view.full ? room : lower }, view);
}
