import { drawBand } from '../../charts/band.js';
import { extentOf, niceExtent, tickLabel, type Extent } from '../../charts/axis.js';
import { canvas, dot, paste, type Canvas } from '../../charts/canvas.js';
import { columnsOf, put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { dotRow, drawLine } from '../../charts/line.js';
import { scaleOf, type Scale } from '../../charts/scale.js';
import { bridged, folded, foldedBand, smoothed, thinned } from '../../charts/series.js';
import { fit, type Part } from '../../layout.js';
import { count, degrees, score, signed } from '../../words.js';
import { windowOf, type Place } from '../place.js';
import { rowOf, type RunAt, type RunReading } from '../run-reading.js';
import type { Band, View } from '../view.js';
import { drawPanel } from './panel.js';

/** Title, focus and the update under the cursor of a chart of one run. */
export interface RunChartOptions {
  readonly title: readonly Part[];
  /** Further parts at the right end. */
  readonly right?: readonly Part[];
  readonly focused: boolean;
  readonly reading: RunReading;
}

/** The return of a run: the raw stretch as a band or a line, its running mean over it; with several seeds their band behind. */
export function drawReturn(grid: Cells, at: Rectangle, view: View, of: RunAt, options: RunChartOptions): void {
  const { place } = view;
  const inside = drawPanel(grid, at, {
    title: options.title,
    right: [
      ...(options.right ?? []),
      [2, place.smooth > 0 ? `smooth ${place.smooth} over raw` : 'raw'],
      [1, place.scale === 'linear' ? '' : place.scale],
      [3, place.axis === 'phase' ? 'cycles folded' : ''],
    ],
    focused: options.focused,
  });
  const raw = rowOf(of, of.arm.score);
  const gutter = 7;
  const plot = { x: inside.x + gutter, y: inside.y, width: inside.width - gutter - 1, height: inside.height - 1 };
  if (plot.width < 2 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  const { from, to } = windowOf(place, { lived: raw.length, updates: of.updates });
  const fold = place.axis === 'phase' && of.period !== undefined && of.period > 1 ? of.period : undefined;
  const shown = fold === undefined ? curve(raw, place, view.band, from, to, dots.width) : cycles(raw, fold, dots.width);
  const drawn = fold === undefined ? [raw.subarray(from, Math.min(to, raw.length))] : shown.map(({ values }) => values);
  const whole = extentOf(drawn);
  const scale = scaleOf(place.scale, whole);
  const placed = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, scale.place);
  const lines = shown.map((line) => ({ ...line, values: placed(line.values) }));
  const plain = extentOf(drawn.map(placed));
  const extent = place.scale === 'linear' ? niceExtent(plain, Math.max(2, Math.floor(plot.height / 3))) : plain;
  const [low, high] = lines.filter((line) => line.as !== 'line');
  if (low !== undefined && high !== undefined) drawBand(dots, low.values, high.values, { extent, style: 'dim' });
  for (const line of lines)
    if (line.as === 'line')
      drawLine(dots, line.values, {
        extent,
        style: line.thick ? 'anti' : 'dim',
        pattern: line.thick ? 'solid' : 'sparse',
        rank: line.thick ? 2 : 0,
      });
  paste(dots, grid, plot, view.theme.glyphs);
  axis(grid, plot, scale, extent, place.scale === 'linear' ? plain : whole);
  if (fold === undefined) {
    drawCursor(grid, plot, options.reading, place, { from, to });
    bottomLabels(grid, plot, `└${count(from)}`, `update ${count(Math.min(to, of.updates))}`);
    const words = cursorWords(options.reading, place);
    if (words !== '' && plot.height > 2) {
      const text = fit([[0, words]], plot.width - 2);
      write(grid, plot.x + plot.width - columnsOf(text), plot.y + plot.height - 1, text, 'focus');
    }
  } else bottomLabels(grid, plot, '└0°', `phase of ${fold} updates, 360°`);
}

interface Curve {
  readonly values: ArrayLike<number>;
  readonly as: 'low' | 'high' | 'line';
  readonly thick: boolean;
}

/** The raw stretch, thin, and its running mean, thick. */
function curve(raw: Float64Array, place: Place, band: Band, from: number, to: number, width: number): readonly Curve[] {
  const thin = thinned(raw, from, to, width);
  const mean = place.smooth > 0 ? thinned(smoothed(raw, place.smooth), from, to, width).mean : thin.mean;
  const gap = Math.max(2, Math.ceil(width / Math.max(1, to - from)) + 1);
  const thick: Curve = { values: bridged(mean, gap), as: 'line', thick: true };
  if (band === 'mean' || (place.smooth === 0 && to - from <= width)) return [thick];
  if (to - from > width && band === 'band')
    return [{ values: thin.low, as: 'low', thick: false }, { values: thin.high, as: 'high', thick: false }, thick];
  return [{ values: bridged(thin.mean, gap), as: 'line', thick: false }, thick];
}

/** Cycles that are drawn one by one; more are drawn as the band that holds four fifths of them. */
const FEW = 8;

/** The cycles, thin, and their mean at every phase, thick. */
function cycles(raw: Float64Array, period: number, width: number): readonly Curve[] {
  const gap = Math.max(2, Math.ceil(width / period) + 1);
  const spread = (values: Float64Array): Float64Array => bridged(thinned(values, 0, period, width).mean, gap);
  const mean: Curve = { values: spread(folded(raw, period)), as: 'line', thick: true };
  const whole = Math.ceil(raw.length / period);
  if (whole > FEW) {
    const { low, high } = foldedBand(raw, period);
    return [{ values: spread(low), as: 'low', thick: false }, { values: spread(high), as: 'high', thick: false }, mean];
  }
  const each = Array.from({ length: whole }, (_, k) => raw.subarray(k * period, (k + 1) * period));
  return [...each.map((values): Curve => ({ values: spread(values), as: 'line', thick: false })), mean];
}

function axis(grid: Cells, plot: Rectangle, scale: Scale, extent: Extent, range: Extent): void {
  const low = Math.min(range.low, extent.low === range.low ? extent.low : range.low);
  for (const tick of scale.ticks(Math.max(2, Math.floor(plot.height / 3)))) {
    if (tick < low && scale.place(tick) < extent.low) continue;
    const row = Math.floor(dotRow(scale.place(tick), extent, plot.height * 4) / 4);
    if (!(row >= 0 && row < plot.height)) continue;
    const label = tickLabel(tick);
    write(grid, plot.x - 1 - columnsOf(label), plot.y + row, label, 'dim', 6);
    put(grid, plot.x - 1, plot.y + row, 0x2524, 'dim');
  }
}

function bottomLabels(grid: Cells, plot: Rectangle, left: string, right: string): void {
  const y = plot.y + plot.height;
  const next = write(grid, plot.x - 1, y, left, 'dim', plot.width);
  const at = plot.x + plot.width - columnsOf(right);
  if (at > next) write(grid, at, y, right, 'dim');
}

/** Where the cursor stands, on every chart of the run. */
export function drawCursor(
  grid: Cells,
  plot: Rectangle,
  { update }: RunReading,
  { cursor }: Place,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  if (cursor === undefined || update < from || update >= to) return;
  const x = plot.x + Math.floor(((update - from) * plot.width) / Math.max(1, to - from));
  for (let y = plot.y; y < plot.y + plot.height; y++)
    if (grid.glyphs[y * grid.width + x] === 0x20) put(grid, x, y, 0x250a, 'focus');
}

function cursorWords(reading: RunReading, { cursor }: Place): string {
  if (cursor === undefined) return '';
  const { update, score: mean, rate, margin, sharpness, toKnob } = reading;
  const parts = [
    count(update),
    `return ${score(mean)}`,
    `η ${rate === undefined ? '?' : Number(rate.toPrecision(3))}`,
    `λ ${sharpness === undefined ? '?' : Number(sharpness.toPrecision(3))}`,
    `margin ${signed(margin)}`,
    toKnob === undefined ? '' : `Δφ ${degrees(toKnob)}`,
  ];
  return `┊ ${parts.filter((part) => part !== '').join('  ')}`;
}

/** The rate, the difficulty and the measured curvature, each on its own scale, and how knob and curvature go together. */
export function drawCoupling(grid: Cells, at: Rectangle, view: View, of: RunAt, options: RunChartOptions): void {
  const { place } = view;
  const { correlation, readings } = options.reading;
  const inside = drawPanel(grid, at, {
    title: options.title,
    right: [
      [0, `corr(c,λ) ${signed(correlation)}`],
      [1, `n ${readings}`],
      [2, at.width > 60 ? 'own scales' : ''],
    ],
    focused: options.focused,
  });
  const plot = { x: inside.x + 5, y: inside.y, width: inside.width - 6, height: inside.height };
  if (plot.width < 2 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  const fold = place.axis === 'phase' && of.period !== undefined && of.period > 1 ? of.period : undefined;
  const { from, to } =
    fold === undefined ? windowOf(place, { lived: of.arm.runs[of.index].lived, updates: of.updates }) : { from: 0, to: fold };
  const gap = Math.max(2, Math.ceil(dots.width / Math.max(1, to - from)) + 1);
  const columns = (series: Float64Array): Float64Array => {
    const row = rowOf(of, series);
    return thinned(fold === undefined ? row : folded(row, fold), from, to, dots.width).mean;
  };
  const { arm } = of;
  const knob = bridged(columns(arm.knob), gap);
  const known = (values: Float64Array): boolean => values.some((value) => !Number.isNaN(value));
  markDots(dots, columns(arm.sharpness));
  // The difficulty is drawn a little flatter: in phase it would lie on the rate and look like one.
  if (known(knob)) drawLine(dots, knob, { extent: wider(extentOf([knob])), style: 'knob', pattern: 'dashed', rank: 1 });
  const rate = bridged(columns(arm.rate), gap);
  drawLine(dots, rate, { extent: extentOf([rate]), style: 'rate', pattern: 'solid', rank: 2 });
  paste(dots, grid, plot, view.theme.glyphs);
  write(grid, plot.x - 4, plot.y, 'max', 'dim', 3);
  put(grid, plot.x - 1, plot.y, 0x2524, 'dim');
  write(grid, plot.x - 4, plot.y + plot.height - 1, 'min', 'dim', 3);
  put(grid, plot.x - 1, plot.y + plot.height - 1, 0x2524, 'dim');
  if (fold === undefined) drawCursor(grid, plot, options.reading, place, { from, to });
}

/** Lone dots, two high: a reading, not a line. */
function markDots(target: Canvas, values: Float64Array): void {
  const extent = extentOf([values]);
  values.forEach((value, x) => {
    const y = dotRow(value, extent, target.height);
    if (Number.isNaN(y)) return;
    dot(target, x, y, 'curvature', 1);
    dot(target, x, y > 0 ? y - 1 : y + 1, 'curvature', 1);
  });
}

function wider({ low, high }: Extent): Extent {
  const room = (high - low) * 0.12;
  return { low: low - room, high: high + room };
}
