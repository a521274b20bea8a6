import type { State } from '../state.js';
import type { ArmSummary } from '../summary.js';
import { SURVIVAL } from '../../experiments/verdict.js';
import { factor, plainNumber, score, share, signed, UNKNOWN } from '../words.js';

/** Cells of a sweep over two of its axes; points that share a cell (a third axis) follow the first one that is there. */
export interface SweepGrid {
  readonly x: { readonly name: string; readonly values: readonly string[] };
  readonly y: { readonly name: string; readonly values: readonly string[] };
  /** Index of the arm in each cell, row by row, the first row at the bottom; −1 for none. */
  readonly arms: Int32Array;
}

/** What a cell can show, in the order of its key. */
export const sweepValues = ['score', 'collapse', 'lowest', 'growth', 'transient', 'done'] as const;

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

/** What a cell shows; `·` before anything ran there, `⣿` in place of a share while it runs. */
export function cellText(summary: ArmSummary, value: SweepValue): string {
  if (value === 'done') return `${summary.done}/${summary.runs}`;
  if (summary.done === 0 && summary.score === undefined) return '·';
  if (value === 'score') return score(summary.score);
  if (value === 'collapse') return share(collapseOf(summary)).replace(UNKNOWN, '⣿');
  if (value === 'transient') return factor(summary.measured.transient);
  return value === 'lowest' ? signed(summary.measured.margin) : plainNumber(summary.measured.growth);
}

/** Share of the ended runs of a cell that collapsed; undefined while there is none. */
export function collapseOf({ done, failed, collapsed }: ArmSummary): number | undefined {
  return done - failed > 0 ? collapsed / (done - failed) : undefined;
}

/** Which values of the second axis survive at each value of the first. */
export interface SurvivingRow {
  /** Value of the first axis. */
  readonly x: string;
  /** Values of the second axis, or the cell itself, at which at most a tenth collapses; of cells that are through. */
  readonly survives: readonly string[];
  /** Cells that are through, of how many. */
  readonly through: number;
  readonly cells: number;
  /** The largest of the lowest margins of its cells. */
  readonly margin?: number;
}

/** A row for each value of the first axis. */
export function survivingRows({ x, y, arms }: SweepGrid, summaries: readonly ArmSummary[]): readonly SurvivingRow[] {
  return x.values.map((value, column) => {
    const cells = y.values.flatMap((name, row) => {
      const summary = summaries.at(arms[row * x.values.length + column]);
      return arms[row * x.values.length + column] < 0 || summary === undefined ? [] : [{ name, summary }];
    });
    const through = cells.filter(({ summary: { done, runs } }) => done === runs);
    const survives = through.filter(({ summary }) => (collapseOf(summary) ?? 1) <= SURVIVAL).map(({ name }) => name);
    const margins = cells.flatMap(({ summary: { measured } }) =>
      measured.margin === undefined ? [] : [measured.margin],
    );
    return {
      x: value,
      survives,
      through: through.length,
      cells: cells.length,
      ...(margins.length === 0 ? {} : { margin: Math.max(...margins) }),
    };
  });
}

/**
 * Neighbouring values as one range, in the order of their axis.
 *
 * @example rangeWords(['8', '12', '16'], ['6', '8', '12', '16', '20']) // '8 … 16'
 */
export function rangeWords(some: readonly string[], all: readonly string[]): string {
  if (some.length === 0) return 'none';
  const parts: string[] = [];
  let from = -1;
  all.forEach((value, i) => {
    if (!some.includes(value)) return;
    if (from < 0) from = i;
    if (some.includes(all[i + 1])) return;
    parts.push(from === i ? value : i === from + 1 ? `${all[from]}, ${value}` : `${all[from]} … ${value}`);
    from = -1;
  });
  return parts.join(', ');
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

/** A run at work: its name, how far it is, and how fast where that is known. */
export interface WorkingRun {
  readonly run: string;
  readonly share: number;
  readonly stepsPerSecond?: number | undefined;
  /** Bytes of its thread's heap. */
  readonly heap?: number | undefined;
}

/** Runs at work. */
export function atWork({ arms, plan }: State): readonly WorkingRun[] {
  return arms.flatMap((arm) =>
    arm.runs
      .filter(({ status }) => status === 'running')
      .map(({ seed, lived, stepsPerSecond, heap }) => ({
        run: `${arm.plan.name}/${seed}`,
        share: lived / Math.max(1, plan?.updates ?? 1),
        stepsPerSecond,
        heap,
      })),
  );
}
