import type { State } from '../state.js';
import { summarize, type ArmSummary } from '../summary.js';

/** A state that stands still, with its summaries. */
export interface Held {
  readonly state: State;
  readonly summaries: readonly ArmSummary[];
}

/** A copy of a state: rows are written in place, so a frozen view keeps its own. */
export function heldOf(state: State): Held {
  return { state: copyOf(state), summaries: state.arms.map((arm) => summarize(state, arm)) };
}

function copyOf(state: State): State {
  return {
    ...state,
    arms: state.arms.map((arm) => ({
      ...arm,
      runs: arm.runs.map((run) => ({ ...run, marks: [...run.marks] })),
      score: arm.score.slice(),
      margin: arm.margin.slice(),
      rate: arm.rate.slice(),
      knob: arm.knob.slice(),
      sharpness: arm.sharpness.slice(),
    })),
  };
}
