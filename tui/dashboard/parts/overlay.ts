import { extentOf, niceExtent, tickLabel } from '../../charts/axis.js';
import { canvas, paste, type Pattern } from '../../charts/canvas.js';
import { columnsOf, put, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { dotRow, drawLine } from '../../charts/line.js';
import { scaleOf, type ScaleKind } from '../../charts/scale.js';
import { bridged, thinned } from '../../charts/series.js';
import type { Part } from '../../layout.js';
import { smoothSeries } from '../../store/arm-series.js';
import { count } from '../../words.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';
import { scaleParts, scaleShown } from './y-scale.js';

/** Titles of a panel of curves that lie over each other. */
export interface OverlayOptions {
  readonly title: readonly Part[];
  readonly right?: readonly Part[];
  /** Weight of the running mean over the curves, and the scale of their axis; as they are, and linear, when absent. */
  readonly smooth?: number;
  readonly scale?: ScaleKind;
}

/** Line patterns, and the styles beside them: a pattern comes back with another colour after four curves. */
const overlayPatterns: readonly Pattern[] = ['solid', 'dashed', 'dotted', 'sparse'];
const colours: readonly Style[] = ['anti', 'rate', 'knob', 'curvature', 'in', 'constant', 'quadrature'];
/** What stands for a pattern in a legend. */
export const patternGlyphs: Readonly<Record<Pattern, string>> = {
  solid: '──',
  dashed: '╌╌',
  dotted: '··',
  sparse: '┄┄',
};

/** Curves over one axis of updates, told apart by their line patterns; the legend below wraps. */
export function drawOverlay(grid: Cells, at: Rectangle, view: View, options: OverlayOptions): void {
  const { title, right = [], smooth = 0, scale: asked = 'linear' } = options;
  const { curves } = view;
  const smoothed = overlaySeries(curves, smooth);
  const kind = scaleShown(asked, smoothed);
  const inside = drawPanel(grid, at, { title, right: [...right, ...scaleParts(asked, kind)] });
  const names = curves.map(({ name }, i) => `${patternGlyphs[overlayPatterns[i % 4]]} ${name}`);
  const rows = legendRows(names, inside.width - 2);
  const shown = rows.slice(0, Math.max(1, Math.floor(inside.height / 3)));
  const plot = {
    x: inside.x + 7,
    y: inside.y,
    width: inside.width - 8,
    height: inside.height - 1 - shown.length,
  };
  if (plot.width < 2 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  const longest = Math.max(1, ...curves.map(({ values }) => values.length));
  const raw = smoothed.map((values) => thinned(values, 0, longest, dots.width).mean);
  const wanted = Math.max(2, Math.floor(plot.height / 3));
  const whole = scaleOf(kind, extentOf(raw));
  const lines = raw.map((line) => Float64Array.from(line, whole.place));
  const extent = kind === 'linear' ? niceExtent(extentOf(lines), wanted) : extentOf(lines);
  const scale = kind === 'linear' ? scaleOf(kind, extent) : whole;
  const gap = Math.max(2, Math.ceil(dots.width / longest) + 1);
  lines.forEach((line, i) => {
    drawLine(dots, bridged(line, gap), {
      extent,
      style: colours[i % colours.length],
      pattern: overlayPatterns[i % 4],
    });
  });
  paste(dots, grid, plot, view.theme.glyphs);
  for (const tick of scale.ticks(wanted)) {
    const row = Math.floor(dotRow(scale.place(tick), extent, dots.height) / 4);
    if (!(row >= 0 && row < plot.height)) continue;
    write(grid, plot.x - 1 - columnsOf(tickLabel(tick)), plot.y + row, tickLabel(tick), 'dim', 6);
    put(grid, plot.x - 1, plot.y + row, 0x2524, 'dim');
  }
  write(grid, plot.x - 1, plot.y + plot.height, '└0', 'dim');
  const end = `update ${count(longest)}`;
  write(grid, plot.x + plot.width - columnsOf(end), plot.y + plot.height, end, 'dim');
  shown.forEach((row, k) => {
    let x = inside.x + 1;
    for (const i of row) x = write(grid, x, plot.y + plot.height + 1 + k, names[i], colours[i % colours.length]) + 3;
  });
}

/** The curves as they are drawn: with a running mean of that weight over them, or as they are. */
export function overlaySeries(curves: View['curves'], smooth: number): readonly Float64Array[] {
  return curves.map(({ values }) => (smooth > 0 ? runningMean(values, smooth) : values));
}

/** The debiased running mean of a curve. */
function runningMean(values: Float64Array, weight: number): Float64Array {
  const { length } = values;
  const each = Int32Array.from({ length: length + 1 }, (_, i) => i);
  return smoothSeries({ column: values, index: 0, updates: length, lived: length }, weight).between(each).mean;
}

/** Which names stand in which row of a legend. */
function legendRows(names: readonly string[], width: number): readonly (readonly number[])[] {
  const rows: number[][] = [];
  let used = Number.POSITIVE_INFINITY;
  names.forEach((name, i) => {
    const need = columnsOf(name) + 3;
    if (used + need > width + 3) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(i);
    used += need;
  });
  return rows;
}
