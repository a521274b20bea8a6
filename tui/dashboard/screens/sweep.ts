import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, screenForm, wrap } from '../../layout.js';
import { factor, plainNumber, score, share, signed } from '../../words.js';
import { drawEventLog } from '../parts/event-log.js';
import { progressBar } from '../parts/header.js';
import { drawPanel } from '../parts/panel.js';
import { atWork, bestSoFar, cellText, sweepGrid } from '../sweep-grid.js';
import type { View } from '../view.js';

/** The points of a sweep as a grid, the best so far, what is at work, and the cell in focus in numbers. */
export function drawSweep(grid: Cells, view: View): void {
  const { width, height } = grid;
  const wide = screenForm(width, height) === 'wide';
  const side = wide ? 54 : 32;
  const room = height - 2;
  const log = Math.max(4, Math.floor(room / 5));
  if (view.full) {
    drawGrid(grid, { x: 0, y: 1, width, height: room }, view);
    return;
  }
  drawGrid(grid, { x: 0, y: 1, width: width - side, height: room - log }, view);
  const upper = Math.floor((room - log) / 2);
  drawWork(grid, { x: width - side, y: 1, width: side, height: upper }, view);
  drawCell(grid, { x: width - side, y: 1 + upper, width: side, height: room - log - upper }, view);
  drawEventLog(grid, { x: 0, y: 1 + room - log, width, height: log }, view);
}

function drawGrid(grid: Cells, at: Rectangle, view: View): void {
  const { summaries, state, focus, sweepValue } = view;
  const cells = sweepGrid(state.arms.map((arm) => arm.plan.name));
  const done = summaries.filter((summary) => summary.done === summary.runs).length;
  const inside = drawPanel(grid, at, {
    title: [
      [0, sweepValue],
      [1, `${cells.x.name} →${cells.y.name === '' ? '' : ` × ${cells.y.name} ↑`}`],
    ],
    right: [
      [3, 'v'],
      [0, `${done} of ${summaries.length} cells done`],
    ],
    focused: true,
  });
  if (summaries.length === 0) {
    write(
      grid,
      inside.x + 1,
      inside.y,
      'no sweep yet: antiphase sweep <file>, or open a stored one: 4',
      'dim',
      inside.width - 2,
    );
    return;
  }
  const texts = Array.from(cells.arms, (arm) => (arm < 0 ? '' : cellText(summaries[arm], sweepValue)));
  const head = Math.max(...cells.y.values.map(columnsOf)) + 1;
  const cell = Math.max(...texts.map(columnsOf), ...cells.x.values.map((value) => Math.min(10, columnsOf(value)))) + 2;
  const columns = Math.max(1, Math.min(cells.x.values.length, Math.floor((inside.width - head - 2) / cell)));
  const rows = Math.max(1, Math.min(cells.y.values.length, inside.height - 2));
  const place = Math.max(0, cells.arms.indexOf(focus));
  const [column, row] = [place % cells.x.values.length, Math.floor(place / cells.x.values.length)];
  const firstColumn = Math.max(0, Math.min(cells.x.values.length - columns, column - (columns >> 1)));
  const firstRow = Math.max(0, Math.min(cells.y.values.length - rows, row - (rows >> 1)));
  const gap = Math.max(1, Math.floor((inside.height - 2) / rows));
  const bottom = inside.y + inside.height - 2;
  const best = bestSoFar(summaries);
  for (let i = 0; i < rows; i++) {
    const y = bottom - i * gap;
    const label = cells.y.values[firstRow + i];
    write(grid, inside.x + head - columnsOf(label), y, label, 'dim');
    for (let k = 0; k < columns; k++) {
      const index = (firstRow + i) * cells.x.values.length + firstColumn + k;
      const arm = cells.arms[index];
      if (arm < 0) continue;
      const text = texts[index];
      const x = inside.x + head + 1 + k * cell;
      const at = x + cell - 1 - columnsOf(text);
      const style: Style =
        arm === focus ? 'focus' : arm === best ? 'good' : styleOf(summaries[arm].collapsed, summaries[arm].done);
      if (arm === focus) {
        write(grid, at - 1, y, '[', 'focus');
        write(grid, at + columnsOf(text), y, ']', 'focus');
      } else if (arm === best) write(grid, at - 1, y, '✓', 'good');
      write(grid, at, y, text, style);
    }
  }
  for (let k = 0; k < columns; k++) {
    const text = fit([[0, cells.x.values[firstColumn + k]]], cell - 1);
    write(grid, inside.x + head + 1 + k * cell + Math.max(0, cell - 1 - columnsOf(text)), bottom + 1, text, 'dim');
  }
}

function styleOf(collapsed: number, done: number): Style {
  if (done === 0) return 'dim';
  return collapsed === 0 ? 'plain' : collapsed / done > 0.5 ? 'bad' : 'near';
}

function drawWork(grid: Cells, at: Rectangle, view: View): void {
  const { state, summaries } = view;
  const runs = atWork(state);
  const inside = drawPanel(grid, at, { title: [[0, 'workers']], right: [[0, `${runs.length} at work`]] });
  const counted = state.arms.flatMap((arm) => arm.runs);
  const of = (status: string): number => counted.filter((run) => run.status === status).length;
  const best = bestSoFar(summaries);
  const lines = [
    ...runs.slice(0, Math.max(1, inside.height - 4)).map(({ run, share: done }) => `${progressBar(done, 8)} ${run}`),
    `queue ${of('waiting')}   done ${state.ended}   failed ${of('failed')}`,
    `diverged ${of('diverged')}: a result, never run again`,
    best < 0 ? 'best so far ?' : `best so far ✓ ${summaries[best].name}`,
    best < 0 ? '' : `  score ${score(summaries[best].score)}: a choice, run it again`,
  ];
  lines
    .slice(0, inside.height)
    .forEach((text, i) => write(grid, inside.x + 1, inside.y + i, fit([[0, text]], inside.width - 2)));
}

function drawCell(grid: Cells, at: Rectangle, view: View): void {
  const summary = view.summaries.at(view.focus);
  const inside = drawPanel(grid, at, { title: [[0, 'cell']], right: [[0, 'enter opens it']] });
  if (summary === undefined) return;
  const { measured, predicted, done, runs, collapsed, failed } = summary;
  const lines = [
    ...wrap(summary.name.replaceAll(',', ', '), inside.width - 2),
    `done ${done}/${runs}   collapsed ${done === 0 ? '?' : `${collapsed} (${share(collapsed / (done - failed))})`}`,
    `score ${score(summary.score)}`,
    `lowest ${signed(measured.margin)}   predicted ${signed(predicted.margin)}`,
    `growth ${plainNumber(measured.growth)}   transient ${factor(measured.transient)}`,
    `mean ηλ ${plainNumber(measured.meanProduct)}   corr ${signed(summary.coherence)}`,
    runs < 20 ? 'few seeds: no verdict is given' : '',
  ];
  lines
    .slice(0, inside.height)
    .forEach((text, i) => write(grid, inside.x + 1, inside.y + i, fit([[0, text]], inside.width - 2)));
}
