import type { DeskContext, ScreenDesk } from './desk.js';
import { moveArm } from './stand.js';

/** The desk of the comparison: the arm in focus, and the verdict in place of the waves. */
export function compareDesk({ stand, state }: DeskContext): ScreenDesk {
  const arm = (by: number) => (): void => {
    moveArm(stand, state(), by);
    stand.scroll = 0;
  };
  return {
    actions: {
      left: arm(-1),
      right: arm(1),
      nextPanel: arm(1),
      previousPanel: arm(-1),
      open() {
        if (state().verdict !== undefined) stand.middle = stand.middle === 'verdict' ? 'waves' : 'verdict';
        stand.scroll = 0;
      },
    },
  };
}
