import { checkMembers, checkNumber } from '../../math/check.js';
import { isPeriodic, jointPeriod } from '../period.js';
import { valueAt, type Tunable } from '../schedule.js';
import { growthPerUpdate } from './floquet.js';
import { longRunGrowth } from './long-run.js';
import { lowestMargin } from './margin.js';
import type { StepMatrix } from './step-matrix.js';
import { transientGrowth } from './transient.js';

/** Options of {@link predictReadings}. */
export interface PredictReadingsOptions {
  /** Learning rate, in 1/curvature. */
  readonly rate: Tunable;
  /** Curvature along the sharpest direction, in loss/parameter². */
  readonly curvature: Tunable;
  /** The optimizer's step, in the form the agent really runs. */
  readonly step: StepMatrix;
  /** Updates looked at when there is no integer joint period, 4096 unless given. */
  readonly updates?: number;
}

/** The readings of two schedules before any training; undefined where unknown. */
export interface PredictedReadings {
  /** Lowest pointwise margin over the period. */
  readonly margin: number | undefined;
  /** Growth per update over the period, or the long-run average when `longRun`. */
  readonly growth: number | undefined;
  /** Transient growth inside two periods; in a long run inside the updates looked at (at most 512 of them for steps with memory). */
  readonly transient: number | undefined;
  /** Mean of rate × curvature: arms of equal mean rate differ in it. */
  readonly meanProduct: number | undefined;
  /** Joint period in updates; undefined when there is no integer one. */
  readonly period: number | undefined;
  /** True when the growth is a long-run average of logarithms of norms and not that of a period: say so beside the number. */
  readonly longRun: boolean;
}

/** A joint period longer than this is looked at as a long run. */
const LONGEST_PERIOD = 100_000;

/** Windows of matrices cost the square of the updates. */
const LONGEST_MATRIX_PERIOD = 4096;
const LONG_RUN_WINDOW = 512;

/**
 * The readings that two schedules promise, from their values alone: no environment and no training.
 * A schedule without a period (a plain function, a decay) or with a fractional one has no joint period.
 *
 * @throws OptionError for updates that are not an integer ≥ 1.
 * @source own definition
 * @example predictReadings({ rate: 0.5, curvature: 1, step: gradientDescent() }).growth // 0.5
 */
export function predictReadings(options: PredictReadingsOptions): PredictedReadings {
  checkMembers('predictReadings', options, ['rate', 'curvature', 'step', 'updates']);
  const { rate, curvature, step } = options;
  const updates = checkNumber('predictReadings.updates', options.updates ?? 4096, { min: 1, integer: true });
  const repeats = [rate, curvature].every((tunable) => typeof tunable === 'number' || isPeriodic(tunable));
  const joint = repeats ? jointPeriod([rate, curvature]) : undefined;
  const period = joint !== undefined && joint <= LONGEST_PERIOD ? joint : undefined;
  const count = period ?? updates;
  const rates = Float64Array.from({ length: count }, (_, n) => valueAt(rate, n));
  const curvatures = Float64Array.from({ length: count }, (_, n) => valueAt(curvature, n));
  const product = rates.reduce((sum, value, n) => sum + value * curvatures[n], 0) / count;
  const longRun = period === undefined;
  return {
    margin: lowestMargin(step, rates, curvatures),
    growth: longRun ? longRunGrowth(step, rates, curvatures) : growthPerUpdate(step, rates, curvatures),
    transient: transientOf(step, rates, curvatures, longRun),
    meanProduct: Number.isFinite(product) ? product : undefined,
    period,
    longRun,
  };
}

function transientOf(
  step: StepMatrix,
  rates: Float64Array,
  curvatures: Float64Array,
  longRun: boolean,
): number | undefined {
  if (!longRun)
    return step.size > 1 && rates.length > LONGEST_MATRIX_PERIOD ? undefined : transientGrowth(step, rates, curvatures);
  if (step.size === 1 || rates.length <= LONG_RUN_WINDOW) return transientGrowth(step, rates, curvatures, {}, false);
  return transientGrowth(step, rates.subarray(0, LONG_RUN_WINDOW), curvatures.subarray(0, LONG_RUN_WINDOW), {}, false);
}
