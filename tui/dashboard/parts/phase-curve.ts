import { canvas, dot, line, paste } from '../../charts/canvas.js';
import { columnsOf, put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { dotRow, drawReference } from '../../charts/line.js';
import { estimatesOf } from '../../estimates.js';
import { degrees, share } from '../../words.js';
import { phaseRates } from '../compare-lines.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** Columns of the axis on the left: `1.0┤`. */
const GUTTER = 5;
const extent = { low: 0, high: 1 } as const;
/** Share of the circle from which on a stretch without a phase is drawn sparse. */
const FAR = 0.3;

/** True where the arms are phases, two at least. */
export function hasPhaseCurve({ state }: Pick<View, 'state'>): boolean {
  return (state.plan?.arms.filter(({ phase }) => phase !== undefined).length ?? 0) >= 2;
}

/** Collapse rate over the phase of the rate, with 95 % intervals as bars; the constant rate dotted. */
export function drawPhaseCurve(grid: Cells, at: Rectangle, view: View): void {
  const { plan } = view.state;
  const { arms } = estimatesOf(view.state);
  const phases = phaseRates(plan?.arms ?? [], arms);
  const constant = arms.at(plan?.arms.findIndex(({ name }) => name === 'const') ?? -1)?.collapse?.value;
  const least = Math.min(...arms.filter((_, i) => plan?.arms[i].phase !== undefined).map(({ runs }) => runs));
  const inside = drawPanel(grid, at, {
    title: [[0, 'collapse by Δφ']],
    right: [[1, Number.isFinite(least) ? `n ${least} each` : '']],
    bottom: [[2, constant === undefined ? '95 % bars' : `·· const ${share(constant)} · 95 % bars`]],
  });
  const plot = { x: inside.x + GUTTER, y: inside.y, width: inside.width - GUTTER - 1, height: inside.height - 1 };
  if (plot.width < 8 || plot.height < 2) return;
  if (phases.length === 0) write(grid, plot.x, plot.y, 'no run has ended yet', 'dim', plot.width);
  const dots = canvas(plot.width, plot.height);
  const place = (turns: number): number => Math.round(turns * (dots.width - 1));
  if (constant !== undefined) drawReference(dots, constant, { extent, style: 'constant', pattern: 'dotted', rank: 1 });
  let before: readonly [number, number] | undefined;
  // A circle: the first phase stands once more at its end.
  const round = phases.length > 0 && phases[0].turns === 0 ? [...phases, { ...phases[0], turns: 1 }] : phases;
  for (const { turns, rate, low, high } of round) {
    const x = place(turns);
    const point = [x, dotRow(rate, extent, dots.height)] as const;
    // Between phases that lie far apart nothing was run.
    if (before !== undefined) line(dots, before, point, 'plain', x - before[0] > dots.width * FAR ? 'sparse' : 'solid');
    for (let y = dotRow(high, extent, dots.height); y <= dotRow(low, extent, dots.height); y++)
      if (y % 2 === 0) dot(dots, x, y, 'dim', 0);
    before = point;
  }
  paste(dots, grid, plot, view.theme.glyphs);
  for (const { turns, rate } of round) {
    const row = Math.floor(dotRow(rate, extent, dots.height) / 4);
    put(grid, plot.x + (place(turns) >> 1), plot.y + row, 0x25cf, 'focus');
  }
  for (const tick of [0, 0.5, 1]) {
    const row = Math.floor(dotRow(tick, extent, dots.height) / 4);
    write(grid, plot.x - GUTTER, plot.y + row, `${tick.toFixed(1).padStart(GUTTER - 1)}┤`, 'dim');
  }
  for (const turns of plot.width >= 30 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1]) {
    const label = turns === 1 ? '360°' : degrees(turns);
    const x =
      plot.x + (place(turns) >> 1) - (turns === 0 ? 0 : turns === 1 ? columnsOf(label) - 1 : columnsOf(label) >> 1);
    write(grid, x, plot.y + plot.height, label, 'dim');
  }
}
