import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, type Part } from '../../layout.js';
import type { ArmSummary } from '../../summary.js';
import { factor, plainNumber, score, share, signed } from '../../words.js';
import { bestSoFar, cellText, collapseOf, type SweepGrid } from '../sweep-grid.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** The longest label of a column, and of a cell's name. */
const LONGEST_LABEL = 10;

/** The cells of a sweep with one of their numbers; the focused one in brackets, the best so far behind `✓`, marked ones behind `m`. */
export function drawSweepGrid(grid: Cells, at: Rectangle, view: View, cells: SweepGrid): void {
  const { summaries, focus, sweepValue } = view;
  const done = summaries.filter((summary) => summary.done === summary.runs).length;
  const inside = drawPanel(grid, at, {
    title: [
      [0, sweepValue === 'collapse' ? 'collapse rate' : sweepValue],
      [1, `${cells.x.name} →${cells.y.name === '' ? '' : ` × ${cells.y.name} ↑`}`],
      [3, 'v value'],
    ],
    right: [
      [0, `${done} of ${summaries.length} cells done`],
      [2, view.cells.marked.length === 0 ? '' : `${view.cells.marked.length} marked`],
    ],
    focused: true,
  });
  if (summaries.length === 0) {
    const text = 'no sweep yet: antiphase sweep <file>, or open a stored one: 4';
    write(grid, inside.x + 1, inside.y, text, 'dim', inside.width - 2);
    return;
  }
  const summary = summaries.at(focus);
  const feet = summary === undefined || inside.height < 8 ? [] : [cellParts(summary), ...freshParts(view)];
  feet.forEach((parts, i) =>
    write(grid, inside.x + 1, inside.y + inside.height - feet.length + i, fit(parts, inside.width - 2), 'focus'),
  );
  const height = inside.height - feet.length;
  if (cells.y.name === '') drawList(grid, { ...inside, height }, view, cells);
  else drawPlane(grid, { ...inside, height }, view, cells);
}

/** Cells over two axes, the first row at the bottom. */
function drawPlane(grid: Cells, inside: Rectangle, view: View, cells: SweepGrid): void {
  const { summaries, focus, sweepValue } = view;
  const { x, y, arms } = cells;
  const texts = Array.from(arms, (arm) => (arm < 0 ? '' : cellText(summaries[arm], sweepValue)));
  const head = Math.max(...y.values.map(columnsOf)) + 1;
  const cell =
    Math.max(...texts.map(columnsOf), ...x.values.map((value) => Math.min(LONGEST_LABEL, columnsOf(value)))) + 2;
  const columns = Math.max(1, Math.min(x.values.length, Math.floor((inside.width - head - 2) / cell)));
  const rows = Math.max(1, Math.min(y.values.length, inside.height - 2));
  const place = Math.max(0, arms.indexOf(focus));
  const [column, row] = [place % x.values.length, Math.floor(place / x.values.length)];
  const firstColumn = Math.max(0, Math.min(x.values.length - columns, column - (columns >> 1)));
  const firstRow = Math.max(0, Math.min(y.values.length - rows, row - (rows >> 1)));
  const across = Math.max(cell, Math.min(12, Math.floor((inside.width - head - 2) / columns)));
  const gap = Math.max(1, Math.floor((inside.height - 2) / rows));
  const bottom = inside.y + inside.height - 2;
  const best = bestSoFar(summaries);
  for (let i = 0; i < rows; i++) {
    const line = bottom - i * gap;
    const label = y.values[firstRow + i];
    write(grid, inside.x + head - columnsOf(label), line, `${label}┤`, 'dim');
    for (let k = 0; k < columns; k++) {
      const index = (firstRow + i) * x.values.length + firstColumn + k;
      if (arms[index] < 0) continue;
      const end = inside.x + head + 1 + (k + 1) * across - 1;
      drawCellText(grid, end, line, view, { arm: arms[index], text: texts[index], best });
    }
  }
  for (let k = 0; k < columns; k++) {
    const label = x.values[firstColumn + k].slice(0, LONGEST_LABEL);
    const end = inside.x + head + 1 + (k + 1) * across - 1;
    write(grid, end - columnsOf(label), bottom + 1, label, 'dim');
  }
}

/** Cells that are no plane: one row each. */
function drawList(grid: Cells, inside: Rectangle, view: View, { arms, x }: SweepGrid): void {
  const { summaries, focus, sweepValue } = view;
  const rows = Math.max(1, Math.min(arms.length, inside.height));
  const first = Math.max(0, Math.min(arms.length - rows, arms.indexOf(focus) - (rows >> 1)));
  const best = bestSoFar(summaries);
  const names = x.values.map((value) => (columnsOf(value) > 40 ? `${value.slice(0, 39)}…` : value));
  const width = Math.max(...names.map(columnsOf));
  for (let i = 0; i < rows; i++) {
    const arm = arms[first + i];
    const text = cellText(summaries[arm], sweepValue);
    const end = inside.x + width + 4 + 12;
    write(grid, inside.x + 1, inside.y + i, names[first + i], arm === focus ? 'focus' : 'plain', inside.width - 2);
    drawCellText(grid, end, inside.y + i, view, { arm, text, best });
  }
}

interface CellText {
  readonly arm: number;
  readonly text: string;
  readonly best: number;
}

/** A cell's number, ending before a column, with the signs around it. */
function drawCellText(grid: Cells, end: number, y: number, view: View, { arm, text, best }: CellText): void {
  const { summaries, focus } = view;
  const at = end - columnsOf(text);
  const isMarked = view.cells.marked.includes(summaries[arm].name);
  const style: Style = arm === focus ? 'focus' : arm === best ? 'good' : styleOf(summaries[arm]);
  write(grid, at, y, text, style);
  if (arm === focus) {
    write(grid, at - 1, y, '[', 'focus');
    write(grid, end, y, isMarked ? 'm' : arm === best ? '✓' : ']', 'focus');
  } else if (isMarked) write(grid, at - 1, y, 'm', 'near');
  else if (arm === best) write(grid, at - 1, y, '✓', 'good');
}

/** A style from the share that collapsed: the number stands in the cell. */
function styleOf(summary: ArmSummary): Style {
  const rate = collapseOf(summary);
  return rate === undefined ? 'dim' : rate > 0.5 ? 'bad' : rate > 0.1 ? 'near' : 'plain';
}

/** A cell in numbers, in one line. */
export function cellParts(summary: ArmSummary): readonly Part[] {
  const { measured, done, runs } = summary;
  return [
    [0, summary.name.replaceAll(',', ', ')],
    [2, `${done}/${runs}${runs < 20 ? ' few' : ''}`],
    [1, `score ${score(summary.score)}`],
    [3, `collapse ${share(collapseOf(summary))}`],
    [4, `lowest ${signed(measured.margin)}`],
    [5, `growth ${plainNumber(measured.growth)}`],
    [6, `transient ${factor(measured.transient)}`],
  ];
}

/** The cell that ran again, in one line; none while nothing did. */
function freshParts({ cells: { fresh } }: View): readonly (readonly Part[])[] {
  if (fresh === undefined) return [];
  const { summary, problem, cell } = fresh;
  return [
    [
      [0, `fresh ${cell.replaceAll(',', ', ')}`],
      [1, problem ?? (summary === undefined ? 'warm starts …' : `score ${score(summary.score)}`)],
      [2, summary === undefined ? '' : `${summary.done}/${summary.runs}`],
      [3, summary === undefined ? '' : `collapse ${share(collapseOf(summary))}`],
    ],
  ];
}
