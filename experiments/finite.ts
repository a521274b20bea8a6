import type { Values } from '../curriculum/schedule.js';

/**
 * The members that are finite numbers.
 *
 * @example finite({ loss: NaN, entropy: 1 }) // { entropy: 1 }
 */
export function finite(numbers: Values): Values {
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => Number.isFinite(value)));
}

/**
 * Names of the members that are not.
 *
 * @example notFinite({ loss: NaN, entropy: 1 }) // ['loss']
 */
export function notFinite(numbers: Values): string[] {
  return Object.keys(numbers).filter((name) => !Number.isFinite(numbers[name]));
}
