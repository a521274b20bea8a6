import { comparedAt, comparedWords } from '../basis.js';
import type { State } from '../state.js';
import type { DeskContext, ScreenDesk } from './desk.js';
import { armAxes } from './parts/arm-axis.js';
import { axesOf } from './parts/x-axis.js';
import { focusOf, moveArm } from './stand.js';

/** What the desk of the comparison needs beside the context. */
export interface CompareDeskOptions extends DeskContext {
  /** The comparisons of what runs, as far as they were told. */
  readonly passes: () => readonly State[];
  /** Shows the next comparison of the opened stored run; false when none is opened. */
  readonly nextStored: () => boolean;
}

/** The desk of the comparison, and the comparison of what runs that is looked at. */
export interface CompareDesk extends ScreenDesk {
  /** An earlier comparison than the present one, where somebody looks at it. */
  readonly earlier: () => State | undefined;
}

/** The desk of the comparison: the arm in focus, arms on and off, its basis, and the words of the verdict in place of numbers. */
export function compareDesk({ stand, state, run, say, passes, nextStored }: CompareDeskOptions): CompareDesk {
  const hidden = new Set<string>();
  /** Absent follows the newest. */
  let chosen: number | undefined;
  const arm = (by: number) => (): void => {
    moveArm(stand, state(), by);
    stand.scroll = 0;
  };
  const at = (): number => Math.min(chosen ?? Number.POSITIVE_INFINITY, passes().length - 1);
  return {
    earlier: () => (chosen !== undefined && at() < passes().length - 1 ? passes()[at()] : undefined),
    shows: () => ({ hidden: [...hidden], passes: { shown: Math.max(0, at()), count: passes().length } }),
    actions: {
      left: arm(-1),
      right: arm(1),
      nextPanel: arm(1),
      previousPanel: arm(-1),
      axis() {
        const of = run();
        const known = armAxes.filter((axis) => of === undefined || axesOf(of).includes(axis));
        stand.place = { ...stand.place, axis: known[(known.indexOf(stand.place.axis) + 1) % known.length] };
        if (known.length === 1) say('these runs have no other axis than updates');
      },
      arm() {
        const name = state().arms.at(focusOf(stand, state()))?.plan.name;
        if (name !== undefined && !hidden.delete(name)) hidden.add(name);
      },
      basis() {
        if (!nextStored()) {
          const { length } = passes();
          const next = (at() + 1) % Math.max(1, length);
          chosen = next === length - 1 ? undefined : next;
          stand.scroll = 0;
          if (length < 2) say('one comparison was told so far: other bases come after it');
        }
        const { plan } = state();
        if (plan !== undefined && passes().length !== 1) say(comparedWords(comparedAt(plan)));
      },
      open() {
        if (state().verdict !== undefined) stand.middle = stand.middle === 'verdict' ? 'waves' : 'verdict';
        stand.scroll = 0;
      },
    },
  };
}
