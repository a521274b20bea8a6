import { drawBand } from '../../charts/band.js';
import { extentOf, niceExtent } from '../../charts/axis.js';
import { canvas, paste } from '../../charts/canvas.js';
import { columnsOf, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { drawLine } from '../../charts/line.js';
import { scaleOf } from '../../charts/scale.js';
import { fit, type Part } from '../../layout.js';
import { count, degrees, score, share, signed } from '../../words.js';
import type { RunAt, RunReading } from '../run-reading.js';
import type { View } from '../view.js';
import { drawCursor, drawTicks, drawXLabels } from './chart-frame.js';
import { drawPanel } from './panel.js';
import { foldedCurves, foldWords, returnCurves, type Curve } from './run-curves.js';
import { xAxis, type XAxis } from './x-axis.js';
import { scaleParts, scaleShown } from './y-scale.js';

/** Title, focus and the update under the cursor of a chart of one run. */
export interface RunChartOptions {
  readonly title: readonly Part[];
  /** Further parts at the right end. */
  readonly right?: readonly Part[];
  readonly focused: boolean;
  readonly reading: RunReading;
}

/** Columns that the labels of the y axis take. */
const GUTTER = 7;

/** Where a return chart draws its dots inside its frame. */
export function returnPlot({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x + 1 + GUTTER, y: y + 1, width: width - 3 - GUTTER, height: height - 3 };
}

/** The return of a run: the raw stretch as a band or a line, its running mean over it; with several seeds their band behind. */
export function drawReturn(grid: Cells, at: Rectangle, view: View, of: RunAt, options: RunChartOptions): void {
  const { place } = view;
  const plot = returnPlot(at);
  const drawable = plot.width >= 2 && plot.height >= 1;
  const dots = canvas(drawable ? plot.width : 0, drawable ? plot.height : 0);
  const axis = xAxis(of, place, Math.max(1, dots.width));
  const curves = shownCurves(of, view, axis);
  const series = curves.map(({ values }) => values);
  const kind = scaleShown(place.scale, series);
  drawPanel(grid, at, {
    title: options.title,
    right: [
      ...(options.right ?? []),
      [2, place.smooth > 0 ? `smooth ${share(place.smooth).replace(/0$/, '')} over raw` : 'raw'],
      ...scaleParts(place.scale, kind),
      [3, axis.kind === 'phase' ? foldWords(of, axis) : ''],
      [5, at.width > 84 ? 's smooth · l scale · n axis' : ''],
    ],
    focused: options.focused,
  });
  if (!drawable) return;
  const scale = scaleOf(kind, extentOf(series));
  const lines = curves.map((curve) => ({
    ...curve,
    values: kind === 'linear' ? curve.values : curve.values.map(scale.place),
  }));
  const plain = extentOf(lines.map(({ values }) => values));
  const extent = kind === 'linear' ? niceExtent(plain, Math.max(2, Math.floor(plot.height / 3))) : plain;
  const ticks = kind === 'linear' ? scaleOf('linear', extent) : scale;
  const [low, high] = lines.filter((line) => line.as !== 'line');
  if (low !== undefined && high !== undefined) drawBand(dots, low.values, high.values, { extent, style: 'dim' });
  for (const { as, thick, values } of lines)
    if (as === 'line')
      drawLine(dots, values, {
        extent,
        style: thick ? 'anti' : 'dim',
        pattern: thick ? 'solid' : 'sparse',
        rank: thick ? 2 : 0,
      });
  paste(dots, grid, plot, view.theme.glyphs);
  drawTicks(grid, plot, { scale: ticks, extent });
  drawCursor(grid, plot, axis, options.reading, place);
  drawXLabels(grid, plot, axis);
  if (place.cursor === undefined || plot.height <= 2) return;
  const text = fit(cursorParts(options.reading), plot.width - 2);
  write(grid, plot.x + plot.width - columnsOf(text), plot.y + plot.height - 1, text, 'focus');
}

/** The curves of a run's return over an axis. */
export function shownCurves(of: RunAt, { band, place }: Pick<View, 'band' | 'place'>, axis: XAxis): readonly Curve[] {
  return axis.kind === 'phase' ? foldedCurves(of, axis) : returnCurves(of, { axis, band, smooth: place.smooth });
}

/** What was logged at the update under the cursor: never a number between two updates. */
function cursorParts(reading: RunReading): readonly Part[] {
  const { update, score: mean, rate, knob, margin, sharpness, age, toKnob } = reading;
  const short = (value: number | undefined): string => (value === undefined ? '?' : `${Number(value.toPrecision(3))}`);
  return [
    [0, `┊ ${count(update)}`],
    [1, `return ${score(mean)}`],
    [2, `η ${short(rate)}`],
    [5, `c ${short(knob)}`],
    [3, `λ ${short(sharpness)}${age === undefined || age === 0 ? '' : ` −${age} u`}`],
    [4, `margin ${signed(margin)}`],
    [6, toKnob === undefined ? '' : `Δφ ${degrees(toKnob)}`],
  ];
}
