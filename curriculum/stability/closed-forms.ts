/**
 * Closed forms for gradient descent under cosine waves: η = η₀(1 + a cos(θ + φ)), c = c₀(1 + b cos θ), h = η₀c₀.
 * They share no code with the products of floquet.ts and serve as their check and as quick answers.
 */

/**
 * Mean of the product ηc over a period of three or more updates: h(1 + (ab/2)cos φ); at T = 2 it is h(1 + ab·cos φ). `phase` = φ/2π in turns.
 *
 * @source elementary
 * @example meanProduct(1, 0.8, 0.8, 0) // 1.32
 */
export function meanProduct(h: number, a: number, b: number, phase: number, period = 3): number {
  return h * (1 + (period === 2 ? 1 : 0.5) * a * b * Math.cos(2 * Math.PI * phase));
}

/**
 * The h at which the smallest pointwise margin over a continuous period is 0. `phase` in turns.
 *
 * in phase 2/((1 + a)(1 + b)); constant rate (a = 0) 2/(1 + b); anti-phase 2/g*; a = b 2/(1 + a·|cos(φ/2)|)².
 * Undefined where no closed form is known: a ≠ b, both above 0, at other phases.
 *
 * @source elementary
 * @example pointwiseCritical(0.5, 0.5, 0.5) // 2
 */
export function pointwiseCritical(a: number, b: number, phase: number): number | undefined {
  const turn = phase - Math.floor(phase);
  if (a === 0 || b === 0) return 2 / (1 + Math.max(a, b));
  if (turn === 0) return 2 / ((1 + a) * (1 + b));
  if (turn === 0.5) {
    const inside = Math.abs(a - b) <= 2 * a * b;
    return 2 / (inside ? ((a + b) * (a + b)) / (4 * a * b) : Math.max((1 + a) * (1 - b), (1 - a) * (1 + b)));
  }
  if (a !== b) return undefined;
  const reach = 1 + a * Math.abs(Math.cos(Math.PI * turn));
  return 2 / (reach * reach);
}

/**
 * Jensen's mean J(A, B) = exp mean log|A + B cos θ|: (|A| + √(A² − B²))/2 if |A| ≥ |B|, else |B|/2.
 *
 * @source Jensen 1899
 * @example jensenMean(1, 0.6) // 0.9
 */
export function jensenMean(A: number, B: number): number {
  const [first, second] = [Math.abs(A), Math.abs(B)];
  return first >= second ? (first + Math.sqrt((first - second) * (first + second))) / 2 : second / 2;
}

/**
 * Growth per update for T → ∞ at constant rate: J(1 − h, hb).
 *
 * @source Jensen 1899
 * @example adiabaticConstantRate(0.6, 1) // 0.3
 */
export function adiabaticConstantRate(h: number, b: number): number {
  return jensenMean(1 - h, h * b);
}

/**
 * Growth per update for T → ∞ in phase with a = b: J(1 − √h, √h·a)·J(1 + √h, √h·a).
 *
 * @source Jensen 1899
 * @example adiabaticInPhase(9 / 4, 1) // 27 / 16
 */
export function adiabaticInPhase(h: number, a: number): number {
  const root = Math.sqrt(h);
  return jensenMean(1 - root, root * a) * jensenMean(1 + root, root * a);
}

/**
 * Growth per update for T → ∞ in anti-phase with a = b: J(1 − h + ha²/2, ha²/2).
 *
 * @source Jensen 1899
 * @example adiabaticAntiPhase(1, 0.8) // 0.16
 */
export function adiabaticAntiPhase(h: number, a: number): number {
  const half = (h * a * a) / 2;
  return jensenMean(1 - h + half, half);
}

/**
 * First h at which the adiabatic growth passes 1 at constant rate: 2/b if b ≥ 2/3, else (2 − √(4 − 8b²))/b².
 *
 * @source Jensen 1899
 * @example adiabaticCriticalConstantRate(0.8) // 2.5
 */
export function adiabaticCriticalConstantRate(b: number): number {
  // (2 − √…)/b² without the subtraction, so that b → 0 gives 2.
  return b >= 2 / 3 ? 2 / b : 8 / (2 + Math.sqrt(4 - 8 * b * b));
}

/**
 * First h at which the adiabatic growth passes 1 in anti-phase with a = b: 4/a² if a² ≥ 4/5, else the smaller root of a⁴h² − (16 − 8a²)h + 32.
 *
 * @source Jensen 1899
 * @example adiabaticCriticalAntiPhase(1) // 4
 */
export function adiabaticCriticalAntiPhase(a: number): number {
  const square = a * a;
  if (square >= 0.8) return 4 / square;
  const slope = 16 - 8 * square;
  return 64 / (slope + Math.sqrt(slope * slope - 128 * square * square));
}

/**
 * First h at which the adiabatic growth passes 1 in phase with a = b: the first root above 0 of {@link adiabaticInPhase} = 1, by scan and bisection.
 *
 * @source Jensen 1899
 * @example adiabaticCriticalInPhase(0) // 2
 */
export function adiabaticCriticalInPhase(a: number): number {
  let low = 1e-3;
  let high = low;
  while (adiabaticInPhase(high, a) < 1) {
    low = high;
    high += 1e-3;
  }
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (adiabaticInPhase(middle, a) < 1) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Growth per update of T updates at which f = 1 − (A + B cos θₖ), θₖ = 2πk/T:
 * |∏ₖ (A + B cos(2πk/T))|^(1/T) with ∏ = (−B)ᵀ(C_T(−A/B) − 1)/2^(T−1), C_T the Chebyshev polynomial of the first kind.
 *
 * @source Jensen 1899
 * @example twoTermGrowth(0.5, 0, 8) // 0.5
 */
export function twoTermGrowth(A: number, B: number, period: number): number {
  if (B === 0) return Math.abs(A);
  const x = -A / B;
  let log: number; // of |C_T(x) − 1|
  if (Math.abs(x) <= 1) {
    const sine = Math.sin((period * Math.acos(x)) / 2);
    log = Math.LN2 + 2 * Math.log(Math.abs(sine));
  } else {
    const half = (period * Math.acosh(Math.abs(x))) / 2;
    const tail = Math.exp(-2 * half);
    // cosh 2y − 1 = 2 sinh² y, and for negative x with odd T cosh 2y + 1 = 2 cosh² y.
    log = 2 * (half + Math.log1p(x < 0 && period % 2 === 1 ? tail : -tail)) - Math.LN2;
  }
  return Math.exp(Math.log(Math.abs(B)) + (log - (period - 1) * Math.LN2) / period);
}

/**
 * Largest constant product ηc whose mean square stays bounded under relative curvature noise s: 2/(1 + s²).
 *
 * @source elementary
 * @example noisyLimit(1) // 1
 */
export function noisyLimit(noise: number): number {
  return 2 / (1 + noise * noise);
}

/**
 * The h near which modulation of period T first pumps a lightly damped momentum step: (π/T)².
 *
 * @source Mathieu's equation; Polyak 1964 for the step
 * @example firstTongue(Math.PI) // 1
 */
export function firstTongue(period: number): number {
  return (Math.PI / period) * (Math.PI / period);
}
