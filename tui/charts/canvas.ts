import { styleIndex, type Cells, type Rectangle, type Style } from './cells.js';

/** How dots become glyphs: braille 2×4 dots a cell, half blocks, or plain ASCII. */
export const chartGlyphNames = ['braille', 'block', 'ascii'] as const;

/** Name of a glyph set. */
export type ChartGlyphs = (typeof chartGlyphNames)[number];

/** How a line is told from another without colour. */
export type Pattern = 'solid' | 'dashed' | 'dotted' | 'sparse';

/** Dots over a rectangle of cells, two across and four down each. */
export interface Canvas {
  /** Size in dots. */
  readonly width: number;
  readonly height: number;
  /** One braille mask a cell. */
  readonly masks: Uint8Array;
  readonly styles: Uint8Array;
  readonly ranks: Uint8Array;
}

/** A canvas for `columns × rows` cells. */
export function canvas(columns: number, rows: number): Canvas {
  const width = Math.max(0, columns);
  const height = Math.max(0, rows);
  const count = width * height;
  return {
    width: width * 2,
    height: height * 4,
    masks: new Uint8Array(count),
    styles: new Uint8Array(count),
    ranks: new Uint8Array(count),
  };
}

const BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

/** Sets a dot; of two styles in one cell the one of higher rank stays (0 band, 1 reference, 2 line, 3 cursor). */
export function dot(target: Canvas, x: number, y: number, style: Style, rank = 2): void {
  ink(target, x, y, styleIndex(style), rank);
}

function ink(target: Canvas, x: number, y: number, style: number, rank: number): void {
  if (!(x >= 0 && y >= 0 && x < target.width && y < target.height)) return;
  const column = x >> 1;
  const row = y >> 2;
  const cell = row * (target.width >> 1) + column;
  target.masks[cell] |= BITS[(y & 3) * 2 + (x & 1)];
  if (rank + 1 >= target.ranks[cell]) {
    target.ranks[cell] = rank + 1;
    target.styles[cell] = style;
  }
}

/** True where the pattern draws its `step`-th dot. */
function inked(pattern: Pattern, step: number): boolean {
  if (pattern === 'solid') return true;
  if (pattern === 'dashed') return step % 6 < 3;
  if (pattern === 'dotted') return step % 3 === 0;
  return step % 4 === 0;
}

/** Draws a straight line between two dots, given within ±2¹⁵; `step` counts on along a polyline. Answers the next step. */
export function line(
  target: Canvas,
  from: readonly [number, number],
  to: readonly [number, number],
  style: Style,
  pattern: Pattern = 'solid',
  step = 0,
  rank = 2,
): number {
  const [x0, y0] = from;
  const [x1, y1] = to;
  const length = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
  if (!(length < 65_536)) return step;
  const index = styleIndex(style);
  for (let i = 0; i <= length; i++) {
    const share = length === 0 ? 0 : i / length;
    if (inked(pattern, step + i))
      ink(target, Math.round(x0 + (x1 - x0) * share), Math.round(y0 + (y1 - y0) * share), index, rank);
  }
  return step + length;
}

/** The glyph of a braille mask. */
function maskGlyph(mask: number, glyphs: ChartGlyphs): number {
  if (mask === 0) return 0x20;
  if (glyphs === 'braille') return 0x2800 + mask;
  const upper = (mask & 0b0001_1011) !== 0;
  const lower = (mask & 0b1110_0100) !== 0;
  if (glyphs === 'block') return upper && lower ? 0x2588 : upper ? 0x2580 : 0x2584;
  let count = 0;
  for (let bits = mask; bits > 0; bits >>= 1) count += bits & 1;
  if (count >= 5) return 0x23;
  if (upper && lower) return count === 1 ? 0x2e : 0x2b;
  if ((mask & 0b0000_1001) !== 0) return count === 1 ? 0x60 : 0x27;
  if ((mask & 0b1100_0000) !== 0) return count === 1 ? 0x2e : 0x5f;
  return count === 1 ? 0x2e : 0x2d;
}

/** Puts the dots on the grid; cells without dots keep what they show. */
export function paste(target: Canvas, grid: Cells, at: Rectangle, glyphs: ChartGlyphs): void {
  const columns = target.width >> 1;
  const rows = target.height >> 2;
  for (let row = 0; row < Math.min(rows, at.height); row++) {
    const y = at.y + row;
    if (y < 0 || y >= grid.height) continue;
    for (let column = 0; column < Math.min(columns, at.width); column++) {
      const x = at.x + column;
      const mask = target.masks[row * columns + column];
      if (mask === 0 || x < 0 || x >= grid.width) continue;
      grid.glyphs[y * grid.width + x] = maskGlyph(mask, glyphs);
      grid.styles[y * grid.width + x] = target.styles[row * columns + column];
    }
  }
}
