import type { Cells, Rectangle } from '../../charts/cells.js';
import { screenForm } from '../../layout.js';
import { drawReplay } from '../parts/replay-panel.js';
import { drawRunsList } from '../parts/runs-list.js';
import type { View } from '../view.js';

/** The stored runs, and below them the opened one with its playhead, or the marked ones over each other. */
export function drawRuns(grid: Cells, view: View): void {
  const { list, lower } = runsLayout(grid.width, grid.height, view);
  if (list !== undefined) drawRunsList(grid, list, view);
  if (lower !== undefined) drawReplay(grid, lower, view);
}

/** Where the list and what lies below it stand; absent where they are not shown. */
export function runsLayout(
  width: number,
  height: number,
  { playback, curves, full }: Pick<View, 'playback' | 'curves' | 'full'>,
): { readonly list?: Rectangle; readonly lower?: Rectangle } {
  const room = height - 2;
  const whole = { x: 0, y: 1, width, height: room };
  if (playback === undefined && curves.length === 0) return { list: whole };
  if (full) return { lower: whole };
  const lower = Math.max(11, Math.floor(room * (screenForm(width, height) === 'wide' ? 0.48 : 0.54)));
  return { list: { ...whole, height: room - lower }, lower: { ...whole, y: 1 + room - lower, height: lower } };
}
