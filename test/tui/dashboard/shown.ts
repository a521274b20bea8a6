import { controller } from '../../../tui/dashboard/controller.js';
import type { ControllerOptions } from '../../../tui/dashboard/controller-options.js';
import { freshView, type View } from '../../../tui/dashboard/view.js';
import type { State } from '../../../tui/state.js';
import { summarize } from '../../../tui/summary.js';
import { theme, themesOf } from '../../../tui/theme.js';

/** What screens show of a state a second after its start, without colours. */
export function shownView(state: State): View {
  return {
    ...freshView,
    state,
    summaries: state.arms.map((arm) => summarize(state, arm)),
    theme: theme('none', 'braille'),
    elapsed: 1,
    left: 1,
    speed: 1,
  };
}

/** A controller at 140×45, without colours, that reaches nothing outside unless it is told. */
export function controllerOf(options: Partial<ControllerOptions>): ReturnType<typeof controller> {
  return controller({
    themes: themesOf('none', 'braille', 'dark'),
    size: () => ({ width: 140, height: 45 }),
    now: () => 1000,
    stop: () => undefined,
    leave: () => undefined,
    repaint: () => undefined,
    suspend: () => undefined,
    write: () => '',
    cost: () => ({ rate: 1, milliseconds: 1, bytes: 1 }),
    ...options,
  });
}
