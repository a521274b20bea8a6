import type { Estimate } from '../experiments/event.js';
import type { PairedDifference } from '../experiments/verdict-event.js';
import { lifetimeOf, lifetimeWindow } from '../experiments/lifetime.js';
import type { TrialResult } from '../experiments/result.js';
import { differencesOf, ENOUGH_SEEDS } from '../experiments/verdict.js';
import { bootstrapInterval } from '../math/bootstrap.js';
import { streams } from '../math/random.js';
import { interquartileMean, wilsonInterval } from '../math/statistics.js';
import { survivalCurve, type Lifetime, type SurvivalStep } from '../math/survival.js';
import { runScore } from './run-score.js';
import { over, type ArmState, type RunState, type State } from './state.js';

/** One arm over the seeds that came to their end; a member is absent while there is none. */
export interface ArmEstimate {
  /** Runs that finished or diverged. */
  readonly runs: number;
  readonly collapsed: number;
  /** Share that collapsed, with Wilson's interval. */
  readonly collapse?: Estimate;
  /** Interquartile mean of the scores, with its bootstrap interval; −∞ where diverged runs have no score that could be averaged. */
  readonly score?: Estimate;
}

/** The first run that fell. */
export interface FirstCollapse {
  readonly arm: ArmState;
  readonly index: number;
  readonly run: RunState;
  readonly update: number;
}

/** What the runs of a comparison say so far. */
export interface Estimates {
  readonly arms: readonly ArmEstimate[];
  /** Paired differences, computed as in the verdict; those of the verdict once it has come. */
  readonly differences: readonly PairedDifference[];
  /** Some arm has fewer seeds than a verdict needs. */
  readonly few: boolean;
  readonly firstCollapse?: FirstCollapse;
}

/** Stands for a score that is worse than any number. */
const ABYSS = -1e300;

/** A run in the form that verdicts are made of; undefined for one that goes on, failed or was stopped. */
function resultOf(state: State, arm: ArmState, index: number): TrialResult | undefined {
  const run = arm.runs[index];
  const { plan } = state;
  if (plan === undefined || (run.status !== 'finished' && run.status !== 'diverged')) return undefined;
  const mean = runScore(plan, arm, index);
  const score = Number.isFinite(mean) ? mean : ABYSS;
  return {
    arm: state.arms.indexOf(arm),
    seed: run.seed,
    reason: run.status,
    collapsed: run.collapsed,
    score,
    measured: {},
  };
}

/** Row of the signal that the collapse rule looks at, where it is the score; else nothing is known of the moment of a fall. */
function lifetime(state: State, arm: ArmState, index: number): Lifetime {
  const { plan } = state;
  const run = arm.runs[index];
  if (plan === undefined) return { time: 0, ended: false };
  const rule = plan.collapse?.signal === plan.score ? plan : {};
  const judged = arm.score.subarray(index * plan.updates, (index + 1) * plan.updates);
  const life = { judged, lived: run.lived, result: { collapsed: run.collapsed } };
  return lifetimeOf(life, rule, lifetimeWindow(plan.updates));
}

function armEstimate(results: readonly TrialResult[], arm: number): ArmEstimate {
  const collapsed = results.filter((result) => result.collapsed).length;
  return {
    runs: results.length,
    collapsed,
    ...(results.length === 0
      ? {}
      : { collapse: wilsonInterval(collapsed, results.length), score: interquartileScore(results, arm) }),
  };
}

function interquartileScore(results: readonly TrialResult[], arm: number): Estimate {
  const found = bootstrapInterval(
    results.map((result) => result.score),
    { random: streams(0).fork('bootstrap', arm), statistic: interquartileMean },
  );
  return bounded(found);
}

function bounded({ value, low, high }: Estimate): Estimate {
  const shown = (of: number): number => (Math.abs(of) > -ABYSS / 1e20 ? Math.sign(of) * Infinity : of);
  return { value: shown(value), low: shown(low), high: shown(high) };
}

function firstCollapse(state: State): FirstCollapse | undefined {
  let first: FirstCollapse | undefined;
  for (const arm of state.arms)
    arm.runs.forEach((run, index) => {
      if (!run.collapsed) return;
      const { time: update } = lifetime(state, arm, index);
      if (first === undefined || update < first.update) first = { arm, index, run, update };
    });
  return first;
}

function computed(state: State): Estimates {
  const results = state.arms.map((arm) =>
    arm.runs.flatMap((_, index) => {
      const result = resultOf(state, arm, index);
      return result === undefined ? [] : [result];
    }),
  );
  const seeds = state.plan?.seeds.kept.length ?? 0;
  const names = state.arms.map(({ plan: { name } }) => ({ name }));
  const isOver = state.verdict !== undefined;
  const few = seeds < ENOUGH_SEEDS || (isOver && state.verdict.seeds < ENOUGH_SEEDS);
  const first = firstCollapse(state);
  const differences =
    state.verdict?.differences ??
    differencesOf({ arms: names }, results.flat()).map((pair) => ({ ...pair, difference: bounded(pair.difference) }));
  return {
    arms: state.arms.map((_, i) => armEstimate(results[i], i)),
    differences,
    few,
    ...(first === undefined ? {} : { firstCollapse: first }),
  };
}

/** The last value of each plan, and what it was made from. */
function remembered<T>(compute: (state: State) => T, keyOf: (state: State) => string, none: T): (state: State) => T {
  const known = new WeakMap<object, { readonly key: string; readonly value: T }>();
  return (state) => {
    if (state.plan === undefined) return none;
    const key = keyOf(state);
    const before = known.get(state.plan);
    if (before?.key === key) return before.value;
    const value = compute(state);
    known.set(state.plan, { key, value });
    return value;
  };
}

/** What the runs of a state say; resampled anew only when another run came to its end. */
export const estimatesOf = remembered(
  computed,
  ({ ended, verdict }) => `${ended} ${verdict === undefined ? 'open' : 'decided'}`,
  { arms: [], differences: [], few: true },
);

/** Kaplan–Meier curves of the arms over updates; runs that go on are seen up to now, an arm without runs has no steps. */
export const survivalOf = remembered<readonly (readonly SurvivalStep[])[]>(
  (state) =>
    state.arms.map((arm) => {
      const lives = arm.runs.flatMap((run, index) =>
        run.lived > 0 && run.status !== 'failed' ? [lifetime(state, arm, index)] : [],
      );
      return lives.length === 0 ? [] : survivalCurve(lives);
    }),
  ({ ended, lived, arms }) => `${ended} ${Math.floor(lived / (16 * Math.max(1, arms.length)))}`,
  [],
);

/** Runs of an arm that stand, of all that came to their end. */
export function standing({ runs }: ArmState): { readonly alive: number; readonly ended: number } {
  const ended = runs.filter((run) => over(run) && run.status !== 'failed');
  return { alive: ended.filter(({ collapsed }) => !collapsed).length, ended: ended.length };
}
