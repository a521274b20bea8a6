import { sparkline } from '../../charts/bars.js';
import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { ENOUGH_SEEDS } from '../../../experiments/verdict.js';
import { fit } from '../../layout.js';
import { factor, NOT_APPLICABLE, plainNumber, score, share, signed, UNKNOWN } from '../../words.js';
import { phaseOf, shortId, type StoredRow } from '../runs-row.js';
import { SPARK } from '../runs-read.js';
import type { View } from '../view.js';
import { listWindow } from './list-window.js';
import { drawPanel } from './panel.js';

/** A column of the list; the one of the highest rank falls first. */
interface Column {
  readonly head: string;
  readonly rank: number;
  readonly left?: boolean;
  readonly text: (row: StoredRow, now: number) => string;
}

/** The longest text of a column of words. */
const WORDS = 22;

/** What a verdict would tell: unknown while there is none. */
const ofVerdict = (row: StoredRow, text: (best: NonNullable<StoredRow['best']>) => string): string =>
  row.best === undefined ? UNKNOWN : text(row.best);

/** A reading of the whole run: unknown without a verdict, not applicable where it was not measured. */
const measured = (row: StoredRow, value: number | undefined, format: (value: number) => string): string =>
  ofVerdict(row, () => (value === undefined || Number.isNaN(value) ? NOT_APPLICABLE : format(value)));

const columns: readonly Column[] = [
  { head: 'id', rank: 0, left: true, text: ({ id }) => shortId(id) },
  { head: 'env', rank: 1, left: true, text: ({ plan }) => words(plan?.manifest['world']) },
  { head: 'agent', rank: 9, left: true, text: ({ plan }) => words(plan?.manifest['agent']) },
  { head: 'knob', rank: 15, left: true, text: ({ plan }) => plan?.knob ?? NOT_APPLICABLE },
  { head: 'phase', rank: 4, text: phaseWord },
  { head: 'seeds', rank: 5, text: seedsWord },
  { head: 'collapse', rank: 3, text: (row) => ofVerdict(row, ({ collapse }) => share(collapse.value)) },
  { head: 'return', rank: 2, text: (row) => ofVerdict(row, ({ score: mean }) => score(mean.value)) },
  { head: 'lowest', rank: 6, text: (row) => measured(row, row.best?.measured.margin, signed) },
  { head: 'growth', rank: 7, text: (row) => measured(row, row.best?.measured.growth, plainNumber) },
  { head: 'transient', rank: 11, text: (row) => measured(row, row.best?.measured.transient, factor) },
  { head: 'corr', rank: 8, text: (row) => signed(row.best?.coherence) },
  { head: 'when', rank: 10, text: ({ created }, now) => ago(created, now) },
  { head: 'first seed', rank: 12, left: true, text: curveText },
  { head: 'name', rank: 13, left: true, text: ({ name }) => words(name) },
  { head: 'mode', rank: 14, left: true, text: ({ mode }) => mode },
  { head: 'status', rank: 16, left: true, text: ({ status }) => status },
];

function words(value: string | number | undefined): string {
  const text = value === undefined ? UNKNOWN : String(value);
  return columnsOf(text) > WORDS
    ? `${Array.from(text)
        .slice(0, WORDS - 1)
        .join('')}…`
    : text;
}

/** The phase of the best arm; its name where it has none. */
function phaseWord({ plan, best }: StoredRow): string {
  const phase = phaseOf(plan, best?.name);
  if (phase !== undefined) return `${phase}°`;
  if (best === undefined) return UNKNOWN;
  return columnsOf(best.name) > 9 ? `${best.name.slice(0, 8)}…` : best.name;
}

function seedsWord({ plan }: StoredRow): string {
  const seeds = plan?.seeds.kept.length;
  return seeds === undefined ? UNKNOWN : seeds < ENOUGH_SEEDS ? `${seeds} few` : String(seeds);
}

function curveText({ spark, status, begun, planned }: StoredRow): string {
  if (status === 'running' || (spark === undefined && begun !== undefined))
    return `${begun ?? 0}/${planned ?? '?'} runs`;
  return spark === undefined ? '' : sparkline(spark, Math.min(SPARK, spark.length));
}

/** A span of time in one unit. */
function ago(created: string, now: number): string {
  const seconds = (now - Date.parse(created)) / 1000;
  if (Number.isNaN(seconds)) return UNKNOWN;
  if (seconds < 60) return 'now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

/** The stored runs in rows that are read as they come into sight; below them, where there is room, what the signs mean. */
export function drawRunsList(grid: Cells, at: Rectangle, view: View): void {
  const { runs } = view;
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'runs'],
      [1, runs === undefined ? '' : `${runs.store} · ${runs.total} stored`],
      [2, view.filter === '' ? '' : `filter ${view.filter}: ${runs?.rows.length ?? 0}`],
      [3, runs === undefined || runs.unread === 0 ? '' : `${runs.unread} to read`],
    ],
    right: [
      [1, runs === undefined || runs.marked.length === 0 ? '' : `${runs.marked.length} marked`],
      [2, `order ${runs?.order ?? ''}`],
      [4, 'm mark · c compare · d delete (asks)'],
    ],
    focused: true,
  });
  if (runs === undefined || runs.rows.length === 0) {
    write(grid, inside.x + 2, inside.y, emptyWords(view), 'dim', inside.width - 3);
    return;
  }
  const { first, room, selected, notes } = listWindow(inside, runs);
  const shown = runs.rows.slice(first, first + room);
  const kept = fitting(shown, runs.now, inside.width - 5);
  let x = inside.x + 4;
  for (const { head, left, width } of kept) {
    write(grid, x + (left ? 0 : width - columnsOf(head)), inside.y, head, 'dim');
    x += width + 2;
  }
  shown.forEach((row, i) =>
    drawRow(grid, { ...inside, y: inside.y + 1 + i }, view, { row, kept, i, on: first + i === selected }),
  );
  notes.forEach((text, i) =>
    write(grid, inside.x + 2, inside.y + inside.height - notes.length + i, text, 'dim', inside.width - 3),
  );
  if (runs.rows.length > room)
    write(grid, at.x + at.width - 22, at.y + at.height - 1, ` ${selected + 1} of ${runs.rows.length} `, 'plain');
}

function emptyWords({ runs, filter }: View): string {
  if (runs === undefined) return 'no folder of stored runs';
  if (runs.total > 0) return filter === '' ? 'reading …' : `no run has all of: ${filter}   (esc clears it)`;
  return `no runs in ${runs.store}; antiphase run and compare store them there`;
}

interface DrawnColumn {
  readonly head: string;
  readonly left: boolean;
  readonly width: number;
  readonly texts: readonly string[];
}

interface DrawnRow {
  readonly row: StoredRow;
  readonly kept: readonly DrawnColumn[];
  readonly i: number;
  readonly on: boolean;
}

function drawRow(grid: Cells, at: Rectangle, { runs, playback }: View, { row, kept, i, on }: DrawnRow): void {
  const isBad = row.status === 'unreadable' || row.problem !== undefined;
  const style: Style = on ? 'focus' : isBad ? 'bad' : 'plain';
  const marked = runs?.marked.includes(row.id) === true ? 'm' : ' ';
  const state =
    row.id === playback?.id
      ? '◆'
      : row.status === 'running'
        ? '●'
        : isBad
          ? '✗'
          : row.status === 'unfinished'
            ? '◌'
            : ' ';
  write(grid, at.x, at.y, `${on ? '›' : ' '}${marked}${state}`, style);
  let x = at.x + 4;
  if (row.problem !== undefined) {
    write(grid, x, at.y, fit([[0, `${row.id}  ${row.problem}`]], at.width - 5), style);
    return;
  }
  for (const { texts, left, width } of kept) {
    write(grid, x + (left ? 0 : width - columnsOf(texts[i])), at.y, texts[i], style);
    x += width + 2;
  }
}

/** The columns that fit, in order. */
function fitting(rows: readonly StoredRow[], now: number, width: number): readonly DrawnColumn[] {
  const kept = new Map<Column, DrawnColumn>();
  let room = width + 2;
  for (const column of [...columns].sort((a, b) => a.rank - b.rank)) {
    const texts = rows.map((row) => column.text(row, now));
    const need = Math.max(columnsOf(column.head), ...texts.map(columnsOf));
    if (need + 2 > room) break;
    room -= need + 2;
    kept.set(column, { head: column.head, left: column.left === true, width: need, texts });
  }
  return columns.flatMap((column) => kept.get(column) ?? []);
}
