import { write, type Cells } from '../../charts/cells.js';
import { fit, spread, type Part } from '../../layout.js';
import { footKeys, type Action } from '../../keymap.js';
import { clock, count, degrees } from '../../words.js';
import { bandWords } from './curves.js';
import { settledUpdates, totalUpdates, type View } from '../view.js';

/** The first row: what is compared, how far it is, and the time left. */
export function drawHeader(grid: Cells, view: View): void {
  const { state } = view;
  const total = totalUpdates(state);
  const settled = settledUpdates(state);
  const done = total === 0 ? 0 : settled / total;
  const left: Part[] = [[0, ' ◐ antiphase'], ...subject(view)];
  const whole = state.verdict !== undefined;
  const right: Part[] = [
    [2, total === 0 ? '' : progressBar(done, 10)],
    [0, total === 0 ? '' : whole ? 'done' : `${Math.floor(done * 100)} %`],
    [5, total === 0 || whole ? '' : `${count(settled)}/${count(total)}`],
    [4, Number.isFinite(view.speed) && !whole ? `${count(view.speed)} upd/s` : ''],
    [3, clock(view.elapsed)],
    [1, whole || total === 0 || view.playback !== undefined ? '' : `ETA ${clock(view.left)}`],
  ];
  write(grid, 0, 0, spread(left, right, grid.width - 1), 'bold');
}

/** What is on the screen, in words. */
function subject({ screen, state, focus, seed, playback }: View): readonly Part[] {
  const { plan } = state;
  const title = plan?.title ?? (screen === 'live' || screen === 'compare' ? 'waiting for the plan' : '');
  const parts: Part[] = [
    [1, title === '' ? screen : `${screen} · ${title}`],
    [4, playback === undefined ? '' : `replay of ${playback.id}`],
  ];
  const arm = state.arms.at(focus);
  if (screen !== 'live' || arm === undefined)
    return [...parts, [6, plan === undefined ? '' : `${plan.seeds.kept.length} seeds`]];
  const { phase, name } = arm.plan;
  const run = arm.runs[Math.min(seed, arm.runs.length - 1)];
  return [...parts, [5, phase === undefined ? name : `${name} ${degrees(phase)}`], [6, `seed ${run.seed}`]];
}

/** A bar of `width` blocks. */
export function progressBar(done: number, width: number): string {
  const full = Math.min(width, Math.max(0, Math.floor(done * width)));
  return '▰'.repeat(full) + '▱'.repeat(width - full);
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
    paused: ' paused: runs wait at the start of their next update    space goes on   q quit ',
    over: '',
    none: '',
  };
  const notice = message !== '' ? ` ${message}` : notices[view.notice];
  if (notice !== '') {
    write(grid, 0, y, fit([[0, notice.trimEnd()]], grid.width), 'bold');
    return;
  }
  write(grid, 1, y, fit(footParts(view), grid.width - 2), 'dim');
}

/** The labels of a screen's keys that have something to do now. */
export function footParts(view: View): Part[] {
  const verdict = view.state.verdict !== undefined;
  const over = view.notice === 'over';
  const idle: Partial<Record<Action, boolean>> = {
    open: view.screen === 'compare' && !verdict,
    stop: over,
    pause: !view.steerable && view.playback === undefined,
    stepForward: view.screen === 'live' && view.notice !== 'paused' && view.playback === undefined,
    shift: view.screen === 'live' && !view.steerable,
    flip: view.screen === 'live' && !view.steerable,
    edit: view.screen === 'live' && !view.steerable,
    save: view.screen === 'live' && !view.steerable,
  };
  return footKeys(view.screen)
    .filter(({ action }) => idle[action] !== true)
    .map(({ rank, action, label }): Part => {
      if (action === 'open' && view.middle === 'verdict') return [rank, 'enter waves'];
      if (action === 'band') return [rank, `b ${bandWords[view.band]}`];
      return [rank, action === 'quit' && over && view.state.plan !== undefined ? 'q quit (the run is over)' : label];
    });
}
