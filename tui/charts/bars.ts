import { put, type Cells, type Style } from './cells.js';

/** A horizontal gauge: where its edge stands and how far it is filled. */
export interface GaugeOptions {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** 1 is at the edge; NaN is unknown: nothing is filled. */
  readonly share: number;
  readonly style: Style;
}

/** Columns before the edge mark of a gauge that many columns wide; beyond it lies a third as much again. */
export function edgeColumn(width: number): number {
  return Math.max(0, Math.min(width - 2, Math.round(width * 0.7)));
}

/** Draws a gauge: solid to the value, dots up to the edge `┃`, hatched beyond; a value beyond the edge fills past it. */
export function drawGauge(grid: Cells, { x, y, width, share, style }: GaugeOptions): void {
  const edge = edgeColumn(width);
  const filled = Number.isNaN(share) ? 0 : Math.min(width, Math.max(0, Math.round(Math.min(share, 1e6) * edge)));
  for (let column = 0; column < width; column++) {
    if (column === edge) put(grid, x + column, y, 0x2503, 'bold');
    else if (column < filled + (filled > edge ? 1 : 0)) put(grid, x + column, y, 0x2588, style);
    else put(grid, x + column, y, column < edge ? 0xb7 : 0x2591, 'dim');
  }
}

const BLOCKS = '▁▂▃▄▅▆▇█';

/**
 * A sparkline `width` columns wide from the newest end of what is given, thinned by means; blank where nothing is known. Its lowest level is the
 * smallest value, or `floor`.
 *
 * @example sparkline([0, 1, 2, 3], 4) // '▁▃▆█'
 */
export function sparkline(values: ArrayLike<number>, width: number, floor = Number.POSITIVE_INFINITY): string {
  const means = columnsMean(values, Math.max(0, width));
  let low = floor;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of means) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  let text = '';
  for (const value of means) {
    const share = low < high ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
    text += Number.isFinite(value) ? BLOCKS[Math.round(share * 7)] : ' ';
  }
  return text;
}

/** Means of `width` equal stretches of a series over its finite values; NaN where a stretch has none. */
export function columnsMean(values: ArrayLike<number>, width: number): Float64Array {
  const out = new Float64Array(width).fill(Number.NaN);
  for (let column = 0; column < width; column++) {
    const first = Math.floor((column * values.length) / width);
    const last = Math.max(first + 1, Math.floor(((column + 1) * values.length) / width));
    let sum = 0;
    let count = 0;
    for (let i = first; i < Math.min(last, values.length); i++) {
      if (!Number.isFinite(values[i])) continue;
      sum += values[i];
      count++;
    }
    if (count > 0) out[column] = sum / count;
  }
  return out;
}

/**
 * A bar of `width` blocks, so many of them full.
 *
 * @example progressBar(0.5, 4) // '▰▰▱▱'
 */
export function progressBar(done: number, width: number, ascii = false): string {
  const full = Math.min(width, Math.max(0, Math.floor(done * width)));
  const [solid, empty] = ascii ? ['#', '-'] : ['▰', '▱'];
  return solid.repeat(full) + empty.repeat(width - full);
}
