/** A number as it survives JSON: what JSON cannot write (−0, NaN, infinities) is a string. */
export type Plain = number | string;

/**
 * Numbers as plain data that JSON keeps bit for bit.
 *
 * @example toPlain([1, -0, NaN]) // [1, '-0', 'NaN']
 */
export function toPlain(numbers: ArrayLike<number>): Plain[] {
  return Array.from(numbers, (x) => (Object.is(x, -0) ? '-0' : Number.isFinite(x) ? x : String(x)));
}

/**
 * The numbers that {@link toPlain} wrote.
 *
 * @example fromPlain([1, '-0', 'Infinity']) // [1, -0, Infinity]
 */
export function fromPlain(plain: readonly Plain[]): number[] {
  return plain.map(Number);
}
