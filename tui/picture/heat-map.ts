import { ticks } from '../charts/axis.js';
import type { HeatGrid } from '../charts/heat-map.js';
import type { HeatScale } from '../charts/heat-scale.js';
import { zeroContour } from './contour.js';

/** One side of a picture. */
export interface PictureAxis {
  readonly label: string;
  /** Value of each column or row, ascending. */
  readonly values: ArrayLike<number>;
}

/** What a picture of a heat map shows. */
export interface HeatMapPicture {
  readonly title: string;
  /** Lines under the title. */
  readonly notes: readonly string[];
  readonly map: HeatGrid;
  readonly scale: HeatScale;
  readonly x: PictureAxis;
  readonly y: PictureAxis;
}

const plot = { x: 76, y: 64, width: 588, height: 396 } as const;
const legend = { x: plot.x + plot.width + 24, width: 18 } as const;
const size = { width: 800, height: 520 } as const;

/** Colours from calm to worst with white at the edge, told apart with every colour vision. [Brewer 2003, RdBu] */
const anchors = ['#08306b', '#2171b5', '#9ecae1', '#f7f7f7', '#f4a582', '#ca0020', '#67001f'] as const;
const shades = 48;

/** The picture of a heat map as SVG text: cells, axes, the edge as a black line, a legend. */
export function heatMapSvg({ title, notes, map, scale, x, y }: HeatMapPicture): string {
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="13" fill="#222">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    text(plot.x, 26, title, 'font-size="17" font-weight="bold"'),
    ...notes.map((note, k) => text(plot.x, 44 + 15 * k, note, 'font-size="12" fill="#555"')),
    '<g shape-rendering="crispEdges">',
    ...cellRuns(map, scale),
    '</g>',
    edgePath(map, scale),
    `<rect x="${plot.x}" y="${plot.y}" width="${plot.width}" height="${plot.height}" fill="none" stroke="#222"/>`,
    ...xAxis(x, map.columns),
    ...yAxis(y, map.rows),
    ...legendParts(scale),
    '</svg>',
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

/** The colour of a place between calm (0) and worst (1); grey where there is no value. */
export function shade(place: number): string {
  if (Number.isNaN(place)) return '#bbbbbb';
  const along = Math.min(1, Math.max(0, place)) * (anchors.length - 1);
  const from = Math.min(anchors.length - 2, Math.floor(along));
  const channel = (at: number): string => {
    const [low, high] = [anchors[from], anchors[from + 1]].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round(low + (high - low) * (along - from))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Neighbours of one shade in a row are one rectangle. */
function cellRuns({ grid, rows, columns }: HeatGrid, scale: HeatScale): string[] {
  const parts: string[] = [];
  const palette = Array.from({ length: shades + 1 }, (_, k) => shade(k / shades));
  const level = (value: number): number => (Number.isNaN(value) ? -1 : Math.round(scale.place(value) * shades));
  for (let row = 0; row < rows; row++) {
    const top = plot.y + (plot.height * (rows - 1 - row)) / rows;
    for (let column = 0; column < columns;) {
      const start = column;
      const found = level(grid[row * columns + start]);
      while (column < columns && level(grid[row * columns + column]) === found) column++;
      const left = plot.x + (plot.width * start) / columns;
      const width = (plot.width * (column - start)) / columns;
      const fill = found < 0 ? shade(Number.NaN) : palette[found];
      parts.push(
        `<rect x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(plot.height / rows)}" fill="${fill}"/>`,
      );
    }
  }
  return parts;
}

function edgePath({ grid, rows, columns }: HeatGrid, scale: HeatScale): string {
  // Interpolated on the scale's own places: a transient of 10⁸ beside one of 2 crosses 10 where its logarithm does.
  const places = Float64Array.from({ length: rows * columns }, (_, k) => scale.place(grid[k]) - 0.5);
  const segments = zeroContour(places, rows, columns);
  if (segments.length === 0) return '';
  const px = (at: number): string => short(plot.x + (plot.width * (at + 0.5)) / columns);
  const py = (at: number): string => short(plot.y + plot.height - (plot.height * (at + 0.5)) / rows);
  const path = segments.map(([fx, fy, tx, ty]) => `M${px(fx)} ${py(fy)}L${px(tx)} ${py(ty)}`).join('');
  return `<path d="${path}" fill="none" stroke="#000" stroke-width="2" stroke-linecap="round"/>`;
}

function xAxis({ label, values }: PictureAxis, count: number): string[] {
  const bottom = plot.y + plot.height;
  const marks = axisMarks(values).flatMap(({ at, label: mark }) => {
    const x = short(plot.x + (plot.width * (at + 0.5)) / count);
    return [
      `<path d="M${x} ${bottom}v5" stroke="#222"/>`,
      text(x, bottom + 19, mark, 'text-anchor="middle" font-size="12"'),
    ];
  });
  return [...marks, text(plot.x + plot.width / 2, bottom + 42, label, 'text-anchor="middle"')];
}

function yAxis({ label, values }: PictureAxis, count: number): string[] {
  const marks = axisMarks(values).flatMap(({ at, label: mark }) => {
    const y = short(plot.y + plot.height - (plot.height * (at + 0.5)) / count);
    return [
      `<path d="M${plot.x} ${y}h-5" stroke="#222"/>`,
      text(plot.x - 9, Number(y) + 4, mark, 'text-anchor="end" font-size="12"'),
    ];
  });
  const middle = plot.y + plot.height / 2;
  return [...marks, text(22, middle, label, `text-anchor="middle" transform="rotate(-90 22 ${middle})"`)];
}

/** Round values of an evenly spaced axis at their places, else the values of five samples. */
function axisMarks(values: ArrayLike<number>): { readonly at: number; readonly label: string }[] {
  const last = values.length - 1;
  const [low, high] = [values[0], values[last]];
  const step = (high - low) / last;
  let even = last > 0 && step > 0;
  for (let k = 0; k <= last && even; k++) even = Math.abs(low + step * k - values[k]) <= 1e-9 * (high - low);
  if (even) return ticks({ low, high }, 8).map((value) => ({ at: (value - low) / step, label: String(value) }));
  const picks = [...new Set([0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * last)))];
  return picks.map((at) => ({ at, label: String(Number(values[at].toPrecision(3))) }));
}

/** A bar of all shades, with the readings at its ends, at the edge and between. */
function legendParts(scale: HeatScale): string[] {
  const bars = Array.from({ length: shades }, (_, k) => {
    const y = plot.y + (plot.height * (shades - 1 - k)) / shades;
    return `<rect x="${legend.x}" y="${short(y)}" width="${legend.width}" height="${short(plot.height / shades + 0.5)}" fill="${shade((k + 0.5) / shades)}"/>`;
  });
  const marks = [...scale.ends, ...scale.bounds]
    .map((value) => ({ value, place: scale.place(value) }))
    .filter(({ place }, k, all) => all.findIndex((other) => Math.abs(other.place - place) < 0.02) === k)
    .map(({ value, place }) => {
      const y = plot.y + plot.height * (1 - place);
      const edge = value === scale.edge;
      const end = scale.ends[1] === value ? (scale.sign === 1 ? '≥ ' : '≤ ') : '';
      const line = `<path d="M${legend.x} ${short(y)}h${legend.width}" stroke="#000" stroke-width="${edge ? 2 : 0.5}"/>`;
      const words = `${end}${value}${edge ? ' edge' : ''}`;
      return `${line}${text(legend.x + legend.width + 6, y + 4, words, 'font-size="12"')}`;
    });
  return [...bars, ...marks];
}

function text(x: number | string, y: number, content: string, attributes = ''): string {
  return `<text x="${x}" y="${short(y)}"${attributes === '' ? '' : ` ${attributes}`}>${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Two decimals at most. */
function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
