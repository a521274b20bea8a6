import { write, type Cells, type Rectangle } from '../../charts/cells.js';
import { fit } from '../../layout.js';
import type { View } from '../view.js';
import type { CompactBody } from './compact-body.js';
import { compareBody } from './compact-compare.js';
import { liveBody } from './compact-live.js';
import { runsBody } from './compact-runs.js';
import { studioBody } from './compact-studio.js';
import { sweepBody } from './compact-sweep.js';
import { drawFoot, drawHeader } from './header.js';
import { drawHelp, drawVerdict } from './verdict.js';

/** A screen below 80×24: header, a few lines of numbers, what there is room for, the newest event, the foot. */
export function drawCompact(grid: Cells, view: View): void {
  drawHeader(grid, view);
  drawFoot(grid, view);
  const { width, height } = grid;
  const whole = { x: 0, y: 1, width, height: height - 2 };
  if (view.middle === 'help') drawHelp(grid, whole, view);
  else if (view.middle === 'verdict' && view.screen === 'compare') drawVerdict(grid, whole, view);
  else drawBody(grid, whole, bodyOf(view, width));
}

function bodyOf(view: View, width: number): CompactBody {
  const room = width - 2;
  if (view.screen === 'live') return liveBody(view, room);
  if (view.screen === 'studio') return studioBody(view);
  if (view.screen === 'runs') return runsBody(view, room);
  return view.screen === 'sweep' ? sweepBody(view, room) : compareBody(view, room);
}

function drawBody(grid: Cells, at: Rectangle, { lines, rows = [], focus = 0, rest, event }: CompactBody): void {
  const end = at.y + at.height - (event === undefined ? 0 : 1);
  let y = at.y;
  for (const parts of lines) if (y < end) write(grid, 1, y++, fit(parts, at.width - 2));
  const room = end - y;
  const shown = Math.min(rows.length, rest !== undefined && room - rows.length < rest.least ? room : rows.length);
  const first = Math.max(0, Math.min(rows.length - shown, focus - Math.floor(shown / 2)));
  rows.slice(first, first + shown).forEach((parts, i) => {
    const isFocus = first + i === focus;
    write(grid, 0, y++, `${isFocus ? '›' : ' '}${fit(parts, at.width - 2)}`, isFocus ? 'focus' : 'plain');
  });
  if (rest !== undefined && end - y >= rest.least) rest.draw(grid, { ...at, y, height: end - y });
  event?.(grid, { ...at, y: end, height: 1 });
}
