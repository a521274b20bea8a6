import type { State } from '../state.js';
import type { ArmSummary } from '../summary.js';
import type { Theme } from '../theme.js';

/** Which seeds the curves show. */
export type Band = 'band' | 'seeds' | 'mean';

/** All that a frame is drawn from. */
export interface View {
  readonly state: State;
  readonly summaries: readonly ArmSummary[];
  readonly theme: Theme;
  /** Index of the arm whose waves and readings are shown. */
  readonly focus: number;
  readonly band: Band;
  /** What lies in the middle of the screen. */
  readonly middle: 'waves' | 'verdict' | 'help';
  /** First line shown of a text that is longer than its panel. */
  readonly scroll: number;
  /** Seconds since the start, and those left; NaN while unknown. */
  readonly elapsed: number;
  readonly left: number;
  /** Updates a second of all runs together; NaN while unknown. */
  readonly speed: number;
  /** What the person at the screen should know: a question, or that the run is stopping. */
  readonly notice: 'none' | 'asking' | 'stopping' | 'frozen' | 'over';
}

/** Updates that all runs together will live. */
export function totalUpdates({ plan, arms }: State): number {
  return plan === undefined ? 0 : plan.updates * plan.seeds.kept.length * arms.length;
}

/** Updates that are settled: lived, or not to be lived any more. */
export function settledUpdates({ plan, arms }: State): number {
  let settled = 0;
  for (const arm of arms) {
    for (const run of arm.runs) {
      settled += run.status === 'waiting' || run.status === 'running' ? run.lived : (plan?.updates ?? 0);
    }
  }
  return settled;
}
