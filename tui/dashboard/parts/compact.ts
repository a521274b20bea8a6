import { sparkline } from '../../charts/bars.js';
import { write, type Cells } from '../../charts/cells.js';
import { fit, type Part } from '../../layout.js';
import { seedColumns } from '../../seed-columns.js';
import { armCells, shownReadings, type ArmSummary } from '../../summary.js';
import { clock, count, factor, plainNumber, score, signed, stabilityWord } from '../../words.js';
import { settledUpdates, totalUpdates, type View } from '../view.js';
import { drawEventLog } from './event-log.js';
import { drawHelp, drawVerdict } from './verdict.js';
import { drawFoot, drawHeader } from './header.js';

/** The comparison below 80×24: header, the focused arm's score and readings, a line an arm, the newest event, the foot. */
export function drawCompact(grid: Cells, view: View): void {
  drawHeader(grid, view);
  drawFoot(grid, view);
  const { state, summaries, focus } = view;
  const { width, height } = grid;
  const whole = { x: 0, y: 1, width, height: height - 2 };
  if (view.middle === 'help') {
    drawHelp(grid, whole, view);
    return;
  }
  if (view.middle === 'verdict') {
    drawVerdict(grid, whole, view);
    return;
  }
  const summary = summaries[focus];
  const arm = state.arms[focus];
  if (summary === undefined || arm === undefined || state.plan === undefined) return;
  const now = shownReadings(summary);
  const { word, level } = stabilityWord(now);
  const mean = seedColumns(arm, arm.score, state.plan.updates, Math.max(4, width - 24)).mean;
  const lines: Part[][] = [
    [
      [0, `score     ${score(summary.score)}`],
      [1, sparkline(mean, Math.max(4, width - 24))],
    ],
    [
      [0, `margin    ${signed(now.margin)}`],
      [1, `lowest ${signed(now.lowest)}`],
      [2, `growth ${plainNumber(now.growth)}`],
      [3, `transient ${factor(now.transient)}`],
    ],
    [
      [0, `predicted ${signed(summary.predicted.margin)}`],
      [1, level === 'unknown' ? word : `${word}, est.`],
    ],
  ];
  lines.forEach((parts, i) => write(grid, 1, 1 + i, fit(parts, width - 2), 'plain'));
  const room = height - 2 - lines.length - 1;
  const armRows = Math.min(summaries.length, room);
  const first = Math.max(0, Math.min(summaries.length - armRows, focus - Math.floor(armRows / 2)));
  summaries.slice(first, first + armRows).forEach((each, i) => {
    const marked = first + i === focus;
    write(grid, 0, 4 + i, `${marked ? '›' : ' '}${fit(armParts(each), width - 2, '  ')}`, marked ? 'focus' : 'plain');
  });
  drawEventLog(grid, { x: 0, y: height - 2, width, height: 1 }, view);
}

function armParts(summary: ArmSummary): Part[] {
  const [name, done, collapsed, score, lowest] = armCells(summary);
  return [
    [0, name.padEnd(9)],
    [2, `done ${done}`],
    [1, `collapsed ${collapsed}`],
    [3, `score ${score}`],
    [4, `lowest ${lowest}`],
  ];
}

/** All in one line, for a very small terminal and the one-line reporter. */
export function oneLine(view: Pick<View, 'state' | 'summaries' | 'focus' | 'left'>, width: number): string {
  const { state, summaries, focus } = view;
  const summary = summaries[focus];
  if (summary === undefined) return fit([[0, 'waiting for the plan']], width);
  const now = shownReadings(summary);
  return fit(
    [
      [0, summary.name],
      [1, `${count(settledUpdates(state))}/${count(totalUpdates(state))}`],
      [2, `score ${score(summary.score)}`],
      [3, `margin ${signed(now.margin)}`],
      [4, `growth ${plainNumber(now.growth)}`],
      [5, `trans ${factor(now.transient)}`],
      [6, `low ${signed(now.lowest)}`],
      [7, 'est.'],
      [8, state.verdict === undefined ? `ETA ${clock(view.left)}` : 'done'],
    ],
    width,
    ' ',
  );
}
