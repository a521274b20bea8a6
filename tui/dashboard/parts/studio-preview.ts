import { valueAt } from '../../../curriculum/schedule.js';
import { extentOf, tickLabel } from '../../charts/axis.js';
import { canvas, paste } from '../../charts/canvas.js';
import { columnsOf, put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { drawLine, drawReference } from '../../charts/line.js';
import { sizes } from '../studio-size.js';
import type { StudioView } from '../studio-view.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** The two waves and their product with the limit, over so many periods. */
export function drawPreview(
  grid: Cells,
  at: Rectangle,
  view: View,
  { studied: { rate, curvature, numbers, step }, window: { from, periods }, panel }: StudioView,
): void {
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'η ── · c ╌╌'],
      [2, 'ηλ/limit ··'],
    ],
    right: [
      [0, 'edge ┄'],
      [1, `${periods} period${periods === 1 ? '' : 's'}${from === 0 ? '' : ` from ${from}`}`],
    ],
    focused: panel === 'preview',
  });
  const plot = { x: inside.x + 1, y: inside.y, width: inside.width - 2, height: inside.height };
  if (plot.width < 2 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  const first = from * numbers.period;
  const count = Math.max(2, Math.min(4 * dots.width, Math.round(numbers.period * periods) + 1));
  const span = numbers.period * periods;
  const values = (of: typeof rate): Float64Array =>
    Float64Array.from({ length: count }, (_, n) => valueAt(of, first + Math.round((n * span) / (count - 1))));
  const [rates, curvatures] = [values(rate), values(curvature)];
  const product = rates.map((value, n) => (value * curvatures[n]) / step.limit);
  const extent = { low: Math.min(0, ...product), high: Math.max(1.25, ...product) };
  drawReference(dots, 1, { extent, style: 'bad', pattern: 'sparse', rank: 1 });
  drawLine(dots, product, { extent, style: 'curvature', pattern: 'dotted', rank: 1 });
  drawLine(dots, curvatures, { extent: flatter(curvatures), style: 'knob', pattern: 'dashed', rank: 1 });
  drawLine(dots, rates, { extent: extentOf([rates]), style: 'rate', rank: 2 });
  paste(dots, grid, plot, view.theme.glyphs);
}

/** The difficulty is drawn a little flatter: in phase the two would lie on each other and look like one. */
function flatter(values: Float64Array): { low: number; high: number } {
  const { low, high } = extentOf([values]);
  const room = (high - low) * 0.15;
  return { low: low - room, high: high + room };
}

/** Periods of the size's curve. */
const PERIODS = 3;

/** |θ| of the quadratic model from 1, on a logarithmic scale. */
export function drawSizes(grid: Cells, at: Rectangle, view: View, { studied }: StudioView): void {
  write(grid, at.x, at.y, `|θ| of the quadratic model from 1, ${PERIODS} periods, log scale`, 'dim', at.width);
  const gutter = 6;
  const plot = { x: at.x + gutter, y: at.y + 1, width: at.width - gutter, height: at.height - 1 };
  if (plot.width < 4 || plot.height < 1) return;
  const values = sizes(studied, studied.numbers.period * PERIODS);
  const extent = extentOf([values]);
  const dots = canvas(plot.width, plot.height);
  drawLine(dots, values, { extent, style: 'rate' });
  paste(dots, grid, plot, view.theme.glyphs);
  for (const [value, y] of [
    [extent.high, plot.y],
    [extent.low, plot.y + plot.height - 1],
  ] as const) {
    if (plot.height === 1 && y !== plot.y) continue;
    const label = powerLabel(value);
    write(grid, plot.x - 1 - columnsOf(label), y, label, 'dim', gutter - 1);
    put(grid, plot.x - 1, y, 0x2524, 'dim');
  }
}

/** Ten to a power, as short as it is. */
function powerLabel(power: number): string {
  return Math.abs(power) < 2 ? tickLabel(10 ** power) : `1e${Math.round(power)}`.replace('-', '−');
}
