import type { Estimate } from '../../../experiments/event.js';
import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { comparedAt, comparedWords } from '../../basis.js';
import { estimatesOf, standing, type ArmEstimate } from '../../estimates.js';
import { fit } from '../../layout.js';
import type { ArmState } from '../../state.js';
import type { ArmSummary } from '../../summary.js';
import {
  counted,
  degrees,
  factor,
  interval,
  NOT_APPLICABLE,
  plainNumber,
  score,
  share,
  signed,
  UNKNOWN,
} from '../../words.js';
import { compareLines } from '../compare-lines.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** A column of the table; `short` stands where the row would be too long. */
interface Column {
  readonly head: string;
  /** The last of these falls first. */
  readonly rank: number;
  readonly text: (arm: ArmRow) => string;
  readonly short?: (arm: ArmRow) => string;
}

interface ArmRow {
  readonly arm: ArmState;
  readonly summary: ArmSummary;
  readonly estimate: ArmEstimate;
}

const withInterval = (estimate: Estimate | undefined, format: (value: number) => string): string =>
  estimate === undefined ? UNKNOWN : `${format(estimate.value)} ${interval(estimate, format)}`;

/** What does not apply where nothing oscillates. */
const periodic = ({ summary }: ArmRow, text: string): string =>
  summary.periodic || text !== UNKNOWN ? text : NOT_APPLICABLE;

const columns: readonly Column[] = [
  { head: 'arm', rank: 0, text: ({ summary }) => summary.name },
  {
    head: 'Δφ',
    rank: 9,
    text: ({ arm }) => degrees(arm.plan.phase),
  },
  {
    head: 'alive',
    rank: 1,
    text({ arm }) {
      const { alive, ended } = standing(arm);
      return `${alive}/${ended}`;
    },
  },
  {
    head: 'collapse',
    rank: 2,
    text: ({ estimate }) => withInterval(estimate.collapse, share),
    short: ({ estimate }) => share(estimate.collapse?.value),
  },
  {
    head: 'return IQM',
    rank: 3,
    text: ({ estimate }) => withInterval(estimate.score, score),
    short: ({ estimate }) => score(estimate.score?.value),
  },
  { head: 'lowest', rank: 4, text: ({ summary }) => signed(summary.measured.margin) },
  { head: 'growth', rank: 5, text: (row) => periodic(row, plainNumber(row.summary.measured.growth)) },
  { head: 'transient', rank: 6, text: (row) => periodic(row, factor(row.summary.measured.transient)) },
  { head: 'mean ηλ', rank: 7, text: ({ summary }) => plainNumber(summary.measured.meanProduct) },
  { head: 'predicted', rank: 8, text: ({ summary }) => signed(summary.predicted.margin) },
  { head: 'corr(c,λ)', rank: 10, text: ({ summary }) => signed(summary.coherence) },
  { head: 'mean', rank: 11, text: ({ summary }) => score(summary.score) },
];

interface Fitted {
  /** Columns between two columns. */
  readonly gap: number;
  /** Texts of each column, its head first. */
  readonly columns: readonly (readonly string[])[];
}

/** The columns that fit, in order: they move together before intervals go, and those go before columns do. */
function fitting(rows: readonly ArmRow[], width: number): Fitted {
  const texts = (column: Column, short: boolean): string[] => [
    column.head,
    ...rows.map((row) => (short && column.short !== undefined ? column.short(row) : column.text(row))),
  ];
  const widthOf = (of: readonly string[]): number => Math.max(...of.map(columnsOf));
  const needed = columns.filter(({ rank }) => rank <= NEEDED);
  const fits = ([gap, ...short]: Tightness): boolean =>
    needed.reduce((sum, column) => sum + gap + widthOf(texts(column, short.includes(column.head))), -gap) <= width;
  const [gap, ...short] = tightnesses.find(fits) ?? tightnesses[tightnesses.length - 1];
  let room = width + gap;
  const kept = new Map<Column, readonly string[]>();
  for (const column of [...columns].sort((a, b) => a.rank - b.rank)) {
    const found = texts(column, short.includes(column.head));
    if (widthOf(found) + gap > room) break;
    room -= widthOf(found) + gap;
    kept.set(column, found);
  }
  return { gap, columns: columns.flatMap((column) => (kept.has(column) ? [kept.get(column) ?? []] : [])) };
}

/** Columns between two columns, and heads of the columns without their intervals. */
type Tightness = readonly [gap: number, ...short: readonly string[]];
const tightnesses: readonly Tightness[] = [[2], [1], [2, 'return IQM'], [2, 'return IQM', 'collapse']];

/** The last rank that may cost intervals. */
const NEEDED = 7;

/** The arms in numbers: one row each, the focused one marked; below it differences, survival, rule and notes, which scroll. */
export function drawArmTable(grid: Cells, at: Rectangle, view: View): void {
  const { state, focus, summaries, scroll } = view;
  const { plan, verdict: decided } = state;
  const estimates = estimatesOf(state);
  const seeds = plan?.seeds.kept.length ?? 0;
  const inside = drawPanel(grid, at, {
    title: [
      [0, plan === undefined ? 'arms' : counted(plan.arms.length, 'arm')],
      [1, plan === undefined ? '' : plan.score],
      [3, 'paired · 95 % intervals'],
    ],
    right: [
      [0, plan === undefined || !estimates.few ? '' : `${counted(seeds, 'seed')}: few`],
      [1, decided === undefined ? 'so far' : decided.decided ? 'verdict: enter' : 'no verdict'],
      [2, basisPart(view)],
    ],
  });
  if (plan === undefined) return;
  const rows = state.arms.map((arm, i): ArmRow => ({
    arm,
    summary: summaries[i],
    estimate: estimates.arms[i] ?? { runs: 0, collapsed: 0 },
  }));
  const { gap, columns: kept } = fitting(rows, inside.width - 3);
  const widths = kept.map((texts) => Math.max(...texts.map(columnsOf)));
  const { first, room } = rowsShown(rows.length, focus, inside.height);
  const shown = [0, ...Array.from({ length: room }, (_, i) => 1 + first + i)];
  shown.forEach((row, i) => {
    const y = inside.y + i;
    const marked = row - 1 === focus;
    const isOff = row > 0 && view.hidden.includes(rows[row - 1].summary.name);
    const style: Style = row === 0 || isOff ? 'dim' : marked ? 'focus' : 'plain';
    if (row > 0) write(grid, inside.x, y, isOff ? '–' : marked ? '›' : ' ', marked ? 'focus' : 'dim');
    let x = inside.x + 2;
    kept.forEach((texts, k) => {
      const text = texts[row];
      write(grid, x + (k === 0 ? 0 : widths[k] - columnsOf(text)), y, text, style);
      x += widths[k] + gap;
    });
  });
  const top = shown.length + 1;
  const height = inside.height - top;
  const lines = compareLines(view, inside.width - 3);
  const most = Math.max(0, lines.length - height);
  view.scrolls?.(most);
  const from = Math.min(scroll, most);
  lines.slice(from, from + Math.max(0, height)).forEach(({ text, style }, i) => {
    write(grid, inside.x + 2, inside.y + top + i, fit([[0, text]], inside.width - 3), style);
  });
  if (lines.length > height && height > 0) {
    const more = ` ↑↓ ${from + 1}–${Math.min(lines.length, from + height)}/${lines.length} `;
    write(grid, inside.x + inside.width - columnsOf(more) - 2, inside.y + inside.height, more);
  }
}

/** The rows around the focused one that fit below the heads. */
function rowsShown(arms: number, focus: number, height: number): { readonly first: number; readonly room: number } {
  const room = Math.max(1, Math.min(arms, height - 1));
  return { room, first: Math.max(0, Math.min(arms - room, focus - Math.floor(room / 2))) };
}

/** The arm whose row is drawn at a line of the screen; undefined where there is none. */
export function armRowAt(at: Rectangle, { state: { arms }, focus }: View, y: number): number | undefined {
  const { first, room } = rowsShown(arms.length, focus, at.height - 2);
  const line = y - at.y - 2;
  return line >= 0 && line < Math.min(room, arms.length) ? first + line : undefined;
}

/** The ground on which arms stand equal, and which of the comparisons told so far it is. */
function basisPart({ state: { plan }, passes, playback }: View): string {
  const [at, count] = playback === undefined ? [passes?.shown, passes?.count] : [playback.pass, playback.passes];
  if (plan === undefined) return '';
  const words = comparedWords(comparedAt(plan));
  return at === undefined || count === undefined || count < 2 ? words : `y ${words} ${at + 1}/${count}`;
}
