import { SURVIVAL } from '../../../experiments/verdict.js';
import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, wrap } from '../../layout.js';
import { count, factor, heapWords, interval, plainNumber, ruleWords, score, share, signed } from '../../words.js';
import {
  atWork,
  bestSoFar,
  collapseOf,
  rangeWords,
  survivingRows,
  type SweepGrid,
  type WorkingRun,
} from '../sweep-grid.js';
import type { View } from '../view.js';
import { progressBar } from '../../charts/bars.js';
import { drawPanel } from './panel.js';
import { stepWords } from './x-axis.js';

/** What each worker runs, and how many runs wait, are over, failed. */
export function drawWorkers(grid: Cells, at: Rectangle, view: View): void {
  const { state, summaries, crew } = view;
  const runs = workersOf(view);
  const retried = view.board?.retried() ?? 0;
  const paused = view.notice === 'paused';
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'workers'],
      [1, `${runs.length} at work`],
    ],
    right: [
      [0, paused ? 'paused: space goes on' : ''],
      [1, crew === undefined || crew.most < 2 ? '' : `${crew.size} of ${crew.most} take runs`],
    ],
  });
  const counted = state.arms.flatMap((arm) => arm.runs);
  const of = (status: string): number => counted.filter((run) => run.status === status).length;
  const best = bestSoFar(summaries);
  const { plan } = state;
  const kept = plan?.seeds.kept ?? [];
  const facts = [
    `queue ${count(of('waiting'))}   done ${count(state.ended)}`,
    `failed ${of('failed')}${retried > 0 ? `   retried ${retried}` : ''}   diverged ${of('diverged')}: a result`,
    best < 0 ? 'best so far ?' : `best so far ✓ ${summaries[best].name}`,
    ...(inside.height < 12
      ? []
      : [
          best < 0 ? '' : `  score ${score(summaries[best].score)}: a choice, r runs it on fresh seeds`,
          kept.length === 0 ? '' : `seeds ${kept[0]}–${kept[kept.length - 1]}, the same starts in every cell`,
          plan === undefined ? '' : ruleWords(plan.collapse),
          'no run is stopped early: rates stay fair',
        ]),
  ].filter((text) => text !== '');
  const wrapped = facts.flatMap((text) => wrap(text, inside.width - 2, '  '));
  const room = Math.max(1, inside.height - wrapped.length);
  const shown = runs.slice(0, runs.length > room ? room - 1 : room);
  const width = inside.width - 2;
  const lines = [
    ...shown.map((one) => workerLine(one, view, width)),
    ...(shown.length < runs.length ? [`${runs.length - shown.length} more`] : []),
    ...wrapped,
  ];
  lines.slice(0, inside.height).forEach((text, i) => write(grid, inside.x + 1, inside.y + i, fit([[0, text]], width)));
}

/** Runs at work by their workers. */
function workersOf({ state, board }: View): readonly (WorkingRun & { readonly worker: string })[] {
  const runs = atWork(state).map((one) => ({ ...one, worker: board?.of(one.run)?.worker ?? '' }));
  return runs.sort((a, b) => a.worker.localeCompare(b.worker, 'en', { numeric: true }));
}

/** A worker, what it runs, how far and how fast. */
function workerLine(one: WorkingRun & { readonly worker: string }, { board }: View, width: number): string {
  const { worker, run, share: done, stepsPerSecond, heap } = one;
  const attempt = board?.of(run)?.attempt ?? 1;
  return fit(
    [
      [3, worker],
      [0, progressBar(done, 8)],
      [1, run],
      [2, `${Math.floor(100 * done)} %`],
      [4, stepsPerSecond === undefined ? '' : `${stepWords(stepsPerSecond)} steps/s`],
      [6, heap === undefined ? '' : heapWords(heap)],
      [5, attempt > 1 ? `begun ${attempt} times` : ''],
    ],
    width,
    ' ',
  );
}

/** Where runs survive: for each value of the first axis the values of the second. */
export function drawSurvives(grid: Cells, at: Rectangle, view: View, cells: SweepGrid): void {
  const { summaries } = view;
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'survives'],
      [1, `collapse ≤ ${share(SURVIVAL)}`],
    ],
    right: [[2, cells.y.name]],
  });
  if (summaries.length === 0) return;
  const found = survivingRows(cells, summaries);
  const rows = [
    [cells.x.name, cells.y.name === '' ? '' : cells.y.name, 'cells', 'lowest'],
    ...found.map(({ x, survives, through, cells: all, margin }) => [
      x,
      cells.y.name === ''
        ? survives.length > 0
          ? 'yes'
          : through < all
            ? '·'
            : 'no'
        : rangeWords(survives, cells.y.values),
      `${through}/${all}`,
      signed(margin),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((k) => Math.min(18, Math.max(...rows.map((row) => columnsOf(row[k])))));
  const spark = phaseRow(view, cells, inside.width - 2);
  const room = Math.max(1, inside.height - (spark === '' || inside.height < 5 ? 0 : 1));
  const focused = cells.arms.indexOf(view.focus);
  const column = focused < 0 ? 0 : focused % cells.x.values.length;
  const first = Math.max(0, Math.min(found.length - (room - 1), column - ((room - 1) >> 1)));
  const shown = [rows[0], ...rows.slice(1 + first, first + room)];
  shown.forEach((row, i) => {
    const style: Style = i === 0 ? 'dim' : first + i - 1 === column ? 'focus' : 'plain';
    let x = inside.x + 1;
    row.forEach((text, k) => {
      if (x + widths[k] > inside.x + inside.width) return;
      const cut = fit([[0, text]], widths[k]);
      write(grid, k < 2 ? x : x + widths[k] - columnsOf(cut), inside.y + i, cut, style);
      x += widths[k] + 2;
    });
  });
  if (spark !== '' && inside.height >= 5) write(grid, inside.x + 1, inside.y + inside.height - 1, spark, 'dim');
}

const BLOCKS = '▁▂▃▄▅▆▇█';

/** Collapse over the first axis at the second axis' value in focus, as blocks. */
function phaseRow({ summaries, focus }: View, { x, y, arms }: SweepGrid, width: number): string {
  const at = arms.indexOf(focus);
  if (at < 0 || x.values.length < 3) return '';
  const row = Math.floor(at / x.values.length);
  const blocks = x.values.map((_, column) => {
    const summary = summaries.at(arms[row * x.values.length + column]);
    const rate = summary === undefined ? undefined : collapseOf(summary);
    return rate === undefined ? '·' : BLOCKS[Math.round(rate * 7)];
  });
  const where = y.name === '' ? '' : ` at ${y.name} ${y.values[row]}`;
  return fit(
    [
      [0, `${x.values[0]} ${blocks.join('')} ${x.values[x.values.length - 1]}`],
      [1, `collapse${where}`],
    ],
    width,
  );
}

/** The cell in focus in numbers; beside it the same cell on fresh seeds. */
export function drawCell(grid: Cells, at: Rectangle, view: View): void {
  const summary = view.summaries.at(view.focus);
  const inside = drawPanel(grid, at, {
    title: [[0, 'cell']],
    right: [
      [0, 'enter opens its runs'],
      [1, 'r fresh seeds'],
    ],
  });
  if (summary === undefined) return;
  const { measured, predicted, done, runs, collapsed, failed, verdict } = summary;
  const lines = [
    ...wrap(summary.name.replaceAll(',', ', '), inside.width - 2),
    `done ${done}/${runs}   collapsed ${done === 0 ? '?' : `${collapsed}/${done - failed}`} ${verdict === undefined ? share(collapseOf(summary)) : `${share(verdict.collapse.value)} ${interval(verdict.collapse, share)}`}`,
    `score ${score(summary.score)} ${verdict === undefined ? '' : interval(verdict.score, score)}`,
    `lowest ${signed(measured.margin)}   predicted ${signed(predicted.margin)}`,
    `growth ${plainNumber(measured.growth)}   transient ${factor(measured.transient)}   mean ηλ ${plainNumber(measured.meanProduct)}   corr ${signed(summary.coherence)}`,
    runs < 20 ? 'few seeds: no verdict is given' : '',
    ...freshLines(view),
  ].filter((text) => text !== '');
  lines
    .slice(0, inside.height)
    .forEach((text, i) => write(grid, inside.x + 1, inside.y + i, fit([[0, text]], inside.width - 2)));
}

/** What a cell gave on fresh seeds. */
function freshLines({ cells: { fresh } }: View): readonly string[] {
  if (fresh === undefined) return [];
  const head = `fresh seeds · ${fresh.cell}`;
  if (fresh.problem !== undefined) return [head, `✗ ${fresh.problem}`];
  const { summary } = fresh;
  if (summary === undefined) return [head, 'warm starts …'];
  const { verdict, done, runs } = summary;
  const rate = verdict?.collapse.value ?? collapseOf(summary);
  return [
    `${head}  ${done}/${runs}`,
    `score ${score(summary.score)} ${verdict === undefined ? '' : interval(verdict.score, score)}`,
    `collapse ${share(rate)} ${verdict === undefined ? '' : interval(verdict.collapse, share)}`,
  ];
}
