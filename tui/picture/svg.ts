/** A cell of a picture: its glyph and how it is shown. */
export interface PictureCell {
  readonly glyph: string;
  /** CSS colour; absent for the ground's text colour. */
  readonly color?: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

/** Options of {@link svgOf}. */
export interface PictureOptions {
  /** Colours of the ground and of text without a colour. */
  readonly ground?: string;
  readonly text?: string;
  /** What the picture shows, for those who cannot see it. */
  readonly title?: string;
}

const WIDTH = 8;
const HEIGHT = 16;
const PAD = 8;

/** Strokes of box glyphs inside a cell of 8×16: light ones, and the heavy ones of a focused frame. */
const boxes: Readonly<Record<string, string>> = {
  '─': 'M0 8h8',
  '━': 'M0 8h8',
  '╌': 'M0 8h3M5 8h3',
  '┄': 'M0 8h2M3 8h2M6 8h2',
  '│': 'M4 0v16',
  '┃': 'M4 0v16',
  '┊': 'M4 0v3M4 6v4M4 13v3',
  '┤': 'M4 0v16M0 8h4',
  '┛': 'M4 0v8h-4',
  '╭': 'M8 8q-4 0-4 4v4',
  '╮': 'M0 8q4 0 4 4v4',
  '╰': 'M4 0v4q0 4 4 4',
  '╯': 'M4 0v4q0 4-4 4',
  '┏': 'M4 16v-8h4',
  '┓': 'M0 8h4v8',
  '┗': 'M4 0v8h4',
};
const heavy = '━┃┏┓┗┛';

/** Filled rectangles of block glyphs: x, y, width, height, opacity. */
const blocks: Readonly<Record<string, readonly number[]>> = {
  '█': [0, 0, 8, 16, 1],
  '▓': [0, 0, 8, 16, 0.75],
  '▒': [0, 0, 8, 16, 0.5],
  '░': [0, 0, 8, 16, 0.25],
  '▀': [0, 0, 8, 8, 1],
  '▁': [0, 14, 8, 2, 1],
  '▂': [0, 12, 8, 4, 1],
  '▃': [0, 10, 8, 6, 1],
  '▄': [0, 8, 8, 8, 1],
  '▅': [0, 6, 8, 10, 1],
  '▆': [0, 4, 8, 12, 1],
  '▇': [0, 2, 8, 14, 1],
  '▰': [1, 5, 6, 6, 1],
  '▱': [1, 5, 6, 6, 0.3],
};

/** Everything drawn in one colour and opacity. */
interface Layer {
  dots: string;
  light: string;
  strong: string;
  readonly faces: string[];
  readonly texts: string[];
}

/**
 * A terminal screen as SVG that needs no braille font: dots are circles, one path a colour, box lines are strokes, the rest is text.
 * All cells of a row are 8×16 units.
 */
export function svgOf(rows: readonly (readonly PictureCell[])[], options: PictureOptions = {}): string {
  const { ground = '#16181d', text = '#d8dbe2', title = 'A terminal' } = options;
  const layers = new Map<string, Layer>();
  const layerOf = (cell: PictureCell): Layer => {
    const key = `${cell.color ?? text}|${cell.dim === true ? 0.55 : 1}`;
    const found = layers.get(key) ?? { dots: '', light: '', strong: '', faces: [], texts: [] };
    layers.set(key, found);
    return found;
  };
  rows.forEach((row, y) => drawRow(row, PAD + y * HEIGHT, layerOf));
  const width = Math.max(0, ...rows.map((row) => row.length)) * WIDTH + 2 * PAD;
  const height = rows.length * HEIGHT + 2 * PAD;
  const body = [...layers].map(([key, layer]) => {
    const [color, opacity] = key.split('|');
    const parts = [
      layer.dots === '' ? '' : `<path d="${layer.dots}"/>`,
      layer.light === '' ? '' : `<path d="${layer.light}" fill="none" stroke="${color}"/>`,
      layer.strong === '' ? '' : `<path d="${layer.strong}" fill="none" stroke="${color}" stroke-width="2"/>`,
      ...layer.faces,
      ...layer.texts,
    ];
    return `<g fill="${color}"${opacity === '1' ? '' : ` opacity="${opacity}"`}>${parts.join('')}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="6" fill="${ground}"/>`,
    `<g font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="13" xml:space="preserve">`,
    ...body,
    '</g></svg>',
    '',
  ].join('\n');
}

function drawRow(row: readonly PictureCell[], top: number, layerOf: (cell: PictureCell) => Layer): void {
  let run = '';
  let from = 0;
  let owner: PictureCell | undefined;
  const flush = (): void => {
    const letters = run.trimEnd();
    if (owner !== undefined && letters !== '') {
      const length = Array.from(letters).length * WIDTH;
      const weight = owner.bold === true ? ' font-weight="700"' : '';
      const place = `x="${PAD + from * WIDTH}" y="${top + 12}" textLength="${length}"`;
      layerOf(owner).texts.push(`<text ${place}${weight}>${escaped(letters)}</text>`);
    }
    run = '';
    owner = undefined;
  };
  row.forEach((cell, x) => {
    if (drawShape(cell, PAD + x * WIDTH, top, layerOf)) {
      flush();
      return;
    }
    const same =
      owner !== undefined && owner.color === cell.color && owner.bold === cell.bold && owner.dim === cell.dim;
    if (cell.glyph === ' ' && !run.endsWith(' ') && run !== '') run += ' ';
    else if (cell.glyph === ' ') flush();
    else {
      if (!same) flush();
      if (owner === undefined) [owner, from] = [cell, x];
      run += cell.glyph;
    }
  });
  flush();
}

/** Draws what is a shape and not a letter; answers whether it was one. */
function drawShape(cell: PictureCell, left: number, top: number, layerOf: (cell: PictureCell) => Layer): boolean {
  const code = cell.glyph.codePointAt(0) ?? 32;
  if (code > 0x2800 && code <= 0x28ff) {
    layerOf(cell).dots += brailleDots(code - 0x2800, left, top);
    return true;
  }
  const box = boxes[cell.glyph];
  if (box !== undefined) {
    const layer = layerOf(cell);
    const path = moved(box, left, top);
    if (heavy.includes(cell.glyph)) layer.strong += path;
    else layer.light += path;
    return true;
  }
  const block = blocks[cell.glyph];
  if (block === undefined) return false;
  const [x, y, width, height, opacity] = block;
  const faint = opacity === 1 ? '' : ` opacity="${opacity}"`;
  layerOf(cell).faces.push(`<rect x="${left + x}" y="${top + y}" width="${width}" height="${height}"${faint}/>`);
  return true;
}

const DOTS: readonly (readonly [number, number])[] = [
  [2, 2],
  [2, 6],
  [2, 10],
  [6, 2],
  [6, 6],
  [6, 10],
  [2, 14],
  [6, 14],
];

function brailleDots(mask: number, left: number, top: number): string {
  let path = '';
  DOTS.forEach(([x, y], bit) => {
    if ((mask & (1 << bit)) !== 0) path += `M${left + x - 1.2} ${top + y}a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0`;
  });
  return path;
}

/** The absolute moves of a path, shifted. */
function moved(path: string, left: number, top: number): string {
  return path.replace(/M([\d.]+) ([\d.]+)/g, (_, x: string, y: string) => `M${left + Number(x)} ${top + Number(y)}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
