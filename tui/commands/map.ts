import { stabilityMap, type StabilityMap } from '../../curriculum/stability/map.js';
import { cells, write } from '../charts/cells.js';
import { encode } from '../charts/encode.js';
import { toAscii } from '../charts/fallback.js';
import { drawHeatMap, nearestIndex } from '../charts/heat-map.js';
import { bandLook, bandWords, edgeGlyph, heatScaleOf, type HeatScale } from '../charts/heat-scale.js';
import { heatMapSvg } from '../picture/heat-map.js';
import { pngOf } from '../picture/png.js';
import { factor, plainNumber, signed } from '../words.js';
import { bestCell, reopening, reopeningWords, short } from './map-notes.js';
import { mapRequest, type MapRequest, type RequestedAxis } from './map-request.js';
import { outFile, writeOut } from './out-file.js';
import { jsonDocument, pageOf, say, shownLine, textFlag, type Flags, type Page } from './page.js';

/** Prints a reading over two axes as a heat map, and writes it as a picture where asked. */
export async function map(flags: Flags): Promise<void> {
  const page = pageOf(process.stdout, flags);
  const request = await mapRequest(flags);
  const computed = stabilityMap(request.options);
  const files = (['svg', 'png'] as const).flatMap((kind) => {
    const file = textFlag(flags, kind);
    return file === undefined ? [] : [outFile(`--${kind}`, file)];
  });
  if (files.length > 0) await writePictures(mapSvg(computed, request), flags);
  const lines =
    flags['json'] === true
      ? [jsonDocument(mapDocument(computed, request))]
      : [...mapLines(computed, request, page), ...files.map((file) => `wrote ${file}`)];
  await say(process.stdout, lines);
}

async function writePictures(svg: string, flags: Flags): Promise<void> {
  const [svgFile, pngFile] = [textFlag(flags, 'svg'), textFlag(flags, 'png')];
  if (svgFile !== undefined) writeOut('--svg', svgFile, svg);
  if (pngFile !== undefined) writeOut('--png', pngFile, await pngOf(svg));
}

/** A map as plain data: one JSON document; rows of `grid` follow `y`. */
export function mapDocument(computed: StabilityMap, request: MapRequest): object {
  const { grid, rows, columns, reading } = computed;
  const { x, y, fixedValues } = request;
  const scale = heatScaleOf(reading, grid);
  const again = reopening(computed, request, scale);
  return {
    reading,
    x: { axis: x.name, values: x.options.values },
    y: { axis: y.name, values: y.options.values },
    fixed: fixedValues,
    edge: scale.edge,
    grid: Array.from({ length: rows }, (_, row) => Array.from(grid.subarray(row * columns, (row + 1) * columns))),
    best: bestCell(computed, request, scale),
    reopens: again === undefined ? [] : again.at,
  };
}

/** A map as SVG text. */
function mapSvg(computed: StabilityMap, request: MapRequest): string {
  const scale = heatScaleOf(computed.reading, computed.grid);
  const { x, y } = request;
  return heatMapSvg({
    title: scale.label,
    notes: [request.fixed.join(' · ')],
    map: computed,
    scale,
    x: { label: x.label, values: x.options.values },
    y: { label: y.label, values: y.options.values },
  });
}

const gutter = 8;
/** Lines around the map on a terminal: title, axis, legend, notes, and the prompt that comes back. */
const around = 8;

/** A map as lines of a page. */
export function mapLines(computed: StabilityMap, request: MapRequest, page: Page): string[] {
  const scale = heatScaleOf(computed.reading, computed.grid);
  const { x, y, fixed } = request;
  const again = reopening(computed, request, scale);
  const best = bestCell(computed, request, scale);
  const value = valueWords(computed.reading, best.value);
  const notes = [
    `best ${value} at ${x.name} ${short(best.x)}, ${y.name} ${short(best.y)}`,
    ...(again === undefined ? [] : [reopeningWords(again)]),
  ];
  return [
    ...wrapped([`${scale.label}:`, `across ${x.label};`, `up ${y.label};`, ...fixed], page),
    ...chart(computed, request, scale, page),
    ...notes.flatMap((note) => wrapped([note], page)),
  ];
}

function valueWords(reading: StabilityMap['reading'], value: number): string {
  return reading === 'margin' ? signed(value) : reading === 'transient' ? factor(value) : plainNumber(value);
}

function chart(computed: StabilityMap, { x, y }: MapRequest, scale: HeatScale, page: Page): string[] {
  const width = fitted(page.columns - gutter - 1, computed.columns);
  const height = page.rows === undefined ? computed.rows : Math.min(computed.rows, Math.max(6, page.rows - around));
  const grid = cells(Math.max(page.columns - 1, gutter + width), height + 3);
  drawHeatMap(grid, { x: gutter, y: 0, width, height }, computed, { scale, glyphs: page.theme.glyphs });
  for (let row = 0; row < height; row++) write(grid, gutter - 1, row, '│', 'dim');
  for (const row of marksOf(height, 4)) {
    const at = y.options.values.length - 1 - nearestIndex(row, height, y.options.values.length);
    write(grid, 0, row, `${short(y.options.values[at]).padStart(gutter - 1)}┤`, 'dim', gutter);
  }
  xLabels(x, width, (column, text) => write(grid, gutter + column, height, text, 'dim'));
  let column = gutter;
  bandWords(scale).forEach((words, band) => {
    const { glyph, style } = bandLook(band, page.theme.glyphs);
    column = write(grid, column, height + 1, glyph, style);
    column = write(grid, column, height + 1, ` ${words}  `, 'dim');
  });
  const below = column + 10 > grid.width ? 1 : 0;
  column = write(grid, below === 1 ? gutter : column, height + 1 + below, edgeGlyph(page.theme.glyphs), 'bold');
  write(grid, column, height + 1 + below, ' the edge', 'dim');
  if (page.ascii) toAscii(grid);
  return encode(grid, page.theme.colours)
    .slice(0, height + 2 + below)
    .map((row) => row.trimEnd());
}

/** Columns of a map: a whole number of cells a sample where there is room, else as many as fit. */
function fitted(room: number, samples: number): number {
  return samples > room ? room : samples * Math.max(1, Math.floor(room / samples));
}

/** Places of labels along `length` cells, both ends included. */
function marksOf(length: number, gaps: number): number[] {
  return [...new Set(Array.from({ length: gaps + 1 }, (_, k) => Math.round((k * (length - 1)) / gaps)))];
}

/** Labels under the middle of their cells; one that would touch the one before is left out. */
function xLabels(
  { options: { values } }: RequestedAxis,
  width: number,
  put: (column: number, text: string) => void,
): void {
  let free = 0;
  for (const column of marksOf(width, width > 60 ? 8 : 4)) {
    const text = short(values[nearestIndex(column, width, values.length)]);
    const start = Math.max(0, Math.min(column - (text.length >> 1), width - text.length));
    if (start < free) continue;
    put(start, text);
    free = start + text.length + 1;
  }
}

/** Parts joined by blanks, in lines that fit. */
function wrapped(parts: readonly string[], page: Page): string[] {
  const lines: string[] = [];
  for (const part of parts.flatMap((text) => shownLine(text, page).split(' '))) {
    const last = lines[lines.length - 1];
    if (last !== undefined && Array.from(last).length + 1 + Array.from(part).length < page.columns)
      lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines;
}
