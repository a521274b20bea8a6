import { columnsOf, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { fit, wrap } from '../../layout.js';
import { armCells, armHead, wideCells, wideHead } from '../../summary.js';
import { differenceWords, ruleWords } from '../../words.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** Columns by importance: the last of these falls first where the row is too long. */
const importance = [0, 2, 3, 4, 5, 6, 7, 8, 1, 11, 12, 9, 10];

/** The arms in numbers: one row each, the focused one marked; below it, where there is room, differences, rule and notes. */
export function drawArmTable(grid: Cells, at: Rectangle, view: View): void {
  const { state, focus, summaries } = view;
  const plan = state.plan;
  const decided = state.verdict;
  const inside = drawPanel(grid, at, {
    title: [
      [0, plan === undefined ? 'arms' : `${plan.arms.length} arms`],
      [1, plan === undefined ? '' : `score: mean ${plan.score}`],
    ],
    right: [
      [1, decided === undefined ? 'so far' : decided.decided ? 'verdict' : 'no verdict'],
      [2, plan?.collapse === undefined ? '' : `collapse below ${plan.collapse.below}`.replace('-', '−')],
    ],
  });
  const rows = [
    [...armHead, ...wideHead],
    ...summaries.map((summary) => [...armCells(summary), ...wideCells(summary)]),
  ];
  const kept = fittingColumns(rows, inside.width - 3);
  const widths = kept.map((column) => Math.max(...rows.map((row) => columnsOf(row[column]))));
  const room = Math.max(1, Math.min(rows.length - 1, inside.height - 1));
  const first = Math.max(0, Math.min(summaries.length - room, focus - Math.floor(room / 2)));
  const lines = [rows[0], ...rows.slice(1 + first, 1 + first + room)];
  lines.forEach((row, i) => {
    const y = inside.y + i;
    let x = inside.x + 2;
    const marked = i > 0 && first + i - 1 === focus;
    if (marked) write(grid, inside.x, y, '›', 'focus');
    kept.forEach((column, k) => {
      const text = row[column];
      const shift = column === 0 ? 0 : widths[k] - columnsOf(text);
      write(grid, x + shift, y, text, i === 0 ? 'dim' : marked ? 'focus' : 'plain');
      x += widths[k] + 2;
    });
  });
  const below = [
    ...(decided === undefined ? [] : differenceWords(decided)),
    ...(plan === undefined ? [] : [ruleWords(plan.collapse), ...plan.notes]),
  ].flatMap((text) => wrap(text, inside.width - 4, '  '));
  below.slice(0, Math.max(0, inside.height - lines.length - 1)).forEach((text, i) => {
    write(grid, inside.x + 2, inside.y + lines.length + 1 + i, fit([[0, text]], inside.width - 3), 'dim');
  });
}

function fittingColumns(rows: readonly (readonly string[])[], width: number): number[] {
  const kept: number[] = [];
  let used = -2;
  for (const column of importance) {
    const need = Math.max(...rows.map((row) => columnsOf(row[column]))) + 2;
    if (used + need > width) break;
    used += need;
    kept.push(column);
  }
  return kept.sort((a, b) => a - b);
}
