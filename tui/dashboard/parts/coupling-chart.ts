import { extentOf, type Extent } from '../../charts/axis.js';
import { canvas, dot, paste, type Canvas } from '../../charts/canvas.js';
import { put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { dotRow, drawLine } from '../../charts/line.js';
import { bridged, thinnedAt } from '../../charts/series.js';
import { rowFold, rowSeries } from '../../store/arm-series.js';
import { signed } from '../../words.js';
import { placeIn, type RunAt } from '../run-reading.js';
import type { View } from '../view.js';
import { drawCursor } from './chart-frame.js';
import { drawPanel } from './panel.js';
import type { RunChartOptions } from './run-chart.js';
import { MOST_CYCLES } from './run-curves.js';
import { xAxis } from './x-axis.js';

/** Columns that `max` and `min` take. */
const GUTTER = 5;

/** Where a coupling chart draws its dots inside its frame. */
export function couplingPlot({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x + 1 + GUTTER, y: y + 1, width: width - 3 - GUTTER, height: height - 2 };
}

/** The rate, the difficulty and the measured curvature, each on its own scale and never smoothed, and how knob and curvature go together. */
export function drawCoupling(grid: Cells, at: Rectangle, view: View, of: RunAt, options: RunChartOptions): void {
  const { place } = view;
  const { correlation, readings } = options.reading;
  drawPanel(grid, at, {
    title: options.title,
    right: [
      [0, `corr(c,λ) ${signed(correlation)}`],
      [1, `n ${readings}`],
      [2, at.width > 60 ? 'own scales' : ''],
    ],
    focused: options.focused,
  });
  const plot = couplingPlot(at);
  if (plot.width < 2 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  const axis = xAxis(of, place, dots.width);
  const columns = (series: Float64Array): Float64Array => {
    const row = placeIn(of, series);
    return axis.kind === 'phase'
      ? thinnedAt(rowFold(row, axis.to, MOST_CYCLES), axis.edges).mean
      : rowSeries(row).between(axis.edges, row.lived).mean;
  };
  const { arm } = of;
  const knob = bridged(columns(arm.knob), axis.step);
  const isKnown = knob.some((value) => !Number.isNaN(value));
  markDots(dots, columns(arm.sharpness));
  // The difficulty is drawn a little flatter: in phase it would lie on the rate and look like one.
  if (isKnown) drawLine(dots, knob, { extent: wider(extentOf([knob])), style: 'knob', pattern: 'dashed', rank: 1 });
  const rate = bridged(columns(arm.rate), axis.step);
  drawLine(dots, rate, { extent: extentOf([rate]), style: 'rate', pattern: 'solid', rank: 2 });
  paste(dots, grid, plot, view.theme.glyphs);
  write(grid, plot.x - 4, plot.y, 'max', 'dim', 3);
  put(grid, plot.x - 1, plot.y, 0x2524, 'dim');
  write(grid, plot.x - 4, plot.y + plot.height - 1, 'min', 'dim', 3);
  put(grid, plot.x - 1, plot.y + plot.height - 1, 0x2524, 'dim');
  drawCursor(grid, plot, axis, options.reading, place);
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
