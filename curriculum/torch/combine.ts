import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import { product } from '../compose.js';
import { checkTunable, known, valueAt, type KnownSchedule, type Signals, type Tunable } from '../schedule.js';

/** Options of {@link sequentialLR}. */
export interface SequentialLROptions {
  /** The schedules in order, each asked with its own clock, 0 at its first update. */
  readonly schedules: readonly Tunable[];
  /** Updates at which the next schedule takes over, one fewer than schedules, rising. */
  readonly milestones: readonly number[];
}

/**
 * SequentialLR: schedule i at t − milestone of i. {@link join} is the same with lengths instead of milestones.
 *
 * PyTorch: the schedules share one optimizer, so their order of construction changes the first rate, differently between releases. Here: nothing is shared.
 *
 * @throws OptionError for no schedule, a number of milestones that does not fit, or milestones that are not rising integers ≥ 1.
 * @source PyTorch
 * @example sequentialLR({ schedules: [0.1, (t) => t], milestones: [5] })(7, {}) // 2
 */
export function sequentialLR(options: SequentialLROptions): KnownSchedule<'sequentialLR', SequentialLROptions> {
  checkMembers('sequentialLR', options, ['schedules', 'milestones']);
  const { schedules, milestones } = options;
  if (schedules.length === 0)
    throw new OptionError('sequentialLR.schedules', 'at least one schedule', schedules, 'Give them in order.');
  for (const [i, schedule] of schedules.entries()) checkTunable(`sequentialLR.schedules[${i}]`, schedule);
  if (milestones.length !== schedules.length - 1) {
    throw new OptionError(
      'sequentialLR.milestones',
      `${schedules.length - 1} of them`,
      milestones,
      'One milestone stands between two schedules.',
    );
  }
  let last = 0;
  for (const [i, milestone] of milestones.entries()) {
    last = checkNumber(`sequentialLR.milestones[${i}]`, milestone, {
      integer: true,
      above: last,
      advice: 'Milestones rise.',
    });
  }
  const value = (update: number, signals: Signals): number => {
    let i = 0;
    while (i < milestones.length && update >= milestones[i]) i++;
    return valueAt(schedules[i], update - (i === 0 ? 0 : milestones[i - 1]), signals);
  };
  return known('sequentialLR', value, { schedules, milestones });
}

/** Options of {@link chainedScheduler}. */
export interface ChainedSchedulerOptions {
  /** The rate all factors apply to. */
  readonly baseRate: number;
  /** Factors that multiply, such as schedules of this folder built with a base rate of 1. */
  readonly factors: readonly Tunable[];
}

/**
 * ChainedScheduler: base·∏ factorᵢ(t).
 *
 * PyTorch: every scheduler changes the optimizer's rate in turn, which is this product for LinearLR, ConstantLR, ExponentialLR, StepLR, MultiStepLR and PolynomialLR, and
 * depends on their order for schedulers with a lowest rate. Here: always the product.
 *
 * @throws OptionError for a negative rate, or no factor.
 * @source PyTorch
 * @example chainedScheduler({ baseRate: 1, factors: [constantLR({ baseRate: 1, factor: 0.1, updates: 2 }), exponentialLR({ baseRate: 1, decay: 0.9 })] })(1, {}) // 0.09
 */
export function chainedScheduler(
  options: ChainedSchedulerOptions,
): KnownSchedule<'chainedScheduler', ChainedSchedulerOptions> {
  checkMembers('chainedScheduler', options, ['baseRate', 'factors']);
  const { baseRate, factors } = options;
  checkNumber('chainedScheduler.baseRate', baseRate, { min: 0 });
  if (factors.length === 0)
    throw new OptionError('chainedScheduler.factors', 'at least one factor', factors, 'A constant needs no chain.');
  const all = product(baseRate, ...factors);
  return known('chainedScheduler', (update, signals) => all(update, signals), { baseRate, factors }, all.period);
}
