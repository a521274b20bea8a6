import { coherence } from '../curriculum/phase.js';
import { isPeriodic, type Values } from '../curriculum/schedule.js';
import type { CycleEvent, Measurements } from './event.js';
import { periodOf, type Experiment } from './experiment.js';

/** What a finished period tells: the members of a {@link CycleEvent} that are its own. */
export type CycleReadings = Omit<CycleEvent, 'type' | 'run' | 'update'>;

/** Whole periods over which knob and measured curvature are compared. */
const COMPARED_PERIODS = 4;

/**
 * Sums up each joint period of an experiment; answers its readings at the last update of a period, else undefined.
 *
 * An experiment in which nothing oscillates, or whose periods have no integer multiple in common, has no cycles.
 */
export function cycleTracker({
  tunables,
  agent,
}: Pick<Experiment, 'tunables' | 'agent'>): (
  update: number,
  values: Values,
  signals: Measurements,
) => CycleReadings | undefined {
  const period = periodOf(tunables);
  if (period === undefined || period <= 1) return () => undefined;
  const knob = Object.keys(tunables).find((name) => isPeriodic(tunables[name]) && !(name in agent.stepTunables));
  let lowestMargin = Infinity;
  let scores = 0;
  let latest: Measurements = {};
  const probed: { update: number; knob: number; sharpness: number }[] = [];

  return (update, values, signals) => {
    lowestMargin = Math.min(lowestMargin, signals['margin'] ?? Infinity);
    scores += signals['rewardPerStep'] ?? NaN;
    latest = { ...latest, ...signals };
    if (signals['sharpness'] !== undefined && knob !== undefined)
      probed.push({ update, knob: values[knob], sharpness: signals['sharpness'] });
    while (probed.length > 0 && probed[0].update <= update - COMPARED_PERIODS * period) probed.shift();
    if ((update + 1) % period !== 0) return undefined;
    const rank = probed.length < 2 ? undefined : coherenceOf(probed, period);
    const readings: CycleReadings = {
      cycle: (update + 1) / period - 1,
      ...(Number.isFinite(lowestMargin) ? { lowestMargin } : {}),
      ...(latest['growth'] === undefined ? {} : { growth: latest['growth'] }),
      ...(latest['transient'] === undefined ? {} : { transient: latest['transient'] }),
      ...(rank === undefined ? {} : { coherence: rank }),
      ...(Number.isFinite(scores) ? { score: scores / period } : {}),
    };
    lowestMargin = Infinity;
    scores = 0;
    latest = {};
    return readings;
  };
}

function coherenceOf(
  probed: readonly { update: number; knob: number; sharpness: number }[],
  period: number,
): number | undefined {
  return coherence({
    updates: probed.map(({ update }) => update),
    knob: probed.map(({ knob }) => knob),
    sharpness: probed.map(({ sharpness }) => sharpness),
    period,
  }).rank;
}
