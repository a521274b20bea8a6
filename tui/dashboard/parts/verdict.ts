import { write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { keymap } from '../../keymap.js';
import { wrap } from '../../layout.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** The words that came out; scrolls. */
export function drawVerdict(grid: Cells, at: Rectangle, view: View): void {
  const { verdict, summary } = view.state;
  const words = [...(summary?.words ?? []), ...(verdict?.words ?? [])];
  const lines = words.flatMap((text) => wrap(text, at.width - 4, '  '));
  drawText(grid, at, view.scroll, verdict?.decided === false ? 'no verdict is given' : 'verdict', lines);
}

/** Every key and what it does. */
export function drawHelp(grid: Cells, at: Rectangle, view: View): void {
  const lines = keymap.map(({ keys, meaning }) => `${keys.join(' ').padEnd(12)} ${meaning}`);
  drawText(grid, at, view.scroll, 'help', lines);
}

function drawText(grid: Cells, at: Rectangle, scroll: number, title: string, lines: readonly string[]): void {
  const height = at.height - 2;
  const first = Math.min(Math.max(0, lines.length - height), scroll);
  const more = lines.length > height;
  const last = Math.min(lines.length, first + height);
  const inside = drawPanel(grid, at, {
    title: [[0, title]],
    right: more ? [[0, `↑↓ ${first + 1}–${last} of ${lines.length}`]] : [],
    focused: true,
  });
  lines.slice(first, last).forEach((text, i) => {
    const style: Style = 'plain';
    write(grid, inside.x + 1, inside.y + i, text, style, inside.width - 1);
  });
}
