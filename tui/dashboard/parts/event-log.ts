import { write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { matches } from '../../filter.js';
import { fit } from '../../layout.js';
import type { LogEntry, Mark } from '../../state.js';
import { clock } from '../../words.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** The newest events of all runs: one row, or a panel with the newest on top, that scrolls where it is told to. */
export function drawEventLog(grid: Cells, at: Rectangle, view: View, scrolls = false): void {
  const all = view.state.log;
  const log = isOpen(view.filter)
    ? all
    : all.filter((entry) => matches(view.filter, { text: entry.text, level: levelOf(entry) }));
  if (at.height < 3) {
    const entry = log.at(-1);
    if (entry !== undefined) writeEntry(grid, { ...at, x: at.x + 1, width: at.width - 1 }, entry);
    return;
  }
  drawEntries(grid, at, view, log, { focused: false, scrolls });
}

/** The newest mark of a run in one row. */
export function drawNewestMark(grid: Cells, at: Rectangle, view: View, marks: readonly Mark[]): void {
  const entry = filteredMarks(marks, view.filter).at(-1);
  if (entry !== undefined) writeEntry(grid, { ...at, x: at.x + 1, width: at.width - 1 }, entry);
}

/** Everything that happened in one run, the newest on top. */
export function drawRunLog(
  grid: Cells,
  at: Rectangle,
  view: View,
  { marks, focused }: { readonly marks: readonly Mark[]; readonly focused: boolean },
): void {
  const shown = filteredMarks(marks, view.filter);
  drawEntries(grid, at, view, shown, { focused, scrolls: focused });
}

/** The marks that a filter lets through: `kind:alarm`, `level:warn`, `update:>100` and words. */
function filteredMarks(marks: readonly Mark[], filter: string): readonly Mark[] {
  if (isOpen(filter)) return marks;
  return marks.filter((mark) =>
    matches(filter, { text: mark.text, kind: mark.kind, update: mark.update, level: levelOf(mark) }),
  );
}

/** A filter that lets everything through: the words of a mark are made once somebody reads them. */
const isOpen = (filter: string): boolean => filter.trim() === '';

function drawEntries(
  grid: Cells,
  at: Rectangle,
  view: View,
  log: readonly LogEntry[],
  { focused, scrolls }: { readonly focused: boolean; readonly scrolls: boolean },
): void {
  const inside = drawPanel(grid, at, {
    title: [[0, 'events']],
    right: [
      [0, view.filter === '' ? '' : `filter ${view.filter}`],
      [1, `${log.length}`],
      [2, view.filter === '' && at.width > 70 ? '/ filter · kind:alarm · level:warn' : ''],
    ],
    focused,
  });
  const most = Math.max(0, log.length - inside.height);
  if (scrolls) view.scrolls?.(most);
  const scroll = scrolls ? Math.min(view.scroll, most) : 0;
  for (let i = 0; i < inside.height; i++) {
    const entry = log.at(-1 - i - scroll);
    if (entry !== undefined && i + scroll < log.length)
      writeEntry(grid, { ...inside, x: inside.x + 1, y: inside.y + i, width: inside.width - 2 }, entry);
  }
}

function levelOf({ glyph }: LogEntry): string {
  return glyph === '✗' ? 'error' : glyph === '▲' ? 'warn' : 'info';
}

/** One entry in a row. */
function writeEntry(grid: Cells, at: Rectangle, { at: seconds, glyph, text }: LogEntry): void {
  const style: Style = glyph === '✗' ? 'bad' : glyph === '▲' ? 'near' : glyph === '✓' ? 'good' : 'plain';
  // A run that is told again has no clock.
  const when = Number.isNaN(seconds) ? '' : `${clock(seconds)} `;
  const next = write(grid, at.x, at.y, `${when}${glyph} `, style, at.width);
  write(grid, next, at.y, fit([[0, text]], at.width - (next - at.x)), 'plain');
}
