import { average } from '../math/average.js';
import { median } from '../math/statistics.js';
import type { CollapseRule, CycleEvent, EndEvent, RunEvent } from './event.js';
import type { Readings } from './readings.js';
import { medianReadings } from './predict.js';

/** One run, summed up from its events. */
export interface TrialResult {
  readonly arm: number;
  readonly seed: number;
  readonly reason: EndEvent['reason'] | 'failed';
  readonly collapsed: boolean;
  /** Mean score over the whole run; updates that a diverged run did not live count as the worst. */
  readonly score: number;
  /**
   * Medians over the run's whole periods: lowest margin, growth, transient; where nothing oscillates the lowest margin of the run and medians over its
   * updates; mean ηλ over all probed updates.
   */
  readonly measured: Readings;
  /** Median rank correlation of knob and measured curvature. */
  readonly coherence?: number;
}

/** What a trial is judged by. */
export interface Judgement {
  readonly score: string;
  readonly rate: string;
  readonly updates: number;
  /** Score of an update that a diverged run did not live. */
  readonly worst: number;
  readonly collapse?: CollapseRule;
}

/** Sums up the events of a run. */
export function trialResult(arm: number, seed: number, events: readonly RunEvent[], judgement: Judgement): TrialResult {
  const { score: name, rate, updates, worst, collapse } = judgement;
  const scores: number[] = [];
  let lived = 0;
  const judged: number[] = [];
  const cycles: CycleEvent[] = [];
  let reason: TrialResult['reason'] = 'failed';
  let products = 0;
  let probed = 0;
  let lowest = Infinity;
  const single: Readings[] = [];
  const from = collapse?.over === 'last half' ? Math.floor(updates / 2) : 0;
  for (const event of events) {
    if (event.type === 'update') {
      lived++;
      // A return is measured where an episode ended: updates without one say nothing.
      const score = event.signals[name];
      if (score !== undefined) scores.push(finiteOr(score, worst));
      const value = collapse === undefined ? undefined : event.signals[collapse.signal];
      if (value !== undefined && event.update >= from) judged.push(finiteOr(value, worst));
      lowest = Math.min(lowest, event.signals['margin'] ?? Infinity);
      const { growth, transient } = event.signals;
      if (growth !== undefined && transient !== undefined) single.push({ growth, transient });
      const sharpness = event.signals['sharpness'];
      if (sharpness === undefined || !Number.isFinite(sharpness)) continue;
      products += event.values[rate] * sharpness;
      probed++;
    } else if (event.type === 'cycle') cycles.push(event);
    else if (event.type === 'end') reason = event.reason;
  }
  if (reason === 'diverged') {
    for (; lived < updates; lived++) scores.push(worst);
  }
  const perCycle = medianReadings(
    cycles.map(({ lowestMargin, growth, transient }) => ({
      ...(lowestMargin === undefined ? {} : { margin: lowestMargin }),
      ...(growth === undefined ? {} : { growth }),
      ...(transient === undefined ? {} : { transient }),
    })),
  );
  const ranks = cycles.map((cycle) => cycle.coherence).filter((rank) => rank !== undefined);
  return {
    arm,
    seed,
    reason,
    collapsed:
      reason === 'diverged' || (collapse !== undefined && reason === 'finished' && average(judged) < collapse.below),
    score: average(scores),
    measured: {
      ...(cycles.length > 0
        ? perCycle
        : { ...(Number.isFinite(lowest) ? { margin: lowest } : {}), ...medianReadings(single) }),
      ...(probed === 0 ? {} : { meanProduct: products / probed }),
    },
    ...(ranks.length === 0 ? {} : { coherence: median(ranks) }),
  };
}

function finiteOr(value: number | undefined, worst: number): number {
  return value !== undefined && Number.isFinite(value) ? value : worst;
}
