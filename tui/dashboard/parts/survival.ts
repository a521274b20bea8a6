import type { SurvivalStep } from '../../../math/survival.js';
import { canvas, line, paste, type Canvas, type Pattern } from '../../charts/canvas.js';
import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { dotRow } from '../../charts/line.js';
import { survivalOf } from '../../estimates.js';
import { armStyle } from '../../theme.js';
import { count, share } from '../../words.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

const GUTTER = 5;
const extent = { low: 0, high: 1 } as const;
const patterns: readonly Pattern[] = ['solid', 'dashed', 'dotted', 'sparse'];
const patternGlyphs: Readonly<Record<Pattern, string>> = { solid: '──', dashed: '╌╌', dotted: '··', sparse: '┄┄' };

/** Kaplan–Meier curves: the share of runs that stand, over updates, one line an arm that is on. */
export function drawSurvival(grid: Cells, at: Rectangle, view: View): void {
  const { plan, arms } = view.state;
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'survival'],
      [2, 'Kaplan–Meier'],
    ],
    right: [[1, 'share that stands']],
  });
  if (plan === undefined) return;
  const curves = survivalOf(view.state).flatMap((steps, i) =>
    view.hidden.includes(arms[i].plan.name) ? [] : [{ steps, index: i }],
  );
  const legendRows = Math.min(2, Math.max(1, inside.height - 5));
  const plot = {
    x: inside.x + GUTTER,
    y: inside.y,
    width: inside.width - GUTTER - 1,
    height: inside.height - 1 - legendRows,
  };
  if (plot.width < 8 || plot.height < 2) return;
  const dots = canvas(plot.width, plot.height);
  const styleOf = (index: number): Style =>
    armStyle(arms[index].plan.phase, view.summaries.at(index)?.periodic ?? false);
  for (const { steps, index } of curves)
    drawSteps(dots, steps, { updates: plan.updates, style: styleOf(index), pattern: patterns[index % 4] });
  paste(dots, grid, plot, view.theme.glyphs);
  for (const tick of plot.height >= 5 ? [0, 0.5, 1] : [0, 1]) {
    const row = Math.floor(dotRow(tick, extent, dots.height) / 4);
    write(grid, plot.x - GUTTER, plot.y + row, `${tick.toFixed(1).padStart(GUTTER - 1)}┤`, 'dim');
  }
  write(grid, plot.x - 1, plot.y + plot.height, '└0', 'dim');
  const right = `update ${count(plan.updates)}`;
  write(grid, plot.x + plot.width - columnsOf(right), plot.y + plot.height, right, 'dim');
  let [x, y] = [inside.x + 1, plot.y + plot.height + 1];
  for (const { steps, index } of curves) {
    const last = steps.at(-1);
    const text = `${patternGlyphs[patterns[index % 4]]} ${arms[index].plan.name} ${share(last?.value)}`;
    if (x + columnsOf(text) > inside.x + inside.width - 1) [x, y] = [inside.x + 1, y + 1];
    if (y >= inside.y + inside.height) break;
    x = write(grid, x, y, text, styleOf(index)) + 2;
  }
}

interface StepsOptions {
  readonly updates: number;
  readonly style: Style;
  readonly pattern: Pattern;
}

/** A staircase that holds each value up to the next step. */
function drawSteps(target: Canvas, steps: readonly SurvivalStep[], { updates, style, pattern }: StepsOptions): void {
  const place = (time: number): number =>
    Math.round((Math.min(time, updates) / Math.max(1, updates)) * (target.width - 1));
  let drawn = 0;
  steps.forEach(({ time, value }, i) => {
    const y = dotRow(value, extent, target.height);
    const [from, to] = [place(time), place(steps.at(i + 1)?.time ?? updates)];
    if (i > 0)
      drawn = line(target, [from, dotRow(steps[i - 1].value, extent, target.height)], [from, y], style, pattern, drawn);
    drawn = line(target, [from, y], [to, y], style, pattern, drawn);
  });
}
