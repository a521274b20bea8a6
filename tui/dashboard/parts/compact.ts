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
  const whole = between(width, height);
  if (!hasText(view)) drawBody(grid, whole, bodyOf(view, width));
  else if (view.middle === 'help') drawHelp(grid, whole, view);
  else drawVerdict(grid, whole, view);
}

/** True where a text stands in place of the numbers: the help, or a verdict in words. */
function hasText({ middle, screen }: View): boolean {
  return middle === 'help' || (middle === 'verdict' && screen === 'compare');
}

function bodyOf(view: View, width: number): CompactBody {
  const room = width - 2;
  if (view.screen === 'live') return liveBody(view, room);
  if (view.screen === 'studio') return studioBody(view);
  if (view.screen === 'runs') return runsBody(view, room);
  return view.screen === 'sweep' ? sweepBody(view, room) : compareBody(view, room);
}

/** The row of a list that stands at a line of the screen: an arm, a cell or a stored run; undefined where there is none. */
export function compactRowAt(
  view: View,
  { width, height }: Pick<Cells, 'width' | 'height'>,
  y: number,
): number | undefined {
  if (hasText(view)) return undefined;
  const { first, shown, top } = placeOf(between(width, height), bodyOf(view, width));
  const row = first + y - top;
  return row >= first && row < first + shown ? row : undefined;
}

/** Where the charts below the numbers stand; undefined where there is no room for them. */
export function compactRestAt(view: View, { width, height }: Pick<Cells, 'width' | 'height'>): Rectangle | undefined {
  const body = bodyOf(view, width);
  const at = between(width, height);
  const { top, shown, end } = placeOf(at, body);
  const y = top + shown;
  return hasText(view) || body.rest === undefined || end - y < body.rest.least
    ? undefined
    : { ...at, y, height: end - y };
}

/** What lies between header and foot. */
function between(width: number, height: number): Rectangle {
  return { x: 0, y: 1, width, height: height - 2 };
}

/** Where a body's parts stand: the line below its numbers, the rows from `first` on that there is room for, and the line of the event. */
function placeOf(
  at: Rectangle,
  { lines, rows = [], focus = 0, rest, event }: CompactBody,
): { readonly top: number; readonly first: number; readonly shown: number; readonly end: number } {
  const end = at.y + at.height - (event === undefined ? 0 : 1);
  const top = Math.min(at.y + lines.length, Math.max(at.y, end));
  const room = end - top;
  const shown = Math.min(rows.length, rest !== undefined && room - rows.length < rest.least ? room : rows.length);
  return { top, shown, end, first: Math.max(0, Math.min(rows.length - shown, focus - Math.floor(shown / 2))) };
}

function drawBody(grid: Cells, at: Rectangle, body: CompactBody): void {
  const { lines, rows = [], focus = 0, rest, event } = body;
  const { top, first, shown, end } = placeOf(at, body);
  lines.slice(0, top - at.y).forEach((parts, i) => write(grid, 1, at.y + i, fit(parts, at.width - 2)));
  rows.slice(first, first + shown).forEach((parts, i) => {
    const isFocus = first + i === focus;
    write(grid, 0, top + i, `${isFocus ? '›' : ' '}${fit(parts, at.width - 2)}`, isFocus ? 'focus' : 'plain');
  });
  const y = top + shown;
  if (rest !== undefined && end - y >= rest.least) rest.draw(grid, { ...at, y, height: end - y });
  event?.(grid, { ...at, y: end, height: 1 });
}
