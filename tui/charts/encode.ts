import type { Cells } from './cells.js';

/**
 * Each row as one string with the fewest colour changes; `colours` gives the escape sequence of a style index, '' for none.
 * A row that set a colour ends with a reset.
 */
export function encode(grid: Cells, colours: readonly string[]): string[] {
  const rows: string[] = [];
  for (let y = 0; y < grid.height; y++) {
    let text = '';
    let active = '';
    for (let x = 0; x < grid.width; x++) {
      const at = y * grid.width + x;
      const glyph = grid.glyphs[at];
      const wanted = colours[grid.styles[at]] ?? '';
      if (wanted !== active && glyph !== 0x20) {
        text += active === '' ? wanted : `\u001B[0m${wanted}`;
        active = wanted;
      }
      text += String.fromCodePoint(glyph);
    }
    rows.push(active === '' ? text : `${text}\u001B[0m`);
  }
  return rows;
}
