import type { Part } from '../../layout.js';
import { counted } from '../../words.js';
import { atWork, bestSoFar, cellText } from '../sweep-grid.js';
import { settledUpdates, totalUpdates, type View } from '../view.js';
import { labelled, type CompactBody } from './compact-body.js';
import { drawEventLog } from './event-log.js';
import { progressBar } from '../../charts/bars.js';

/** The cells of a sweep, one a line: what they show, and the best so far. */
export function sweepBody(view: View, width: number): CompactBody {
  const { state, summaries, focus, sweepValue } = view;
  if (state.plan === undefined) return { lines: [[[0, 'no sweep yet']], [[0, 'antiphase sweep starts one']]] };
  const best = bestSoFar(summaries);
  const [settled, total] = [settledUpdates(state), totalUpdates(state)];
  const done = summaries.filter((summary) => summary.done === summary.runs).length;
  return {
    lines: [
      [
        [0, labelled('cells', `${done}/${summaries.length}`)],
        [1, progressBar(total === 0 ? 0 : settled / total, 10)],
        [2, `${counted(state.ended, 'run')} over`],
        [3, `${atWork(state).length} at work`],
      ],
      [
        [0, labelled('best', best < 0 ? '?' : cellText(summaries[best], 'score'))],
        [1, best < 0 ? '' : summaries[best].name],
        [2, best < 0 ? '' : 'a choice: run it again on fresh seeds'],
      ],
    ],
    rows: summaries.map((summary): readonly Part[] => [
      [0, `${view.cells.marked.includes(summary.name) ? 'm' : ' '} ${summary.name}`],
      [1, `${sweepValue} ${cellText(summary, sweepValue)}`],
      [2, width > 50 && sweepValue !== 'done' ? `done ${cellText(summary, 'done')}` : ''],
    ]),
    focus,
    rest: { least: 4, draw: (grid, at) => drawEventLog(grid, at, view, true) },
    event: (grid, at) => drawEventLog(grid, at, view),
  };
}
