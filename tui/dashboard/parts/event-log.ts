import { write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit } from '../../layout.js';
import type { LogEntry } from '../../state.js';
import { clock } from '../../words.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** The newest events: one row, or a panel with the newest on top. */
export function drawEventLog(grid: Cells, at: Rectangle, view: View): void {
  const { log } = view.state;
  if (at.height < 3) {
    const entry = log.at(-1);
    if (entry !== undefined) writeEntry(grid, { ...at, x: at.x + 1, width: at.width - 1 }, entry);
    return;
  }
  const inside = drawPanel(grid, at, { title: [[0, 'events']], right: [[1, `${log.length}`]] });
  for (let i = 0; i < inside.height; i++) {
    const entry = log.at(-1 - i);
    if (entry !== undefined)
      writeEntry(grid, { ...inside, x: inside.x + 1, y: inside.y + i, width: inside.width - 2 }, entry);
  }
}

function writeEntry(grid: Cells, at: Rectangle, { at: seconds, glyph, text }: LogEntry): void {
  const style: Style = glyph === '✗' ? 'bad' : glyph === '▲' ? 'near' : glyph === '✓' ? 'good' : 'plain';
  const next = write(grid, at.x, at.y, `${clock(seconds)} ${glyph} `, style, at.width);
  write(grid, next, at.y, fit([[0, text]], at.width - (next - at.x)), 'plain');
}
