import type { DeskContext, ScreenDesk } from './desk.js';
import { focusOf, moveArm } from './stand.js';
import { neighbour, sweepGrid, sweepValues, type SweepValue } from './sweep-grid.js';

/** The desk of a grid of arms: the cell in focus and what all cells show. */
export function sweepDesk({ stand, state }: DeskContext): ScreenDesk {
  let sweepValue: SweepValue = 'score';
  const cell = (dx: number, dy: number) => (): void => {
    const shown = state();
    const grid = sweepGrid(shown.arms.map((arm) => arm.plan.name));
    stand.focus = neighbour(grid, focusOf(stand, shown), dx, dy);
  };
  return {
    shows: () => ({ sweepValue }),
    actions: {
      left: cell(-1, 0),
      right: cell(1, 0),
      up: cell(0, 1),
      down: cell(0, -1),
      nextPanel: () => moveArm(stand, state(), 1),
      previousPanel: () => moveArm(stand, state(), -1),
      value: () => (sweepValue = sweepValues[(sweepValues.indexOf(sweepValue) + 1) % sweepValues.length]),
      open: () => (stand.screen = 'live'),
    },
  };
}
