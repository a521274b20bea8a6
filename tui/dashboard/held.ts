import type { State } from '../state.js';
import { summarize, type ArmSummary } from '../summary.js';

/** A state that stands still, with its summaries. */
export interface Held {
  readonly state: State;
  readonly summaries: readonly ArmSummary[];
}

/** A state that stands still: runs are written in place and are copied; series only grow behind what a run has lived. */
export function heldOf(state: State): Held {
  return { state: copyOf(state), summaries: state.arms.map((arm) => summarize(state, arm)) };
}

function copyOf(state: State): State {
  return {
    ...state,
    arms: state.arms.map((arm) => ({
      ...arm,
      runs: arm.runs.map((run) => ({ ...run, marks: [...run.marks], periods: [...run.periods] })),
    })),
  };
}
