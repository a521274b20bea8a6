import { checkNumber } from './check.js';

/** √(2π). */
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Beyond this the series would lose its digits to cancellation, and the tail's fraction has gained them. */
const FAR = 2.5;

/**
 * The standard normal distribution, Φ(x) = P(Z ≤ x), to about 1 in 10¹³ of its value in either tail.
 *
 * @source Marsaglia, Evaluating the normal distribution (2004); Laplace's continued fraction in the tail
 * @example normalDistribution(0) // 0.5
 */
export function normalDistribution(x: number): number {
  const density = Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
  if (x < -FAR) return density / tailFraction(-x);
  if (x > FAR) return 1 - density / tailFraction(x);
  let sum = 0;
  let term = x;
  for (let k = 1; sum + term !== sum; k += 2) {
    sum += term;
    term *= (x * x) / (k + 2);
  }
  return 0.5 + density * sum;
}

/** The x of a probability: Φ(x) = p. */
export function normalQuantile(probability: number): number {
  const p = checkNumber('normalQuantile', probability, { above: 0, below: 1 });
  // Above the middle Φ rounds towards 1: the quantile is found in the other tail, where it does not.
  if (p > 0.5) return -normalQuantile(1 - p);
  let x = 0;
  // Φ is convex left of 0: from there Newton's steps only come nearer, and never pass.
  for (let step = -1, count = 0; Math.abs(step) > 1e-15 * Math.abs(x) && count < 2000; count++) {
    step = ((p - normalDistribution(x)) * ROOT_TWO_PI) / Math.exp(-0.5 * x * x);
    x += step;
  }
  return x;
}

/** x + 1/(x + 2/(x + 3/(x + …))), from its 200th term back. */
function tailFraction(x: number): number {
  let value = x;
  for (let k = 200; k >= 1; k--) value = x + k / value;
  return value;
}
