import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import { powerOf } from '../power.js';
import { known, type KnownSchedule } from '../schedule.js';

/** What every schedule of this file starts from. */
interface BaseRate {
  /** The rate all factors apply to; PyTorch's base_lr. */
  readonly baseRate: number;
}

/** Options of {@link linearLR}. */
export interface LinearLROptions extends BaseRate {
  /** Factor at update 0; PyTorch's start_factor. */
  readonly startFactor?: number;
  /** Factor at the end and after it; PyTorch's end_factor. */
  readonly endFactor?: number;
  /** Length in updates; PyTorch's total_iters. */
  readonly updates?: number;
}

/**
 * LinearLR: base·(f₀ + (f₁ − f₀)·min(t, N)/N).
 *
 * PyTorch: computed from the rate before, hence no start at 0. Here: computed afresh, a start at 0 is allowed.
 *
 * @throws OptionError for a negative rate, a factor outside [0, 1] or a length that is not an integer ≥ 1.
 * @source PyTorch
 * @example linearLR({ baseRate: 0.1, startFactor: 0.1, updates: 5 })(5, {}) // 0.1
 */
export function linearLR(options: LinearLROptions): KnownSchedule<'linearLR', Required<LinearLROptions>> {
  checkMembers('linearLR', options, ['baseRate', 'startFactor', 'endFactor', 'updates']);
  const { baseRate, startFactor = 1 / 3, endFactor = 1, updates = 5 } = options;
  checkNumber('linearLR.baseRate', baseRate, { min: 0 });
  checkNumber('linearLR.startFactor', startFactor, { min: 0, max: 1 });
  checkNumber('linearLR.endFactor', endFactor, { min: 0, max: 1 });
  checkLength('linearLR.updates', updates);
  const value = (update: number): number => {
    const share = Math.min(1, Math.max(0, update / updates));
    return baseRate * ((1 - share) * startFactor + share * endFactor);
  };
  return known('linearLR', value, { baseRate, startFactor, endFactor, updates });
}

/** Options of {@link constantLR}. */
export interface ConstantLROptions extends BaseRate {
  /** Factor before the end; PyTorch's factor. */
  readonly factor?: number;
  /** Length in updates, after which the factor is 1; PyTorch's total_iters. */
  readonly updates?: number;
}

/**
 * ConstantLR: base·factor before update N, base from then on. The same in PyTorch.
 *
 * @throws OptionError for a negative rate, a factor outside [0, 1] or a length that is not an integer ≥ 1.
 * @source PyTorch
 * @example constantLR({ baseRate: 0.1, factor: 0.5, updates: 4 })(3, {}) // 0.05
 */
export function constantLR(options: ConstantLROptions): KnownSchedule<'constantLR', Required<ConstantLROptions>> {
  checkMembers('constantLR', options, ['baseRate', 'factor', 'updates']);
  const { baseRate, factor = 1 / 3, updates = 5 } = options;
  checkNumber('constantLR.baseRate', baseRate, { min: 0 });
  checkNumber('constantLR.factor', factor, { min: 0, max: 1 });
  checkLength('constantLR.updates', updates);
  return known('constantLR', (update) => (update < updates ? baseRate * factor : baseRate), {
    baseRate,
    factor,
    updates,
  });
}

/** Options of {@link exponentialLR}. */
export interface ExponentialLROptions extends BaseRate {
  /** Factor per update, in (0, 1]; PyTorch's gamma. */
  readonly decay: number;
}

/**
 * ExponentialLR: base·decay^t, by repeated squaring. PyTorch: computed from the rate before, and a decay above 1 grows without end; here it is refused.
 *
 * @throws OptionError for a negative rate or a decay outside (0, 1].
 * @source PyTorch
 * @example exponentialLR({ baseRate: 0.1, decay: 0.5 })(2, {}) // 0.025
 */
export function exponentialLR(options: ExponentialLROptions): KnownSchedule<'exponentialLR', ExponentialLROptions> {
  checkMembers('exponentialLR', options, ['baseRate', 'decay']);
  const { baseRate, decay } = options;
  checkNumber('exponentialLR.baseRate', baseRate, { min: 0 });
  checkDecay('exponentialLR.decay', decay);
  return known('exponentialLR', (update) => baseRate * powerOf(decay, Math.max(0, update)), { baseRate, decay });
}

/** Options of {@link stepLR}. */
export interface StepLROptions extends BaseRate {
  /** Updates between two steps; PyTorch's step_size. */
  readonly every: number;
  /** Factor per step, in (0, 1]; PyTorch's gamma. */
  readonly decay?: number;
}

/**
 * StepLR: base·decay^⌊t/every⌋. PyTorch: computed from the rate before; here afresh.
 *
 * @throws OptionError for a negative rate, a decay outside (0, 1] or a step length that is not an integer ≥ 1.
 * @source PyTorch
 * @example stepLR({ baseRate: 0.1, every: 30 })(59, {}) // 0.01
 */
export function stepLR(options: StepLROptions): KnownSchedule<'stepLR', Required<StepLROptions>> {
  checkMembers('stepLR', options, ['baseRate', 'every', 'decay']);
  const { baseRate, every, decay = 0.1 } = options;
  checkNumber('stepLR.baseRate', baseRate, { min: 0 });
  checkLength('stepLR.every', every);
  checkDecay('stepLR.decay', decay);
  const value = (update: number): number => baseRate * powerOf(decay, Math.floor(Math.max(0, update) / every));
  return known('stepLR', value, { baseRate, every, decay });
}

/** Options of {@link multiStepLR}. */
export interface MultiStepLROptions extends BaseRate {
  /** Updates at which the rate steps, not falling; a repeated one counts as often as it stands there. */
  readonly milestones: readonly number[];
  /** Factor per step, in (0, 1]; PyTorch's gamma. */
  readonly decay?: number;
}

/**
 * MultiStepLR: base·decay^(count of milestones ≤ t). The same in PyTorch, which also takes milestones in any order.
 *
 * @throws OptionError for a negative rate, a decay outside (0, 1], or milestones that are not integers ≥ 0 in rising order.
 * @source PyTorch
 * @example multiStepLR({ baseRate: 0.1, milestones: [30, 80], decay: 0.5 })(80, {}) // 0.025
 */
export function multiStepLR(options: MultiStepLROptions): KnownSchedule<'multiStepLR', Required<MultiStepLROptions>> {
  checkMembers('multiStepLR', options, ['baseRate', 'milestones', 'decay']);
  const { baseRate, milestones, decay = 0.1 } = options;
  checkNumber('multiStepLR.baseRate', baseRate, { min: 0 });
  checkDecay('multiStepLR.decay', decay);
  let least = 0;
  for (const [i, milestone] of milestones.entries()) {
    least = checkNumber(`multiStepLR.milestones[${i}]`, milestone, {
      integer: true,
      min: least,
      advice: 'Milestones stand in rising order.',
    });
  }
  const value = (update: number): number => {
    let passed = 0;
    while (passed < milestones.length && milestones[passed] <= update) passed++;
    return baseRate * powerOf(decay, passed);
  };
  return known('multiStepLR', value, { baseRate, milestones, decay });
}

/** Options of {@link polynomialLR}. */
export interface PolynomialLROptions extends BaseRate {
  /** Length in updates; PyTorch's total_iters. */
  readonly updates?: number;
  /** Exponent above 0; PyTorch's power. */
  readonly power?: number;
}

/**
 * PolynomialLR: base·(1 − min(t, N)/N)^power, 0 from update N on. PyTorch: computed from the rate before; here afresh.
 *
 * @throws OptionError for a negative rate, a length that is not an integer ≥ 1 or a power that is not above 0.
 * @source PyTorch
 * @example polynomialLR({ baseRate: 0.1, updates: 4, power: 2 })(2, {}) // 0.025
 */
export function polynomialLR(
  options: PolynomialLROptions,
): KnownSchedule<'polynomialLR', Required<PolynomialLROptions>> {
  checkMembers('polynomialLR', options, ['baseRate', 'updates', 'power']);
  const { baseRate, updates = 5, power = 1 } = options;
  checkNumber('polynomialLR.baseRate', baseRate, { min: 0 });
  checkLength('polynomialLR.updates', updates);
  checkNumber('polynomialLR.power', power, { above: 0 });
  const value = (update: number): number => baseRate * powerOf(1 - Math.min(1, Math.max(0, update / updates)), power);
  return known('polynomialLR', value, { baseRate, updates, power });
}

/** Options of {@link lambdaLR}. */
export interface LambdaLROptions extends BaseRate {
  /** Factor at an update, ≥ 0; PyTorch's lr_lambda. */
  readonly factor: (update: number) => number;
}

/**
 * LambdaLR: base·factor(t). PyTorch: takes whatever the function gives, NaN and negative rates included. Here: such a factor is an error at the
 * update where it appears, update 0 at construction.
 *
 * @throws OptionError for a negative rate, or a factor that is negative or not finite.
 * @source PyTorch
 * @example lambdaLR({ baseRate: 0.1, factor: (t) => 1 / (1 + t) })(1, {}) // 0.05
 */
export function lambdaLR(options: LambdaLROptions): KnownSchedule<'lambdaLR', LambdaLROptions> {
  checkMembers('lambdaLR', options, ['baseRate', 'factor']);
  const { baseRate, factor } = options;
  checkNumber('lambdaLR.baseRate', baseRate, { min: 0 });
  if (typeof factor !== 'function')
    throw new OptionError('lambdaLR.factor', 'a function of the update', factor, 'For a constant use constantLR.');
  const value = (update: number): number =>
    baseRate * checkNumber(`lambdaLR.factor(${update})`, factor(update), { min: 0 });
  value(0);
  return known('lambdaLR', value, { baseRate, factor });
}

function checkLength(option: string, length: number): void {
  checkNumber(option, length, { integer: true, min: 1, advice: 'Lengths are counted in updates.' });
}

function checkDecay(option: string, decay: number): void {
  checkNumber(option, decay, { above: 0, max: 1, advice: 'A factor above 1 would grow without end.' });
}
