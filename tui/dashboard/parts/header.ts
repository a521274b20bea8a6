import { progressBar } from '../../charts/bars.js';
import { columnsOf, write, type Cells } from '../../charts/cells.js';
import { fit, spread, type Part } from '../../layout.js';
import { footKeys, type Action } from '../../keymap.js';
import { clock, count, counted, degrees, plainNumber } from '../../words.js';
import { nameOf, runShown, type RunAt } from '../run-reading.js';
import { runSpeed } from '../run-speed.js';
import { differencePart } from '../compare-lines.js';
import { bandWords } from './curves.js';
import type { StudioView } from '../studio-view.js';
import { settledUpdates, totalUpdates, type View } from '../view.js';
import { stepWords } from './x-axis.js';

const NAME = ' ◐ antiphase';

/** The first row: what is on the screen, how far it is, and the time left. */
export function drawHeader(grid: Cells, view: View): void {
  const of = view.screen === 'live' ? runShown(view) : undefined;
  const title = view.state.plan?.title ?? (view.screen === 'live' || view.screen === 'compare' ? 'waiting' : '');
  const right =
    view.studio !== undefined
      ? studioParts(view.studio)
      : of === undefined
        ? [...differencePart(view), ...progressParts(view)]
        : runProgress(view, of);
  const [, kept] = right.reduce((least, part) => (part[0] < least[0] ? part : least));
  const taken = columnsOf(NAME) + columnsOf(kept) + 4;
  const named = `${view.screen} · ${title}`;
  const left: Part[] = [
    [0, NAME],
    // Where there is no room for its title the screen still has its name.
    [1, title === '' || taken + columnsOf(named) > grid.width - 1 ? view.screen : named],
    [4, view.playback === undefined ? '' : `replay of ${view.playback.id}`],
    ...(of === undefined ? seedParts(view) : runParts(view, of)),
  ];
  write(grid, 0, 0, spread(left, right, grid.width - 1), 'bold');
}

function seedParts({ state: { plan } }: View): readonly Part[] {
  return [[6, plan === undefined ? '' : counted(plan.seeds.kept.length, 'seed')]];
}

/** The studio trains nothing. */
function studioParts({ studied: { numbers, step } }: StudioView): readonly Part[] {
  return [
    [3, 'quadratic model'],
    [5, step.name],
    [4, `T = ${counted(numbers.period, 'update')}`],
    [2, 'computed, nothing trained'],
  ];
}

/** How far all runs together are. */
function progressParts(view: View): readonly Part[] {
  const { state } = view;
  const total = totalUpdates(state);
  if (total === 0) return [[3, clock(view.elapsed)]];
  const settled = settledUpdates(state);
  const whole = state.verdict !== undefined;
  return [
    [2, progressBar(settled / total, 10)],
    [0, whole ? 'done' : `${Math.floor((100 * settled) / total)} %`],
    [5, whole ? '' : `${count(settled)}/${count(total)}`],
    [4, Number.isFinite(view.speed) && !whole ? `${count(view.speed)} upd/s` : ''],
    [3, clock(view.elapsed)],
    [1, whole || view.playback !== undefined ? '' : `ETA ${clock(view.left)}`],
  ];
}

/** What the run in focus is. */
function runParts({ state: { plan } }: View, { arm, index }: RunAt): readonly Part[] {
  const { phase, name } = arm.plan;
  const agent = plan?.manifest['agent'];
  return [
    [8, agent === undefined ? '' : String(agent)],
    [5, phase === undefined ? name : `${name} ${degrees(phase)}`],
    [9, plan?.knob ?? ''],
    [6, `seed ${arm.runs[index].seed}`],
  ];
}

/** How far the run in focus is. */
function runProgress(view: View, of: RunAt): readonly Part[] {
  const run = of.arm.runs[of.index];
  const held = view.held?.(nameOf(of)) ?? [];
  const { updates, steps, left } = runSpeed(of, held);
  // The last stretch that was measured may have a pause in it.
  const stepped = held.length > 0 ? steps : (run.stepsPerSecond ?? steps);
  const goesOn = run.status === 'running' && view.playback === undefined && view.notice !== 'over';
  return [
    [0, `${goesOn ? '● ' : ''}${count(run.lived)}/${count(of.updates)}`],
    [7, goesOn ? '' : run.status],
    [2, goesOn && Number.isFinite(updates) ? `${updates < 10 ? plainNumber(updates, 1) : count(updates)} upd/s` : ''],
    [7, goesOn && Number.isFinite(stepped) ? `${stepWords(stepped)} steps/s` : ''],
    [3, clock(view.elapsed)],
    [4, goesOn ? `ETA ${clock(left)}` : ''],
  ];
}

/** The last row: what is typed, what the person should know, or the keys of the screen. */
export function drawFoot(grid: Cells, view: View): void {
  const y = grid.height - 1;
  const { prompt, message } = view;
  if (prompt !== undefined) {
    const problem = prompt.problem === undefined ? '' : `  ✗ ${prompt.problem}`;
    const head = ` ${prompt.label} ${prompt.text}▏`;
    const next = write(grid, 0, y, fit([[0, head]], grid.width), 'bold');
    const rest = fit(
      [
        [1, problem === '' ? '' : problem.trim()],
        [2, prompt.hint],
      ],
      grid.width - next - 3,
      '   ',
    );
    write(grid, next + 2, y, rest, problem === '' ? 'dim' : 'bad');
    return;
  }
  const notices = {
    asking: ' leave? what was measured is summed up    enter yes   esc stay ',
    stopping: ' stopping: every run ends at its next update, then comes the summary    q leaves at once ',
    frozen: ' frozen: the view stands still, training goes on    f goes on   q quit ',
    paused: ` paused: runs wait at the start of their next update    space goes on${view.screen === 'live' ? '   . one update' : ''}   q quit `,
    over: '',
    none: '',
  };
  const notice = message !== '' ? ` ${message}` : notices[view.notice];
  if (notice !== '') {
    // What it means falls before the keys that end it.
    const [head, ...keys] = notice.trim().split(/ {3,}/);
    const [short, about] = head.split(/(?<=:) /);
    const told: Part[] =
      message !== '' ? [[0, message]] : [[0, short], [9, about ?? ''], ...keys.map((text, i): Part => [1 + i, text])];
    write(grid, 1, y, fit(told, grid.width - 2, '  '), 'bold');
    return;
  }
  write(grid, 1, y, fit(footParts(view), grid.width - 2), 'dim');
}

/** Keys of the stored runs that have nothing to do: charts lie under the list once a run is opened or marked ones are compared. */
function idleInRuns({ playback, curves }: View): Partial<Record<Action, boolean>> {
  const closed = playback === undefined;
  const over = curves.length > 0;
  const chart = { smooth: closed && !over, scale: closed && !over };
  const player = { left: closed, stepForward: closed, slower: closed || over };
  return { ...chart, ...player, axis: closed || over, zoomIn: closed || over, previousSeed: closed || over };
}

/** The labels of a screen's keys that have something to do now. */
function footParts(view: View): Part[] {
  const verdict = view.state.verdict !== undefined;
  const over = view.notice === 'over';
  const idle: Partial<Record<Action, boolean>> = {
    open: view.screen === 'compare' && !verdict,
    ...(view.screen === 'runs' ? idleInRuns(view) : {}),
    ...(view.screen === 'compare' && view.band !== 'seeds' ? { previousSeed: true } : {}),
    ...(view.place.axis === 'phase' ? { smooth: true, zoomIn: true } : {}),
    stop: over,
    ...(view.screen === 'sweep' ? { slower: view.crew === undefined || view.crew.most < 2 } : {}),
    pause: !view.steerable && view.playback === undefined,
    ...(view.screen === 'live' ? { stepForward: view.notice !== 'paused' && view.playback === undefined } : {}),
    shift: view.screen === 'live' && !view.steerable,
    flip: view.screen === 'live' && !view.steerable,
    edit: view.screen === 'live' && !view.steerable,
    save: view.screen === 'live' && !view.steerable,
  };
  return footKeys(view.screen)
    .filter(({ action }) => idle[action] !== true)
    .map(({ rank, action, label }): Part => {
      if (action === 'open' && view.middle === 'verdict') return [rank, 'enter numbers'];
      if (action === 'run' && view.screen === 'sweep' && view.steerable) return [rank, 'r fresh seeds, once over'];
      if (action === 'band') return [rank, `b ${view.screen === 'live' ? view.band : bandWords[view.band]}`];
      return [rank, action === 'quit' && over && view.state.plan !== undefined ? 'q quit (the run is over)' : label];
    });
}
