/**
 * The sum in order over the count: NaN where there is no value, or one that is NaN. Refuses nothing; a statistic that is told is a `mean`.
 *
 * @example average([1, 2, 6]) // 3
 */
export function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
