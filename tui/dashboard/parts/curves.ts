import { drawBand } from '../../charts/band.js';
import { extentOf, niceExtent, tickLabel, type Extent } from '../../charts/axis.js';
import { canvas, paste } from '../../charts/canvas.js';
import { columnsOf, put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { dotRow, drawLine, drawReference } from '../../charts/line.js';
import { scaleOf, type Scale } from '../../charts/scale.js';
import { standing } from '../../estimates.js';
import type { Part } from '../../layout.js';
import type { Columns } from '../../seed-columns.js';
import type { ArmState } from '../../state.js';
import { armStyle } from '../../theme.js';
import { degrees, share } from '../../words.js';
import { windowOf } from '../place.js';
import type { Band, View } from '../view.js';
import { armAxis, livedOf, type ArmAxis } from './arm-axis.js';
import { drawPanel } from './panel.js';
import { scaleParts, scaleShown } from './y-scale.js';

/** What a row of small charts shows of every arm. */
export interface CurvesOptions {
  readonly rows: (arm: ArmState) => Float64Array;
  readonly name: string;
  /** Values the axis must hold; the rest is clipped at robust bounds. */
  readonly extent?: Extent;
  readonly reference?: number;
  /** What the line is: a reading far beyond its edge would carry a mean off the chart. */
  readonly line: 'mean' | 'median';
  /** Titles carry the arm's name and its living seeds. */
  readonly named: boolean;
}

/** What lies around a mean, in words. */
export const bandWords: Readonly<Record<Band, string>> = {
  band: 'p10–p90',
  interval: '95 % of the mean',
  seeds: 'every seed',
  mean: 'mean',
};

const LEAST_WIDTH = 14;

/** The arms whose charts are drawn side by side, by index: those that are on, around the focused one where there is no room for all. */
export function armsShown({ state, hidden, focus }: Pick<View, 'state' | 'hidden' | 'focus'>, width: number): number[] {
  const on = state.arms.flatMap(({ plan: { name } }, i) => (hidden.includes(name) ? [] : [i]));
  const arms = on.length > 0 ? on : [focus];
  const count = Math.max(1, Math.min(arms.length, Math.floor(width / LEAST_WIDTH)));
  const at = Math.max(
    0,
    arms.findIndex((arm) => arm >= focus),
  );
  const first = Math.max(0, Math.min(arms.length - count, at - Math.floor(count / 2)));
  return arms.slice(first, first + count);
}

/** A chart an arm, side by side on one scale; where there is no room for all, those around the focused one. */
export function drawCurves(grid: Cells, at: Rectangle, view: View, options: CurvesOptions): void {
  const { plan, arms } = view.state;
  if (plan === undefined || arms.length === 0) {
    drawPanel(grid, at, { title: [[0, options.name]] });
    return;
  }
  const indices = armsShown(view, at.width);
  const shown = indices.map((index) => arms[index]);
  const fitting = shown.length;
  const widths = shown.map((_, i) => Math.floor(((i + 1) * at.width) / fitting) - Math.floor((i * at.width) / fitting));
  const axis = armAxis(view.state, view.place);
  const smooth = options.line === 'mean' ? view.place.smooth : 0;
  const raw = shown.map((arm, i) =>
    axis.columns(arm, options.rows(arm), Math.max(2, (widths[i] - (i === 0 || widths[i] >= 24 ? 7 : 2)) * 2), {
      worst: plan.worst,
      smooth,
    }),
  );
  const asked = options.extent === undefined ? view.place.scale : 'linear';
  const values = raw.flatMap((each) => [each.mean, ...boundsOf(each, view.band)]);
  const kind = scaleShown(asked, values);
  const scale = scaleOf(kind, extentOf(values));
  const columns = raw.map((each) => placed(each, scale));
  const bounds = raw.map((each) => boundsOf(each, view.band).map((end) => Float64Array.from(end, scale.place)));
  const extent =
    options.extent ??
    (kind === 'linear' ? niceExtent : (of: Extent): Extent => of)(
      extentOf(columns.flatMap((each, i) => [each.mean, ...bounds[i]])),
      Math.max(2, Math.floor(at.height / 3)),
    );
  const ticks = kind === 'linear' ? scaleOf('linear', extent) : scale;
  const feet = axisParts(axis, scaleParts(asked, kind), { smooth, widths });
  let x = at.x;
  shown.forEach((arm, i) => {
    const rectangle = { x, y: at.y, width: widths[i], height: at.height };
    drawArm(grid, rectangle, view, {
      ...options,
      arm,
      index: indices[i],
      first: i === 0,
      columns: columns[i],
      bounds: bounds[i],
      extent,
      scale: ticks,
      axis,
      // The first chart says what lies around its mean, the last one what its axes are.
      foot: feet[i],
    });
    x += widths[i];
  });
}

interface ArmChart extends CurvesOptions {
  readonly arm: ArmState;
  readonly index: number;
  /** Where there is little room only the first chart carries the labels that all share. */
  readonly first: boolean;
  readonly columns: Columns;
  /** The ends of what lies around the mean; none where it is seeds, or nothing. */
  readonly bounds: readonly Float64Array[];
  /** In places of the scale. */
  readonly extent: Extent;
  readonly scale: Scale;
  readonly axis: ArmAxis;
  readonly foot: readonly Part[];
}

/** Lines at the places of a scale. */
function placed(columns: Columns, { place }: Scale): Columns {
  return { ...columns, mean: Float64Array.from(columns.mean, place), median: Float64Array.from(columns.median, place) };
}

/** What the axes are, where they are not the usual ones, chart by chart: the words of the x axis are shortened before they fall, and narrow charts share them. */
function axisParts(
  axis: ArmAxis,
  scale: readonly Part[],
  { smooth, widths }: { readonly smooth: number; readonly widths: readonly number[] },
): readonly (readonly Part[])[] {
  const rest: readonly Part[] = [
    ...scale,
    [2, smooth > 0 && axis.kind !== 'phase' ? `smooth ${share(smooth).replace(/0$/, '')}` : ''],
  ];
  const last = widths.length - 1;
  const isShared = last > 1 && widths[last] < 24;
  const kind = isShared ? '' : scale[0][1];
  const room = widths[last] - 6 - (kind === '' ? 0 : columnsOf(kind) + 3);
  const words: Part = [0, axis.forms.find((form) => columnsOf(form) <= room) ?? axis.forms.at(-1) ?? ''];
  return widths.map((_, i) =>
    i === last ? [words, ...(isShared ? [] : rest)] : isShared && i === last - 1 ? rest : [],
  );
}

function drawArm(grid: Cells, at: Rectangle, view: View, chart: ArmChart): void {
  const { arm, index, columns, extent, named } = chart;
  const summary = view.summaries[index];
  const style = armStyle(arm.plan.phase, summary.periodic);
  const { alive, ended } = standing(arm);
  const inside = drawPanel(grid, at, {
    focused: index === view.focus,
    title: named
      ? [
          [0, arm.plan.name],
          [2, arm.plan.phase === undefined ? '' : degrees(arm.plan.phase)],
        ]
      : [[0, chart.name]],
    right: named ? [[1, `${alive}/${ended}${at.width >= 24 ? ' alive' : ''}`]] : [[3, chart.line]],
    bottom: named ? [[3, chart.first && at.width >= 24 ? aroundWords(view, arm) : ''], ...chart.foot] : [],
  });
  const labels = chart.first || at.width >= 24 ? chart.scale.ticks(Math.max(2, Math.floor(inside.height / 3))) : [];
  const gutter = labels.length === 0 ? 0 : 1 + Math.max(...labels.map((tick) => columnsOf(tickLabel(tick))));
  const plot = { x: inside.x + gutter, y: inside.y, width: inside.width - gutter, height: inside.height };
  if (plot.width < 1 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  if (chart.reference !== undefined) drawReference(dots, chart.reference, { extent, style: 'dim', pattern: 'dotted' });
  const [low, high] = chart.bounds;
  if (low !== undefined && high !== undefined) drawBand(dots, low, high, { extent, style: 'dim' });
  if (view.band === 'seeds' && chart.axis.kind === 'update') drawSeeds(dots, chart, view);
  drawLine(dots, columns[chart.line], { extent, style });
  paste(dots, grid, plot, view.theme.glyphs);
  for (const tick of labels) {
    const row = Math.floor(dotRow(chart.scale.place(tick), extent, dots.height) / 4);
    if (!(row >= 0 && row < inside.height)) continue;
    const label = tickLabel(tick);
    write(grid, plot.x - 1 - columnsOf(label), inside.y + row, label, 'dim', gutter);
    put(grid, plot.x - 1, inside.y + row, 0x2524, 'dim');
  }
}

/** What lies around the mean, in words; the seed in hand where every seed is drawn. */
function aroundWords({ band, seed }: View, { runs }: ArmState): string {
  const of = runs.at(Math.min(seed, runs.length - 1));
  return band === 'seeds' && of !== undefined ? `${bandWords[band]}, ${of.seed} solid` : bandWords[band];
}

/** The lower and the upper end of what lies around the mean; none where it is seeds, or nothing. */
export function boundsOf({ mean, low, high, error }: Columns, band: Band): readonly Float64Array[] {
  if (band === 'band') return [low, high];
  if (band !== 'interval') return [];
  return [mean.map((value, i) => value - error[i]), mean.map((value, i) => value + error[i])];
}

function drawSeeds(dots: ReturnType<typeof canvas>, { arm, rows, extent, scale }: ArmChart, view: View): void {
  const updates = view.state.plan?.updates ?? 0;
  const { from, to } = windowOf(view.place, { lived: livedOf(view.state.arms), updates, usual: updates });
  const data = rows(arm);
  const inHand = Math.min(view.seed, arm.runs.length - 1);
  arm.runs.forEach(({ lived }, seed) => {
    const shown = new Float64Array(to - from).fill(Number.NaN);
    shown.set(data.subarray(seed * updates + from, seed * updates + Math.max(from, Math.min(to, lived))));
    const pattern = seed === inHand ? 'solid' : 'dotted';
    drawLine(dots, shown.map(scale.place), {
      extent,
      style: seed === inHand ? 'plain' : 'dim',
      pattern,
      rank: seed === inHand ? 1 : 0,
    });
  });
}
