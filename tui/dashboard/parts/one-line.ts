import { write, type Cells } from '../../charts/cells.js';
import { fit, type Part } from '../../layout.js';
import { shownReadings } from '../../summary.js';
import {
  clock,
  count,
  counted,
  factor,
  plainNumber,
  score,
  signed,
  stabilityWord,
  type LiveReadings,
} from '../../words.js';
import { runShown } from '../run-reading.js';
import { shortId } from '../runs-row.js';
import { bestSoFar } from '../sweep-grid.js';
import { settledUpdates, totalUpdates, type View } from '../view.js';
import { drawFoot } from './header.js';

/** A terminal below 40×10: one line, and the foot where there is a second one. */
export function drawLineForm(grid: Cells, view: View): void {
  const told = view.prompt !== undefined || view.message !== '' || view.notice === 'asking';
  if (grid.height > 1 || told) drawFoot(grid, view);
  if (grid.height > 1 || !told) write(grid, 0, 0, lineOf(view, grid.width));
}

function lineOf(view: View, width: number): string {
  if (view.screen === 'studio') return fit(studioParts(view), width, ' ');
  if (view.screen === 'runs') return fit(runsParts(view), width, ' ');
  if (view.screen === 'sweep') return fit(sweepParts(view), width, ' ');
  return view.screen === 'live' ? fit(liveParts(view), width, ' ') : oneLine(view, width);
}

/** Parts fall from the right of this order: name, update, return, margin, growth, transient, lowest, est. */
function parts(
  name: string,
  lived: string,
  mean: number | undefined,
  { margin, lowest, growth, transient }: LiveReadings,
): readonly Part[] {
  return [
    [0, name],
    [1, lived],
    [2, `score ${score(mean)}`],
    [3, `margin ${signed(margin)}`],
    [6, `low ${signed(lowest)}`],
    [4, `growth ${plainNumber(growth)}`],
    [5, `trans ${factor(transient)}`],
    [7, 'est.'],
  ];
}

/** All in one line, for a very small terminal and the one-line reporter. */
export function oneLine(view: Pick<View, 'state' | 'summaries' | 'focus' | 'left'>, width: number): string {
  const { state, summaries, focus } = view;
  const summary = summaries.at(focus);
  if (summary === undefined) return fit([[0, 'waiting for the plan']], width);
  const lived = `${count(settledUpdates(state))}/${count(totalUpdates(state))}`;
  return fit(
    [
      ...parts(summary.name, lived, summary.score, shownReadings(summary)),
      [8, state.verdict === undefined ? `ETA ${clock(view.left)}` : 'done'],
    ],
    width,
    ' ',
  );
}

function liveParts(view: View): readonly Part[] {
  const of = runShown(view);
  if (of === undefined) return [[0, 'no run yet']];
  const run = of.arm.runs[of.index];
  const mean = run.scoreCount === 0 ? undefined : run.scoreSum / run.scoreCount;
  const lowest = run.lowest ?? run.lowestNow;
  return parts(of.arm.plan.name, `${count(run.lived)}/${count(of.updates)}`, mean, {
    margin: run.margin,
    lowest,
    growth: run.growth,
    transient: run.transient,
  });
}

function studioParts({ studio }: View): readonly Part[] {
  if (studio === undefined) return [[0, 'studio']];
  const { margin, growth, transient } = studio.studied.readings;
  return [
    [0, 'studio'],
    [1, studio.problem === undefined ? '' : `✗ ${studio.problem}`],
    [2, `low ${signed(margin)}`],
    [3, `growth ${plainNumber(growth)}`],
    [4, `trans ${factor(transient)}`],
    [5, stabilityWord({ lowest: margin, growth, transient }).word],
    [6, 'exact'],
  ];
}

function runsParts({ runs, playback }: View): readonly Part[] {
  const selected = runs?.rows.at(Math.min(runs.selected, runs.rows.length - 1));
  return [
    [0, counted(runs?.total ?? 0, 'run')],
    [1, selected === undefined ? '' : `› ${shortId(selected.id)} ${selected.name}`],
    [2, playback === undefined ? '' : `${shortId(playback.id)} at ${count(playback.at)}/${count(playback.updates)}`],
  ];
}

function sweepParts(view: View): readonly Part[] {
  const { state, summaries } = view;
  if (state.plan === undefined) return [[0, 'no sweep yet']];
  const best = bestSoFar(summaries);
  const total = totalUpdates(state);
  return [
    [0, 'sweep'],
    [1, `${total === 0 ? 0 : Math.floor((100 * settledUpdates(state)) / total)} %`],
    [3, `${summaries.filter((each) => each.done === each.runs).length}/${summaries.length} cells`],
    [2, best < 0 ? '' : `best ${summaries[best].name} ${score(summaries[best].score)}`],
    [4, state.verdict === undefined ? `ETA ${clock(view.left)}` : 'done'],
  ];
}
