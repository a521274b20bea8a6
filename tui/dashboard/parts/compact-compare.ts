import { sparkline } from '../../charts/bars.js';
import type { Part } from '../../layout.js';
import { seedColumns } from '../../seed-columns.js';
import { armCells, armHead, shownReadings, type ArmSummary } from '../../summary.js';
import { factor, plainNumber, score, signed, stabilityWord } from '../../words.js';
import type { View } from '../view.js';
import { labelled, type CompactBody } from './compact-body.js';
import { drawCurves } from './curves.js';
import { drawEventLog } from './event-log.js';

/** The arms: the one in focus with its score and readings, then a line an arm. */
export function compareBody(view: View, width: number): CompactBody {
  const { state, summaries, focus } = view;
  const summary = summaries.at(focus);
  const arm = state.arms.at(focus);
  if (summary === undefined || arm === undefined || state.plan === undefined)
    return { lines: [[[0, 'no comparison yet']], [[0, 'antiphase compare balance starts one']]] };
  const now = shownReadings(summary);
  const { word, level } = stabilityWord(now);
  const spark = Math.max(4, Math.min(40, width - 24));
  return {
    lines: [
      [
        [0, labelled('score', score(summary.score))],
        [1, sparkline(seedColumns(arm, arm.score, state.plan.updates, spark).mean, spark)],
      ],
      [
        [0, labelled('margin', signed(now.margin))],
        [1, `lowest ${signed(now.lowest)}`],
        [2, `growth ${plainNumber(now.growth)}`],
        [3, `transient ${factor(now.transient)}`],
      ],
      [
        [0, labelled('predicted', signed(summary.predicted.margin))],
        [1, level === 'unknown' ? word : `${word}, est.`],
      ],
    ],
    rows: summaries.map(armParts),
    focus,
    rest: {
      least: 5,
      draw: (grid, at) =>
        drawCurves(grid, at, view, {
          rows: (each) => each.score,
          name: state.plan?.score ?? 'score',
          line: 'mean',
          named: true,
        }),
    },
    event: (grid, at) => drawEventLog(grid, at, view),
  };
}

/** An arm in one line. */
function armParts(summary: ArmSummary): readonly Part[] {
  const cells = armCells(summary);
  const cell = (name: (typeof armHead)[number]): string => cells[armHead.indexOf(name)];
  return [
    [0, summary.name.padEnd(10)],
    [2, `done ${cell('done')}`],
    [1, `collapsed ${cell('collapsed')}`],
    [3, `score ${cell('score')}`],
    [4, `lowest ${cell('lowest')}`],
    [5, `growth ${cell('growth')}`],
  ];
}
