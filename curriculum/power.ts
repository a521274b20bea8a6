/**
 * base^exponent for a base ≥ 0: by repeated squaring for integer exponents, else e^(exponent·log base); 0 to a positive exponent is 0.
 *
 * `**` is avoided because its bits changed between V8 versions.
 *
 * @source elementary
 * @example powerOf(0.5, 3) // 0.125
 */
export function powerOf(base: number, exponent: number): number {
  if (!Number.isInteger(exponent)) return base === 0 ? 0 : Math.exp(exponent * Math.log(base));
  let result = 1;
  let square = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / result : result;
}
