import { seedColumns } from '../seed-columns.js';
import type { ArmState, State } from '../state.js';
import type { DeskContext, ScreenDesk } from './desk.js';
import { freshRun, type FreshRun, type RunAgain } from './fresh-run.js';
import { focusOf, moveArm, scrollBy } from './stand.js';
import { neighbour, sweepGrid, sweepValues, type SweepValue } from './sweep-grid.js';
import type { View } from './view.js';

/** What the desk of a sweep needs beside the context. */
export interface SweepDeskOptions extends DeskContext {
  /** Runs a cell again on fresh seeds; absent where nothing can be run. */
  readonly again?: RunAgain | undefined;
  /** Id of the opened stored run, where one is opened. */
  readonly opened: () => string | undefined;
}

/** The desk of a sweep, and what ends with it. */
export interface SweepDesk extends ScreenDesk {
  /** Stops what was begun here. */
  readonly stop: () => void;
}

/** The desk of a grid of arms: the cell in focus, what all cells show, marked cells, and a cell that runs again on fresh seeds. */
export function sweepDesk({ stand, state, say, steering, again, opened }: SweepDeskOptions): SweepDesk {
  let sweepValue: SweepValue = 'score';
  const marked = new Set<string>();
  let compared = false;
  let fresh: FreshRun | undefined;
  const cell = (dx: number, dy: number) => (): void => {
    const shown = state();
    const grid = sweepGrid(shown.arms.map((arm) => arm.plan.name));
    stand.focus = neighbour(grid, focusOf(stand, shown), dx, dy);
  };
  const inFocus = (): ArmState | undefined => state().arms.at(focusOf(stand, state()));

  function run(): void {
    const arm = inFocus();
    const { plan } = state();
    if (arm === undefined || plan === undefined) say('there is no cell that could run again');
    else if (again === undefined) say('there is no store in which it could run again');
    else if (fresh?.goesOn() === true) say(`${fresh.cell} runs on fresh seeds already`);
    else if (steering.steerable()) say('the sweep still runs: r when it is over');
    else {
      fresh = freshRun(again, { plan, arm: arm.plan.name, id: opened(), say });
      say(`${arm.plan.name} runs again on fresh seeds, as a run of its own`);
    }
  }

  return {
    shows: () => ({
      sweepValue,
      cells: { marked: [...marked], curves: compared ? curvesOf(state(), marked) : [], fresh: fresh?.view() },
    }),
    work: () => fresh?.changed() ?? false,
    stop: () => fresh?.stop(),
    close() {
      if (!compared) return false;
      compared = false;
      return true;
    },
    actions: {
      left: cell(-1, 0),
      right: cell(1, 0),
      up: cell(0, 1),
      down: cell(0, -1),
      first: () => scrollBy(stand, 'home'),
      newest: () => scrollBy(stand, 'end'),
      nextPanel: () => moveArm(stand, state(), 1),
      previousPanel: () => moveArm(stand, state(), -1),
      slower: () => steering.staff(-1),
      faster: () => steering.staff(1),
      value: () => (sweepValue = sweepValues[(sweepValues.indexOf(sweepValue) + 1) % sweepValues.length]),
      open: () => (stand.screen = 'live'),
      mark() {
        const name = inFocus()?.plan.name;
        if (name !== undefined && !marked.delete(name)) marked.add(name);
      },
      compareMarked() {
        if (marked.size === 0) say('mark cells first: m');
        else compared = !compared;
      },
      run,
    },
  };
}

/** The mean score over seeds of each marked cell. */
function curvesOf({ arms, plan }: State, marked: ReadonlySet<string>): View['curves'] {
  if (plan === undefined) return [];
  return arms
    .filter((arm) => marked.has(arm.plan.name))
    .map((arm) => ({
      name: arm.plan.name,
      values: seedColumns(arm, arm.score, plan.updates, Math.min(plan.updates, LONGEST)).mean,
    }));
}

/** Columns of a curve at most. */
const LONGEST = 400;
