import { write, type Cells } from '../../charts/cells.js';
import { fit, spread, type Part } from '../../layout.js';
import { keymap } from '../../keymap.js';
import { clock, count } from '../../words.js';
import { bandWords } from './curves.js';
import { settledUpdates, totalUpdates, type View } from '../view.js';

/** The first row: what is compared, how far it is, and the time left. */
export function drawHeader(grid: Cells, view: View): void {
  const { state } = view;
  const total = totalUpdates(state);
  const settled = settledUpdates(state);
  const done = total === 0 ? 0 : settled / total;
  const title = state.plan?.title ?? 'waiting for the plan';
  const left: Part[] = [
    [0, ' ◐ antiphase'],
    [1, `compare · ${title}`],
    [6, state.plan === undefined ? '' : `${state.plan.seeds.kept.length} seeds`],
  ];
  const whole = state.verdict !== undefined;
  const right: Part[] = [
    [2, progressBar(done, 10)],
    [0, whole ? 'done' : `${Math.floor(done * 100)} %`],
    [5, total === 0 || whole ? '' : `${count(settled)}/${count(total)}`],
    [4, Number.isFinite(view.speed) && !whole ? `${count(view.speed)} upd/s` : ''],
    [3, clock(view.elapsed)],
    [1, whole ? '' : `ETA ${clock(view.left)}`],
  ];
  write(grid, 0, 0, spread(left, right, grid.width - 1), 'bold');
}

/** A bar of `width` blocks. */
export function progressBar(done: number, width: number): string {
  const full = Math.min(width, Math.max(0, Math.floor(done * width)));
  return '▰'.repeat(full) + '▱'.repeat(width - full);
}

/** The last row: the keys, or what the person should know. */
export function drawFoot(grid: Cells, view: View): void {
  const y = grid.height - 1;
  const notices = {
    asking: ' leave? what was measured is summed up    enter yes   esc stay ',
    stopping: ' stopping: every run ends at its next update, then comes the summary    q leaves at once ',
    frozen: ' frozen: the view stands still, training goes on    f goes on   q quit ',
    over: '',
    none: '',
  };
  const notice = notices[view.notice];
  if (notice !== '') {
    write(grid, 0, y, fit([[0, notice.trimEnd()]], grid.width), 'bold');
    return;
  }
  const verdict = view.state.verdict !== undefined;
  const parts = keymap
    .filter((binding) => binding.foot !== undefined && (binding.action !== 'open' || verdict))
    .filter((binding) => binding.action !== 'stop' || view.notice !== 'over')
    .map((binding): Part => {
      if (binding.action === 'open')
        return [binding.foot ?? 9, view.middle === 'verdict' ? 'enter waves' : binding.label];
      if (binding.action === 'band') return [binding.foot ?? 9, `b ${bandWords[view.band]}`];
      return [
        binding.foot ?? 9,
        binding.action === 'quit' && view.notice === 'over' ? 'q quit (the run is over)' : binding.label,
      ];
    });
  write(grid, 1, y, fit(parts, grid.width - 2), 'dim');
}
