import { columnsOf, put, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { extentOf } from '../../charts/axis.js';
import { canvas, paste, type Pattern } from '../../charts/canvas.js';
import { drawLine } from '../../charts/line.js';
import { fit, screenForm, type Part } from '../../layout.js';
import type { Mark } from '../../state.js';
import { count, factor, NOT_APPLICABLE, plainNumber, score, share, signed, UNKNOWN } from '../../words.js';
import { drawPanel } from '../parts/panel.js';
import { drawReturn } from '../parts/run-chart.js';
import { readingAt, rowOf, runShown, updateShown } from '../run-reading.js';
import { phaseOf, shortId, type StoredRow } from '../runs-model.js';
import { drawSmallCurve } from '../parts/small-curve.js';
import type { View } from '../view.js';

/** The stored runs, and below them the opened one with its playhead. */
export function drawRuns(grid: Cells, view: View): void {
  const { width, height } = grid;
  const room = height - 2;
  const opened = view.playback !== undefined;
  const lower = opened ? Math.max(11, Math.floor(room * (screenForm(width, height) === 'wide' ? 0.48 : 0.54))) : 0;
  if (!view.full) drawList(grid, { x: 0, y: 1, width, height: room - lower }, view);
  if (opened)
    drawReplay(
      grid,
      view.full ? { x: 0, y: 1, width, height: room } : { x: 0, y: 1 + room - lower, width, height: lower },
      view,
    );
}

const heads = [
  'id',
  'name',
  'env',
  'agent',
  'mode',
  'best arm',
  'phase',
  'seeds',
  'collapse',
  'return',
  'lowest',
  'growth',
  'transient',
  'corr',
  'when',
  'status',
];
/** Columns by importance; the last of these falls first. */
const importance = [0, 1, 9, 8, 15, 5, 10, 11, 7, 4, 6, 14, 13, 12, 2, 3];
const leftAligned = new Set([0, 1, 2, 3, 4, 5, 15]);

function drawList(grid: Cells, at: Rectangle, view: View): void {
  const { runs } = view;
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'runs'],
      [1, runs === undefined ? '' : `${runs.store} · ${runs.total} stored`],
      [2, view.filter === '' ? '' : `filter ${view.filter}: ${runs?.rows.length ?? 0}`],
    ],
    right: [
      [1, runs === undefined || runs.marked.length === 0 ? '' : `${runs.marked.length} marked`],
      [2, `order ${runs?.order ?? ''}`],
    ],
    focused: true,
  });
  if (runs === undefined || runs.rows.length === 0) {
    const text =
      runs === undefined
        ? 'no folder of stored runs'
        : `no runs in ${runs.store}; antiphase run and compare store them there`;
    write(grid, inside.x + 2, inside.y, text, 'dim', inside.width - 3);
    return;
  }
  const room = Math.max(1, inside.height - 1);
  const selected = Math.min(runs.selected, runs.rows.length - 1);
  const first = Math.max(0, Math.min(runs.rows.length - room, selected - Math.floor(room / 2)));
  const shown = runs.rows.slice(first, first + room);
  const texts = [heads, ...shown.map((row) => cellsOf(row, runs.now, at.width >= 170))];
  const kept = columnsThatFit(texts, inside.width - 5);
  texts.forEach((row, i) => {
    const y = inside.y + i;
    const index = first + i - 1;
    const of = i === 0 ? undefined : shown[i - 1];
    const style: Style = i === 0 ? 'dim' : index === selected ? 'focus' : of?.status === 'unreadable' ? 'bad' : 'plain';
    if (of !== undefined) {
      const glyph = `${index === selected ? '›' : ' '}${runs.marked.includes(of.id) ? 'm' : ' '}${of.status === 'running' ? '●' : of.id === view.playback?.id ? '◆' : ' '}`;
      write(grid, inside.x, y, glyph, style);
    }
    let x = inside.x + 4;
    if (of?.problem !== undefined) {
      write(grid, x, y, fit([[0, `${of.id}  ${of.problem}`]], inside.width - 5), style);
      return;
    }
    for (const { column, width } of kept) {
      const text = row[column];
      write(grid, x + (leftAligned.has(column) ? 0 : width - columnsOf(text)), y, text, style);
      x += width + 2;
    }
  });
}

function columnsThatFit(rows: readonly (readonly string[])[], width: number): { column: number; width: number }[] {
  const kept: { column: number; width: number }[] = [];
  let used = -2;
  for (const column of importance) {
    const need = Math.max(...rows.map((row) => columnsOf(row[column])));
    if (used + need + 2 > width) break;
    used += need + 2;
    kept.push({ column, width: need });
  }
  return kept.sort((a, b) => a.column - b.column);
}

function cellsOf(row: StoredRow, now: number, wide: boolean): string[] {
  const { id, name, plan, best, mode, status, created } = row;
  const phase = phaseOf(plan, best?.name);
  const seeds = plan?.seeds.kept.length;
  const of = best?.measured;
  return [
    wide ? id : shortId(id),
    name,
    String(plan?.manifest['world'] ?? UNKNOWN),
    String(plan?.manifest['agent'] ?? UNKNOWN),
    mode,
    best?.name ?? UNKNOWN,
    phase === undefined ? NOT_APPLICABLE : `${phase}°`,
    seeds === undefined ? UNKNOWN : seeds < 20 ? `${seeds} few` : String(seeds),
    share(best?.collapse.value),
    score(best?.score.value),
    signed(of?.margin),
    plainNumber(of?.growth),
    factor(of?.transient),
    best === undefined ? UNKNOWN : signed(best.coherence),
    ago(created, now),
    status,
  ];
}

/** A span of time in one unit. */
function ago(created: string, now: number): string {
  const seconds = (now - Date.parse(created)) / 1000;
  if (Number.isNaN(seconds)) return UNKNOWN;
  if (seconds < 60) return 'now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

function drawReplay(grid: Cells, at: Rectangle, view: View): void {
  const { playback } = view;
  if (playback === undefined) return;
  const of = runShown(view);
  const title: readonly Part[] = [
    [0, `replay ${at.width < 120 ? shortId(playback.id) : playback.id}`],
    [1, of === undefined ? '' : `${of.arm.plan.name} · seed ${of.arm.runs[of.index].seed}`],
    [3, playback.passes > 1 ? `part ${playback.pass + 1} of ${playback.passes} (y next)` : ''],
  ];
  const right: readonly Part[] = [
    [0, `${playback.playing ? '►' : '‖'} ${count(playback.pace)}/s`],
    [1, `update ${count(playback.at)}/${count(playback.updates)}`],
    [2, playback.problem ?? (playback.loading ? 'reading …' : 'from the log: same numbers')],
  ];
  if (of === undefined || at.height < 8) {
    drawPanel(grid, at, { title, right });
    return;
  }
  const { curves } = view;
  const marginHeight = at.height >= 18 ? Math.floor((at.height - 3) / 3) : 0;
  const chart = { ...at, height: at.height - 3 - marginHeight };
  const reading = readingAt(of, updateShown(of, view.place));
  const place = { ...view.place, span: view.place.span ?? of.updates };
  if (curves.length > 0) drawCurves(grid, chart, view, title, right);
  else drawReturn(grid, chart, { ...view, place }, of, { title, right, focused: false, reading });
  if (marginHeight > 0)
    drawSmallCurve(grid, { ...at, y: chart.y + chart.height, height: marginHeight }, view, {
      name: 'margin (1 − ηλ/limit) of the same updates',
      values: rowOf(of, of.arm.margin),
      updates: of.updates,
      extent: { low: -1, high: 1 },
      reference: 0,
    });
  drawTimeline(grid, { ...at, y: at.y + at.height - 3, height: 3 }, view, of.arm.runs[of.index].marks);
}

/** The playhead over all updates, with a glyph where something happened; the marks nearest to it in words. */
function drawTimeline(grid: Cells, at: Rectangle, { playback }: View, marks: readonly Mark[]): void {
  if (playback === undefined) return;
  const width = at.width - 4;
  const x = at.x + 2;
  const place = (update: number): number => x + 1 + Math.round((update / Math.max(1, playback.updates)) * (width - 3));
  put(grid, x, at.y, 0x251c, 'dim');
  for (let i = 1; i < width - 1; i++) put(grid, x + i, at.y, 0x2500, 'dim');
  put(grid, x + width - 1, at.y, 0x2524, 'dim');
  const told = marks.filter(({ kind }) => kind !== 'start' && kind !== 'checkpoint');
  for (const { update, glyph } of told)
    if (glyph !== '·') put(grid, place(update), at.y, glyph.codePointAt(0) ?? 0x3f, glyphStyle(glyph));
  put(grid, place(playback.at), at.y, 0x25c6, 'focus');
  const near = [...told].reverse().slice(0, 8);
  near.forEach((mark, i) => {
    if (i >= at.height - 1) return;
    const parts: readonly Part[] = near
      .slice(i === 0 ? 0 : 4, i === 0 ? 4 : 8)
      .map((each, k) => [k, `${each.glyph} ${each.text}`] as const);
    if (i < 2) write(grid, x, at.y + 1 + i, fit(parts, width, '   '), glyphStyle(mark.glyph));
  });
}

function glyphStyle(glyph: Mark['glyph']): Style {
  return glyph === '✗' ? 'bad' : glyph === '▲' ? 'near' : glyph === '✓' ? 'good' : 'plain';
}

const patterns: readonly Pattern[] = ['solid', 'dashed', 'dotted', 'sparse'];
const colours: readonly Style[] = ['anti', 'rate', 'knob', 'curvature'];

/** The marked runs over one axis of updates: the mean score of each one's best arm. */
function drawCurves(grid: Cells, at: Rectangle, view: View, title: readonly Part[], right: readonly Part[]): void {
  const { curves } = view;
  const inside = drawPanel(grid, at, {
    title: [[0, 'marked runs: mean score of the best arm'], ...title.slice(0, 1)],
    right,
  });
  const plot = { x: inside.x + 1, y: inside.y, width: inside.width - 2, height: inside.height - 1 };
  if (plot.width < 2 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  const extent = extentOf(curves.map(({ values }) => values));
  const longest = Math.max(...curves.map(({ values }) => values.length));
  curves.forEach(({ values }, i) => {
    const padded = new Float64Array(longest).fill(Number.NaN);
    padded.set(values);
    drawLine(dots, padded, { extent, style: colours[i % 4], pattern: patterns[i % 4] });
  });
  paste(dots, grid, plot, view.theme.glyphs);
  const lines: Readonly<Record<Pattern, string>> = { solid: '──', dashed: '╌╌', dotted: '··', sparse: '┄┄' };
  let x = plot.x;
  curves.forEach(({ name }, i) => {
    x = write(
      grid,
      x,
      plot.y + plot.height,
      `${lines[patterns[i % 4]]} ${name}   `,
      colours[i % 4],
      plot.x + plot.width - x,
    );
  });
}
