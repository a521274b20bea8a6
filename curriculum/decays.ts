import { checkMembers, checkName, checkNumber } from '../math/check.js';
import { powerOf } from './power.js';
import { known, type KnownSchedule } from './schedule.js';

/** Options shared by the decays. */
export interface DecayOptions {
  /** Value at update 0. */
  readonly from: number;
  /** Value at update `updates` and after it. */
  readonly to: number;
  /** Length in updates, a number ≥ 1. */
  readonly updates: number;
}

/** Share of the way done: n/updates kept in [0, 1]. */
function progress(update: number, updates: number): number {
  return Math.min(1, Math.max(0, update / updates));
}

/** Both ends exactly, and never beyond them. */
function between(from: number, to: number, share: number): number {
  return (1 - share) * from + share * to;
}

function checkDecay(
  name: string,
  options: DecayOptions,
  bounds: { above?: number; advice?: string } = {},
  more: readonly string[] = [],
): void {
  checkMembers(name, options, ['from', 'to', 'updates', ...more]);
  checkNumber(`${name}.from`, options.from, bounds);
  checkNumber(`${name}.to`, options.to, bounds);
  checkNumber(`${name}.updates`, options.updates, { min: 1, advice: 'Lengths are counted in updates.' });
}

/**
 * A straight line, then held: from + (to − from)·min(n, N)/N.
 *
 * @throws OptionError for a value that is not finite or a length below one update.
 * @source PyTorch
 * @example linearDecay({ from: 1, to: 0, updates: 10 })(4, {}) // 0.6
 */
export function linearDecay(options: DecayOptions): KnownSchedule<'linearDecay', DecayOptions> {
  checkDecay('linearDecay', options);
  const { from, to, updates } = options;
  return known('linearDecay', (update) => between(from, to, progress(update, updates)), { from, to, updates });
}

/**
 * The same factor at every update, then held: from·(to/from)^(min(n, N)/N).
 *
 * @throws OptionError for a value that is not above 0 or a length below one update.
 * @source PyTorch
 * @example exponentialDecay({ from: 1, to: 0.01, updates: 10 })(5, {}) // 0.1
 */
export function exponentialDecay(options: DecayOptions): KnownSchedule<'exponentialDecay', DecayOptions> {
  checkDecay('exponentialDecay', options, {
    above: 0,
    advice: 'A constant factor never reaches 0: end at a small value, or use linearDecay.',
  });
  const { from, to, updates } = options;
  const value = (update: number): number => {
    const share = progress(update, updates);
    return share === 0 ? from : share === 1 ? to : Math.exp(between(Math.log(from), Math.log(to), share));
  };
  return known('exponentialDecay', value, { from, to, updates });
}

/** Options of {@link polynomialDecay}. */
export interface PolynomialDecayOptions extends DecayOptions {
  /** Exponent above 0: 1 is a straight line, 2 slows down towards the end. */
  readonly power?: number;
}

/**
 * A power of what is left of the way, then held: to + (from − to)·(1 − min(n, N)/N)^power.
 *
 * @throws OptionError for a value that is not finite, a length below one update or a power that is not above 0.
 * @source PyTorch
 * @example polynomialDecay({ from: 1, to: 0, updates: 10, power: 2 })(5, {}) // 0.25
 */
export function polynomialDecay(
  options: PolynomialDecayOptions,
): KnownSchedule<'polynomialDecay', Required<PolynomialDecayOptions>> {
  checkDecay('polynomialDecay', options, {}, ['power']);
  const { from, to, updates, power = 2 } = options;
  checkNumber('polynomialDecay.power', power, { above: 0 });
  const value = (update: number): number => between(to, from, powerOf(1 - progress(update, updates), power));
  return known('polynomialDecay', value, { from, to, updates, power });
}

/**
 * Half a cosine, then held: to + (from − to)·½(1 + cos(π·min(n, N)/N)).
 *
 * @throws OptionError for a value that is not finite or a length below one update.
 * @source Loshchilov & Hutter 2017
 * @example cosineDecay({ from: 1, to: 0, updates: 10 })(5, {}) // 0.5
 */
export function cosineDecay(options: DecayOptions): KnownSchedule<'cosineDecay', DecayOptions> {
  checkDecay('cosineDecay', options);
  const { from, to, updates } = options;
  const value = (update: number): number =>
    between(to, from, 0.5 * (1 + Math.cos(Math.PI * progress(update, updates))));
  return known('cosineDecay', value, { from, to, updates });
}

/** Options of {@link stepDecay}. */
export interface StepDecayOptions {
  /** Value at update 0. */
  readonly from: number;
  /** What each step multiplies by, in (0, 1]. */
  readonly factor: number;
  /** Updates between two steps, an integer ≥ 1. */
  readonly every: number;
  /** Lowest value, held once it is reached. */
  readonly min?: number;
}

/**
 * A staircase down: max(min, from·factor^⌊n/every⌋).
 *
 * @throws OptionError for a negative value, a factor outside (0, 1] or a step length that is not an integer ≥ 1.
 * @source PyTorch
 * @example stepDecay({ from: 8, factor: 0.5, every: 10 })(25, {}) // 2
 */
export function stepDecay(options: StepDecayOptions): KnownSchedule<'stepDecay', Required<StepDecayOptions>> {
  checkMembers('stepDecay', options, ['from', 'factor', 'every', 'min']);
  const { from, factor, every, min = 0 } = options;
  checkNumber('stepDecay.from', from, { min: 0 });
  checkNumber('stepDecay.factor', factor, { above: 0, max: 1, advice: 'A factor above 1 would grow without end.' });
  checkNumber('stepDecay.every', every, { integer: true, min: 1, advice: 'Lengths are counted in updates.' });
  checkNumber('stepDecay.min', min, { min: 0, max: from });
  const value = (update: number): number =>
    Math.max(min, from * powerOf(factor, Math.floor(Math.max(0, update) / every)));
  return known('stepDecay', value, { from, factor, every, min });
}

/** Options of {@link oneCycle}. */
export interface OneCycleOptions {
  /** Value at the peak, above 0. */
  readonly max: number;
  /** Length of the whole cycle in updates, a number ≥ 2. */
  readonly updates: number;
  /** Share of the length spent rising, in (0, 1). */
  readonly rise?: number;
  /** Value at update 0; max/25 when left out. */
  readonly from?: number;
  /** Value at the end and after it; max/250000 when left out. */
  readonly to?: number;
  /** The shape of both flanks. */
  readonly flank?: 'cosine' | 'linear';
}

/**
 * Once up and once down, then held: from → max over rise·updates, max → to over the rest. {@link oneCycleLR} is PyTorch's form, with momentum.
 *
 * @throws OptionError for a peak below the ends, a negative end, a rise outside (0, 1) or a length below two updates.
 * @source Smith & Topin 2019
 * @example oneCycle({ max: 1, updates: 100 })(30, {}) // 1
 */
export function oneCycle(options: OneCycleOptions): KnownSchedule<'oneCycle', Required<OneCycleOptions>> {
  checkMembers('oneCycle', options, ['max', 'updates', 'rise', 'from', 'to', 'flank']);
  const { max, updates, rise = 0.3, from = max / 25, to = max / 250000, flank = 'cosine' } = options;
  checkNumber('oneCycle.max', max, { above: 0 });
  checkNumber('oneCycle.updates', updates, { min: 2, advice: 'Lengths are counted in updates.' });
  checkNumber('oneCycle.rise', rise, { above: 0, below: 1, advice: 'It is the share of the length spent rising.' });
  checkNumber('oneCycle.from', from, { min: 0, max });
  checkNumber('oneCycle.to', to, { min: 0, max });
  const linear = checkName('oneCycle.flank', flank, ['cosine', 'linear'] as const) === 'linear';
  const ease = (share: number): number => (linear ? share : 0.5 * (1 - Math.cos(Math.PI * share)));
  const peak = rise * updates;
  const value = (update: number): number =>
    update < peak
      ? between(from, max, ease(progress(update, peak)))
      : between(max, to, ease(progress(update - peak, updates - peak)));
  return known('oneCycle', value, { max, updates, rise, from, to, flank });
}
