/** Names of all styles a cell can have; a theme gives each its colours. */
export const styles = [
  'plain',
  'dim',
  'bold',
  'focus',
  'rate',
  'knob',
  'curvature',
  'good',
  'near',
  'bad',
  'in',
  'quadrature',
  'anti',
  'constant',
  'other',
] as const;

/** Name of a style. */
export type Style = (typeof styles)[number];

/** A grid of terminal cells: a code point and a style index each, row-major (`height × width`). Every cell is one column wide. */
export interface Cells {
  readonly width: number;
  readonly height: number;
  readonly glyphs: Uint32Array;
  readonly styles: Uint8Array;
}

/** A rectangle of cells; `x` and `y` count from the upper left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SPACE = 32;
const indices = new Map<Style, number>(styles.map((style, index) => [style, index]));

/** Ranges of code points beyond ASCII that every terminal draws one column wide and alone. */
const narrow: readonly (readonly [number, number])[] = [
  [0xa1, 0xac],
  [0xae, 0x24f],
  [0x391, 0x3c9],
  [0x2010, 0x2027],
  [0x2030, 0x2044],
  [0x2070, 0x209c],
  [0x2190, 0x21ff],
  [0x2200, 0x22ff],
  [0x2500, 0x25c9],
  [0x25cb, 0x25d7],
  [0x2713, 0x2713],
  [0x2717, 0x2717],
  [0x2800, 0x28ff],
  [0x203a, 0x203a],
];

/** The code point if it is surely one column wide, else `?`: a wide or combining one would shift all that follows. */
export function narrowGlyph(codePoint: number): number {
  if (codePoint <= 0x7e) return codePoint >= SPACE ? codePoint : 0x3f;
  for (const [first, last] of narrow) if (codePoint >= first && codePoint <= last) return codePoint;
  return 0x3f;
}

/** An empty grid. */
export function cells(width: number, height: number): Cells {
  const count = Math.max(0, width) * Math.max(0, height);
  return {
    width: Math.max(0, width),
    height: Math.max(0, height),
    glyphs: new Uint32Array(count).fill(SPACE),
    styles: new Uint8Array(count),
  };
}

/** The index a style is stored under. */
export function styleIndex(style: Style): number {
  return indices.get(style) ?? 0;
}

/** Writes one glyph; outside the grid nothing happens. */
export function put(grid: Cells, x: number, y: number, codePoint: number, style: Style = 'plain'): void {
  place(grid, x, y, codePoint, styleIndex(style));
}

function place(grid: Cells, x: number, y: number, codePoint: number, style: number): void {
  if (x < 0 || y < 0 || x >= grid.width || y >= grid.height) return;
  grid.glyphs[y * grid.width + x] = narrowGlyph(codePoint);
  grid.styles[y * grid.width + x] = style;
}

/** Writes a text from left to right, clipped to the grid and to `limit` columns; answers the column after it. */
export function write(
  grid: Cells,
  x: number,
  y: number,
  text: string,
  style: Style = 'plain',
  limit = Number.POSITIVE_INFINITY,
): number {
  const index = styleIndex(style);
  let column = x;
  for (let i = 0; i < text.length && column - x < limit; column++) {
    const codePoint = text.codePointAt(i) ?? SPACE;
    place(grid, column, y, codePoint, index);
    i += codePoint > 0xffff ? 2 : 1;
  }
  return column;
}

/** Columns a text takes: one per code point. */
export function columnsOf(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; count++) i += (text.codePointAt(i) ?? SPACE) > 0xffff ? 2 : 1;
  return count;
}

/** The text of one row, without styles. */
export function rowText(grid: Cells, y: number): string {
  let text = '';
  for (let x = 0; x < grid.width; x++) text += String.fromCodePoint(grid.glyphs[y * grid.width + x]);
  return text;
}
