import { checkNumber, OptionError } from './check.js';
import { normalQuantile } from './normal.js';
import type { Interval } from './statistics.js';

/** How long something was seen, and whether it ended then or was only looked at no longer. */
export interface Lifetime {
  /** Time under observation, in any unit, ≥ 0. */
  readonly time: number;
  /** True when it ended at that time; false when nothing is known of what came after. */
  readonly ended: boolean;
}

/** A step of a survival curve: it holds from its time to that of the next one. */
export interface SurvivalStep extends Interval {
  readonly time: number;
  /** Under observation just before this time. */
  readonly atRisk: number;
  /** Ended at this time. */
  readonly ended: number;
}

/** Options of {@link survivalCurve}. */
export interface SurvivalOptions {
  /** Confidence of the pointwise interval, 0.95 unless given. */
  readonly confidence?: number;
}

/**
 * The Kaplan–Meier curve S(t) = ∏ (1 − dᵢ/nᵢ) over the times at which something ended, beginning with 1 at time 0, and its pointwise interval
 * S^exp(±z·√v), v = Σ dᵢ/(nᵢ(nᵢ − dᵢ)) / log²S: Greenwood's variance on the log(−log) scale, which never leaves [0, 1].
 *
 * While nothing has ended the interval is [1, 1], and once nothing is left [0, 0]: there the formula knows no spread.
 *
 * @throws OptionError for no lifetimes, or a time that is not a number ≥ 0.
 * @source Kaplan & Meier, Nonparametric estimation from incomplete observations (1958); Kalbfleisch & Prentice (1980)
 * @example survivalCurve([{ time: 3, ended: true }, { time: 5, ended: false }]).map((step) => step.value) // [1, 0.5]
 */
export function survivalCurve(
  lifetimes: readonly Lifetime[],
  { confidence = 0.95 }: SurvivalOptions = {},
): readonly SurvivalStep[] {
  checkNumber('survivalCurve.confidence', confidence, { above: 0, below: 1 });
  if (lifetimes.length === 0) throw new OptionError('survivalCurve', 'at least one lifetime', 'none');
  for (const { time } of lifetimes) checkNumber('survivalCurve.time', time, { min: 0 });
  const z = normalQuantile((1 + confidence) / 2);
  const steps: SurvivalStep[] = [{ time: 0, atRisk: lifetimes.length, ended: 0, value: 1, low: 1, high: 1 }];
  const ends = lifetimes.filter(({ ended }) => ended).map(({ time }) => time);
  let value = 1;
  let greenwood = 0;
  for (const time of [...new Set(ends)].sort((a, b) => a - b)) {
    const atRisk = lifetimes.filter((one) => one.time >= time).length;
    const ended = ends.filter((end) => end === time).length;
    value *= 1 - ended / atRisk;
    greenwood += ended / (atRisk * (atRisk - ended));
    steps.push({ time, atRisk, ended, ...logLog(value, greenwood, z) });
  }
  return steps;
}

function logLog(value: number, greenwood: number, z: number): Interval {
  if (value <= 0) return { value: 0, low: 0, high: 0 };
  const log = Math.log(value);
  const spread = (z * Math.sqrt(greenwood)) / -log;
  return { value, low: Math.exp(log * Math.exp(spread)), high: Math.exp(log * Math.exp(-spread)) };
}
