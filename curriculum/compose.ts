import { checkMembers, checkNumber, OptionError } from '../math/check.js';
import { commonPeriod } from './period.js';
import { checkTunable, fraction, known, valueAt, type KnownSchedule, type Signals, type Tunable } from './schedule.js';

/**
 * The product of tunables at every update; repeats after their common period.
 *
 * @throws OptionError for no factor, or one that is neither a number nor a schedule.
 * @source elementary
 * @example product(0.5, cycle({ wave: 'cosine', period: 4, min: 0, max: 1 }))(2, {}) // 0.5
 */
export function product(
  ...factors: readonly Tunable[]
): KnownSchedule<'product', { readonly factors: readonly Tunable[] }> {
  checkAll('product.factors', factors);
  const value = (update: number, signals: Signals): number => {
    let result = 1;
    for (const factor of factors) result *= valueAt(factor, update, signals);
    return result;
  };
  return known('product', value, { factors }, commonPeriod(factors));
}

/**
 * The sum of tunables at every update; repeats after their common period.
 *
 * @throws OptionError for no term, or one that is neither a number nor a schedule.
 * @source elementary
 * @example sum(0.5, cycle({ wave: 'cosine', period: 4, min: 0, max: 1 }))(2, {}) // 1.5
 */
export function sum(...terms: readonly Tunable[]): KnownSchedule<'sum', { readonly terms: readonly Tunable[] }> {
  checkAll('sum.terms', terms);
  const value = (update: number, signals: Signals): number => {
    let result = 0;
    for (const term of terms) result += valueAt(term, update, signals);
    return result;
  };
  return known('sum', value, { terms }, commonPeriod(terms));
}

/** Options of {@link clamp}. */
export interface ClampOptions {
  /** Lowest value let through; none when left out. */
  readonly min?: number;
  /** Highest value let through; none when left out. */
  readonly max?: number;
}

/**
 * A tunable kept within bounds: min(max, max(min, value)); a value that is not a number stays visible as NaN.
 *
 * @throws OptionError for a bound that is not finite, or min above max.
 * @source elementary
 * @example clamp(cycle({ wave: 'cosine', period: 4, min: 0, max: 2 }), { max: 1.5 })(2, {}) // 1.5
 */
export function clamp(
  tunable: Tunable,
  options: ClampOptions,
): KnownSchedule<'clamp', ClampOptions & { readonly of: Tunable }> {
  checkTunable('clamp.of', tunable);
  checkMembers('clamp', options, ['min', 'max']);
  const { min = -Infinity, max = Infinity } = options;
  if (options.min !== undefined) checkNumber('clamp.min', min);
  if (options.max !== undefined)
    checkNumber('clamp.max', max, { min, advice: 'The upper bound may not lie below the lower one.' });
  const value = (update: number, signals: Signals): number =>
    Math.min(max, Math.max(min, valueAt(tunable, update, signals)));
  return known('clamp', value, { ...options, of: tunable }, commonPeriod([tunable]));
}

/**
 * A tunable seen through a function of its value, f(value); f must not remember anything.
 *
 * @throws OptionError for something that is neither a number nor a schedule.
 * @source elementary
 * @example map(cycle({ wave: 'triangle', period: 4, min: 0, max: 1 }), (x) => 1 - x)(1, {}) // 0.5
 */
export function map(
  tunable: Tunable,
  f: (value: number) => number,
): KnownSchedule<'map', { readonly of: Tunable; readonly f: (value: number) => number }> {
  checkTunable('map.of', tunable);
  return known(
    'map',
    (update, signals) => f(valueAt(tunable, update, signals)),
    { of: tunable, f },
    commonPeriod([tunable]),
  );
}

/** Options of {@link envelope}. */
export interface EnvelopeOptions {
  /** What is shaped. */
  readonly of: Tunable;
  /** The share of the excursion that is left, usually in [0, 1]. */
  readonly by: Tunable;
  /** The value the excursion is measured from. */
  readonly from?: number;
}

/**
 * A tunable whose excursion from a base follows another tunable: from + (of − from)·by.
 *
 * @throws OptionError for a member that is neither a number nor a schedule, or a base that is not finite.
 * @source audio practice (amplitude envelope)
 * @example envelope({ of: cycle({ wave: 'cosine', period: 4, min: 1, max: 3 }), by: 0.5, from: 1 })(2, {}) // 2
 */
export function envelope(options: EnvelopeOptions): KnownSchedule<'envelope', Required<EnvelopeOptions>> {
  checkMembers('envelope', options, ['of', 'by', 'from']);
  const { of, by, from = 0 } = options;
  checkTunable('envelope.of', of);
  checkTunable('envelope.by', by);
  checkNumber('envelope.from', from);
  const value = (update: number, signals: Signals): number =>
    from + (valueAt(of, update, signals) - from) * valueAt(by, update, signals);
  return known('envelope', value, { of, by, from }, commonPeriod([of, by]));
}

/**
 * The first `updates` updates of a tunable, again and again: value(n) = tunable(n mod updates).
 *
 * @throws OptionError for a number of updates below 1.
 * @source elementary
 * @example repeat((n) => n, 3)(7, {}) // 1
 */
export function repeat(
  tunable: Tunable,
  updates: number,
): KnownSchedule<'repeat', { readonly of: Tunable; readonly updates: number }> {
  checkTunable('repeat.of', tunable);
  checkNumber('repeat.updates', updates, { min: 1, advice: 'Lengths are counted in updates.' });
  const integer = Number.isInteger(updates);
  const local = (n: number): number =>
    integer && Number.isInteger(n) ? ((n % updates) + updates) % updates : fraction(n / updates) * updates;
  return known(
    'repeat',
    (update, signals) => valueAt(tunable, local(update), signals),
    { of: tunable, updates },
    updates,
  );
}

/**
 * A tunable that changes only every `updates` updates: value(n) = tunable(⌊n/updates⌋·updates), one value for a whole block.
 *
 * Give a cycle's own period as `updates` to see one value per period. Signals are today's: a closed loop may still move inside a block.
 *
 * @throws OptionError for a number of updates that is not an integer ≥ 1.
 * @source elementary
 * @example holdFor((n) => n, 10)(27, {}) // 20
 */
export function holdFor(
  tunable: Tunable,
  updates: number,
): KnownSchedule<'holdFor', { readonly of: Tunable; readonly updates: number }> {
  checkTunable('holdFor.of', tunable);
  checkNumber('holdFor.updates', updates, { integer: true, min: 1, advice: 'Lengths are counted in updates.' });
  const whole = repeat(0, updates);
  const period = typeof tunable === 'number' ? 1 : commonPeriod([tunable, whole]);
  return known(
    'holdFor',
    (update, signals) => valueAt(tunable, Math.floor(update / updates) * updates, signals),
    { of: tunable, updates },
    period,
  );
}

/** At least one member, each a finite number or a schedule. */
function checkAll(option: string, tunables: readonly Tunable[]): void {
  if (tunables.length === 0)
    throw new OptionError(option, 'at least one number or schedule', tunables, 'Give the parts as arguments.');
  for (const [i, tunable] of tunables.entries()) checkTunable(`${option}[${i}]`, tunable);
}
