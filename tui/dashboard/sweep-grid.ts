import type { State } from '../state.js';
import type { ArmSummary } from '../summary.js';
import { plainNumber, score, share, signed } from '../words.js';

/** Cells of a sweep over two of its axes; points that share a cell (a third axis) follow the first one that is there. */
export interface SweepGrid {
  readonly x: { readonly name: string; readonly values: readonly string[] };
  readonly y: { readonly name: string; readonly values: readonly string[] };
  /** Index of the arm in each cell, row by row, the first row at the bottom; −1 for none. */
  readonly arms: Int32Array;
}

/** What a cell can show, in the order of its key. */
export const sweepValues = ['score', 'collapse', 'lowest', 'growth', 'done'] as const;

/** Name of what cells show. */
export type SweepValue = (typeof sweepValues)[number];

/**
 * The grid of points named `axis=value,axis=value`; of arms with other names one row.
 *
 * @example sweepGrid(['a=1,b=2', 'a=3,b=2']).x.values // ['1', '3']
 */
export function sweepGrid(names: readonly string[]): SweepGrid {
  const points = names.map((name) => new Map(name.split(',').map((part) => part.split('=') as [string, string])));
  const axes = [...(points.at(0)?.keys() ?? [])];
  const isGrid = names.length > 0 && names.every((name) => /^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*$/.test(name));
  if (!isGrid)
    return {
      x: { name: 'arm', values: names },
      y: { name: '', values: [''] },
      arms: Int32Array.from(names, (_, i) => i),
    };
  const [first, second] = axes;
  const valuesOf = (axis: string | undefined): string[] =>
    axis === undefined ? [''] : ordered([...new Set(points.map((point) => point.get(axis) ?? ''))]);
  const [x, y] = [valuesOf(first), valuesOf(second)];
  const arms = new Int32Array(x.length * y.length).fill(-1);
  points.forEach((point, i) => {
    const column = x.indexOf(point.get(first) ?? '');
    const row = second === undefined ? 0 : y.indexOf(point.get(second) ?? '');
    if (arms[row * x.length + column] < 0) arms[row * x.length + column] = i;
  });
  return { x: { name: first, values: x }, y: { name: second ?? '', values: y }, arms };
}

/** Numbers ascending, words as they came. */
function ordered(values: string[]): string[] {
  return values.every((value) => Number.isFinite(Number(value)))
    ? values.sort((a, b) => Number(a) - Number(b))
    : values;
}

/** What a cell shows; `·` before anything ran there. */
export function cellText(summary: ArmSummary, value: SweepValue): string {
  if (value === 'done') return `${summary.done}/${summary.runs}`;
  if (summary.done === 0 && summary.score === undefined) return '·';
  if (value === 'score') return score(summary.score);
  if (value === 'collapse')
    return summary.done === 0 ? '·' : share(summary.collapsed / (summary.done - summary.failed));
  return value === 'lowest' ? signed(summary.measured.margin) : plainNumber(summary.measured.growth);
}

/** The arm with the best mean score so far, of those whose runs are all over; −1 while there is none. */
export function bestSoFar(summaries: readonly ArmSummary[]): number {
  let best = -1;
  summaries.forEach((summary, i) => {
    if (summary.done < summary.runs || summary.score === undefined) return;
    if (best < 0 || summary.score > (summaries[best].score ?? Number.NEGATIVE_INFINITY)) best = i;
  });
  return best;
}

/** The arm in the next cell of a direction, over cells without one; the same where there is none. */
export function neighbour({ x, y, arms }: SweepGrid, focus: number, dx: number, dy: number): number {
  const at = arms.indexOf(focus);
  if (at < 0) return focus;
  let [column, row] = [at % x.values.length, Math.floor(at / x.values.length)];
  for (;;) {
    column += dx;
    row += dy;
    if (column < 0 || row < 0 || column >= x.values.length || row >= y.values.length) return focus;
    const found = arms[row * x.values.length + column];
    if (found >= 0) return found;
  }
}

/** Runs at work: their name and how far they are. */
export function atWork({ arms, plan }: State): readonly { readonly run: string; readonly share: number }[] {
  return arms.flatMap((arm) =>
    arm.runs
      .filter(({ status }) => status === 'running')
      .map(({ seed, lived }) => ({ run: `${arm.plan.name}/${seed}`, share: lived / Math.max(1, plan?.updates ?? 1) })),
  );
}
