import type { ChartGlyphs } from './canvas.js';
import { put, type Cells, type Rectangle } from './cells.js';
import { bandLook, bandOf, edgeGlyph, type HeatScale } from './heat-scale.js';

/** Numbers over two axes, row by row; the first row is drawn at the bottom. */
export interface HeatGrid {
  readonly grid: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
}

/** How a heat map is drawn. */
export interface HeatMapOptions {
  readonly scale: HeatScale;
  readonly glyphs: ChartGlyphs;
}

/**
 * Fills a rectangle with the shades of a grid, every cell the value nearest to it; a cell inside the edge with a neighbour beyond it
 * carries the edge's mark. A value that is not a number is a question mark.
 */
export function drawHeatMap(target: Cells, at: Rectangle, map: HeatGrid, { scale, glyphs }: HeatMapOptions): void {
  const { width, height } = at;
  if (!(width > 0 && height > 0 && map.rows > 0 && map.columns > 0)) return;
  const bands = new Int8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = map.rows - 1 - nearestIndex(y, height, map.rows);
    for (let x = 0; x < width; x++)
      bands[y * width + x] = bandOf(scale, map.grid[row * map.columns + nearestIndex(x, width, map.columns)]);
  }
  const edge = edgeGlyph(glyphs).codePointAt(0) ?? 0x2b;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const band = bands[y * width + x];
      if (band >= 0 && band < 3 && touchesBeyond(bands, width, height, x, y)) {
        put(target, at.x + x, at.y + y, edge, 'bold');
        continue;
      }
      const { glyph, style } = bandLook(band, glyphs);
      put(target, at.x + x, at.y + y, glyph.codePointAt(0) ?? 0x3f, style);
    }
  }
}

/** The one of `count` samples that lies nearest to the middle of cell `cell` of `cells`. */
export function nearestIndex(cell: number, cells: number, count: number): number {
  return Math.min(count - 1, Math.floor(((cell + 0.5) * count) / cells));
}

function touchesBeyond(bands: Int8Array, width: number, height: number, x: number, y: number): boolean {
  const at = y * width + x;
  return (
    (x > 0 && bands[at - 1] >= 3) ||
    (x < width - 1 && bands[at + 1] >= 3) ||
    (y > 0 && bands[at - width] >= 3) ||
    (y < height - 1 && bands[at + width] >= 3)
  );
}
