import { columnsOf, put, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, fitBoth, type Part } from '../../layout.js';

/** What a panel's frame shows. */
export interface PanelOptions {
  /** Parts of the title on the left, by priority. */
  readonly title: readonly Part[];
  /** Parts at the right end of the upper edge. */
  readonly right?: readonly Part[];
  /** Parts at the right end of the lower edge. */
  readonly bottom?: readonly Part[];
  /** A focused panel has a heavy frame. */
  readonly focused?: boolean;
  readonly style?: Style;
}

/** Draws a frame with its titles and answers the rectangle inside. */
export function drawPanel(grid: Cells, at: Rectangle, options: PanelOptions): Rectangle {
  const { title, right = [], bottom = [], focused = false, style = 'dim' } = options;
  const frame = focused ? '┏━┓┃┗┛' : '╭─╮│╰╯';
  const glyph = (index: number): number => frame.codePointAt(index) ?? 32;
  const lastX = at.x + at.width - 1;
  const lastY = at.y + at.height - 1;
  const edge = focused ? 'focus' : style;
  for (let x = at.x + 1; x < lastX; x++) {
    put(grid, x, at.y, glyph(1), edge);
    put(grid, x, lastY, glyph(1), edge);
  }
  for (let y = at.y + 1; y < lastY; y++) {
    put(grid, at.x, y, glyph(3), edge);
    put(grid, lastX, y, glyph(3), edge);
  }
  put(grid, at.x, at.y, glyph(0), edge);
  put(grid, lastX, at.y, glyph(2), edge);
  put(grid, at.x, lastY, glyph(4), edge);
  put(grid, lastX, lastY, glyph(5), edge);
  const room = at.width - 6;
  const [shared, tail] = fitBoth(title, right, room - (right.length > 0 ? 3 : 0), ' · ');
  const left = tail === '' ? fit(title, room, ' · ') : shared;
  if (left !== '') write(grid, at.x + 2, at.y, ` ${left} `, focused ? 'focus' : 'bold');
  if (tail !== '') write(grid, lastX - columnsOf(tail) - 3, at.y, ` ${tail} `);
  const lower = fit(bottom, at.width - 6, ' · ', false);
  if (lower !== '') write(grid, lastX - columnsOf(lower) - 3, lastY, ` ${lower} `);
  return { x: at.x + 1, y: at.y + 1, width: Math.max(0, at.width - 2), height: Math.max(0, at.height - 2) };
}
