import { cells, type Cells } from '../charts/cells.js';
import { toAscii } from '../charts/fallback.js';
import { screenForm } from '../layout.js';
import { drawCompact } from './parts/compact.js';
import { drawFoot, drawHeader } from './parts/header.js';
import { drawLineForm } from './parts/one-line.js';
import { drawHelp } from './parts/verdict.js';
import { drawCompare } from './screens/compare.js';
import { drawLive } from './screens/live.js';
import { drawRuns } from './screens/runs.js';
import { drawStudio } from './screens/studio.js';
import { drawSweep } from './screens/sweep.js';
import type { View } from './view.js';

/** The screen that a view is on as cells, for any size. */
export function drawScreen(view: View, width: number, height: number): Cells {
  const grid = cells(width, height);
  const form = screenForm(width, height);
  if (form === 'line') drawLineForm(grid, view);
  else if (form === 'compact') drawCompact(grid, view);
  else {
    drawHeader(grid, view);
    if (view.middle === 'help') drawHelp(grid, { x: 0, y: 1, width, height: height - 2 }, view);
    else if (view.screen === 'live') drawLive(grid, view);
    else if (view.screen === 'runs') drawRuns(grid, view);
    else if (view.screen === 'studio') drawStudio(grid, view);
    else if (view.screen === 'sweep') drawSweep(grid, view);
    else drawCompare(grid, view);
    drawFoot(grid, view);
  }
  if (view.theme.glyphs === 'ascii') toAscii(grid);
  return grid;
}
