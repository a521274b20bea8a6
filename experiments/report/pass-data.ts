import type { PlanEvent, RunEvent, UpdateEvent } from '../event.js';
import type { VerdictEvent } from '../verdict-event.js';
import { trialResult, type TrialResult } from '../result.js';
import { MOST_ARMS } from './palette.js';

/** What the figures read of a run, update by update; NaN where an update has no such reading. */
export interface TrialSeries {
  readonly arm: string;
  readonly seed: number;
  /** How it ended and what it measured; its score is NaN where it diverged, since updates it did not live have none. */
  readonly result: TrialResult;
  /** Updates that were lived. */
  readonly lived: number;
  readonly score: Float64Array;
  /** The signal of the collapse rule; the score where there is none. */
  readonly judged: Float64Array;
  readonly rate: Float64Array;
  readonly knob: Float64Array;
  readonly sharpness: Float64Array;
  readonly margin: Float64Array;
  readonly growth: Float64Array;
  readonly transient: Float64Array;
}

/** One comparison at one basis: its plan, what came out, and its runs as plain numbers. Every figure is made from this. */
export interface PassData {
  readonly plan: PlanEvent;
  /** Absent while it has not come to its end. */
  readonly verdict?: VerdictEvent;
  /** In arm-then-seed order. */
  readonly trials: readonly TrialSeries[];
}

/** The numbers of a run's events. */
export function trialSeries(plan: PlanEvent, arm: number, seed: number, events: readonly RunEvent[]): TrialSeries {
  const updates = events.filter((event): event is UpdateEvent => event.type === 'update');
  const signal = (name: string): Float64Array => Float64Array.from(updates, ({ signals }) => signals[name] ?? NaN);
  const value = (name: string | undefined): Float64Array =>
    Float64Array.from(updates, ({ values }) => (name === undefined ? NaN : (values[name] ?? NaN)));
  const { score, rate, collapse } = plan;
  return {
    arm: plan.arms[arm].name,
    seed,
    result: trialResult(arm, seed, events, {
      score,
      rate,
      updates: plan.updates,
      worst: NaN,
      ...(collapse === undefined ? {} : { collapse }),
    }),
    lived: updates.length,
    score: signal(score),
    judged: signal(collapse?.signal ?? score),
    rate: value(rate),
    knob: value(plan.knob),
    sharpness: signal('sharpness'),
    margin: signal('margin'),
    growth: signal('growth'),
    transient: signal('transient'),
  };
}

/** The arms that are drawn: all, or the best of a sweep with more than can be told apart. */
export function drawnArms({ plan, verdict }: PassData): readonly PlanEvent['arms'][number][] {
  if (plan.arms.length <= MOST_ARMS) return plan.arms;
  const best = verdict?.arms.map(({ name }) => name) ?? [];
  const ranked = [...plan.arms].sort((a, b) => place(best, a.name) - place(best, b.name));
  return ranked.slice(0, MOST_ARMS);
}

function place(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  return at < 0 ? names.length : at;
}

/** Says which arms are drawn, where not all are. */
export function drawnWords(data: PassData): string {
  const all = data.plan.arms.length;
  if (all <= MOST_ARMS) return '';
  const which = data.verdict === undefined ? 'first' : 'best';
  return ` Of ${all} arms the ${MOST_ARMS} ${which} are drawn; the table has all.`;
}
