import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, type Part } from '../../layout.js';
import type { ArmSummary } from '../../summary.js';
import { counted, factor, plainNumber, score, share, signed } from '../../words.js';
import { bestSoFar, collapseOf, type SweepGrid } from '../sweep-grid.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';
import { feetOf, sweepPlaces } from './sweep-place.js';

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
      [0, `${done} of ${counted(summaries.length, 'cell')} done`],
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
  const feet =
    summary === undefined ? [] : [cellParts(summary), ...freshParts(view)].slice(0, feetOf(view, inside.height));
  feet.forEach((parts, i) =>
    write(grid, inside.x + 1, inside.y + inside.height - feet.length + i, fit(parts, inside.width - 2), 'focus'),
  );
  drawPlaces(grid, { ...inside, height: inside.height - feet.length }, view, cells);
}

/** The cells that fit, with the labels of their rows and columns. */
function drawPlaces(grid: Cells, inside: Rectangle, view: View, cells: SweepGrid): void {
  const { summaries, focus } = view;
  const isPlane = cells.y.name !== '';
  const places = sweepPlaces(inside, view, cells);
  const best = bestSoFar(summaries);
  places.rows.forEach(({ text, end, y }, i) => {
    if (isPlane) write(grid, end - columnsOf(text), y, `${text}┤`, 'dim');
    else write(grid, inside.x + 1, y, text, places.cells[i].arm === focus ? 'focus' : 'plain', inside.width - 2);
  });
  for (const { arm, text, end, y } of places.cells) drawCellText(grid, end, y, view, { arm, text, best });
  for (const { text, end, y } of places.columns) write(grid, end - columnsOf(text), y, text, 'dim');
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
function cellParts(summary: ArmSummary): readonly Part[] {
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
