/** Exact growth of gradient descent under two cosine waves, from the roots of a polynomial: no product is taken. */

/** Complex numbers as two arrays. */
interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Growth per update over T updates at any phase and amplitudes, by the resultant of P with zᵀ − 1:
 * µᵀ = |L|ᵀ ∏ᵢ |zᵢᵀ − 1|, P(z) = z²(1 − f(z)), cos θ = (z + 1/z)/2, L the leading coefficient and zᵢ the roots of P.
 *
 * @source own definition
 * @example resultantGrowth(0.5, 0, 0, 0, 8) // 0.5
 */
export function resultantGrowth(h: number, a: number, b: number, phase: number, period: number): number {
  const { logLead, roots } = factored(h, a, b, phase);
  let log = 0;
  for (let k = 0; k < roots.re.length; k++) {
    const logModulus = Math.log(Math.hypot(roots.re[k], roots.im[k]));
    const angle = Math.atan2(roots.im[k], roots.re[k]);
    const power = -period * Math.abs(logModulus);
    const less = Math.expm1(power);
    const sine = Math.sin((period * angle) / 2);
    // |zᵀ − 1|² = (rᵀ − 1)² + 4rᵀ sin²(Tα/2); outside the circle zᵀ is taken out and 1 − z⁻ᵀ is left.
    log += Math.log(less * less + 4 * Math.exp(power) * sine * sine) / 2 + period * Math.max(0, logModulus);
  }
  return Math.exp(logLead + log / period);
}

/**
 * Growth per update for T → ∞ at any phase and amplitudes: the Mahler measure of P, |L| ∏ᵢ max(1, |zᵢ|).
 *
 * @source Jensen 1899; Mahler 1962
 * @example mahlerGrowth(0.5, 0, 0, 0) // 0.5
 */
export function mahlerGrowth(h: number, a: number, b: number, phase: number): number {
  const { logLead, roots } = factored(h, a, b, phase);
  let log = logLead;
  for (let k = 0; k < roots.re.length; k++) log += Math.max(0, Math.log(Math.hypot(roots.re[k], roots.im[k])));
  return Math.exp(log);
}

/** Leading coefficient and roots of P, powers of z taken out (they have modulus 1 on the circle). */
function factored(h: number, a: number, b: number, phase: number): { logLead: number; roots: Complex } {
  const cos = Math.cos(2 * Math.PI * phase);
  const sin = Math.sin(2 * Math.PI * phase);
  const outer = (-h * a * b) / 4;
  const inner = -h / 2;
  // Ascending powers; P is self-inversive, so the coefficients are conjugate about the middle one.
  const re = [outer * cos, inner * (b + a * cos), 1 - h * (1 + (a * b * cos) / 2), inner * (b + a * cos), outer * cos];
  const im = [-outer * sin, -inner * a * sin, 0, inner * a * sin, outer * sin];
  while (re.length > 1 && re[0] === 0 && im[0] === 0) {
    for (const part of [re, im]) {
      part.pop();
      part.shift();
    }
  }
  const top = re.length - 1;
  return { logLead: Math.log(Math.hypot(re[top], im[top])), roots: rootsOf(re, im) };
}

/** All roots of a polynomial with complex coefficients (ascending), by simultaneous iteration. [Aberth 1973] */
function rootsOf(re: readonly number[], im: readonly number[]): Complex {
  const degree = re.length - 1;
  const x = new Float64Array(degree);
  const y = new Float64Array(degree);
  // Starts on the circles of Newton's polygon: a shallow modulation puts half of the roots very far out. [Bini 1996]
  const logs = re.map((part, k) => Math.log(Math.hypot(part, im[k])));
  for (let from = 0, to = 0; from < degree; from = to) {
    to = from + 1;
    const slope = (k: number): number => (logs[k] - logs[from]) / (k - from);
    for (let k = from + 2; k <= degree; k++) if (slope(k) >= slope(to)) to = k;
    const radius = Math.exp(-slope(to));
    for (let k = from; k < to; k++) {
      const angle = (2 * Math.PI * (k - from)) / (to - from) + 0.4 + from;
      x[k] = radius * Math.cos(angle);
      y[k] = radius * Math.sin(angle);
    }
  }
  for (let round = 0; round < 500; round++) {
    let moved = 0;
    for (let k = 0; k < degree; k++) {
      let [pr, pi, dr, di] = [re[degree], im[degree], 0, 0];
      for (let j = degree - 1; j >= 0; j--) {
        [dr, di] = [dr * x[k] - di * y[k] + pr, dr * y[k] + di * x[k] + pi];
        [pr, pi] = [pr * x[k] - pi * y[k] + re[j], pr * y[k] + pi * x[k] + im[j]];
      }
      // Step w = 1/(P′/P − Σ 1/(z − zⱼ)).
      const modulus = pr * pr + pi * pi;
      if (modulus < 1e-280) continue;
      let sr = (dr * pr + di * pi) / modulus;
      let si = (di * pr - dr * pi) / modulus;
      for (let j = 0; j < degree; j++) {
        const [gx, gy] = [x[k] - x[j], y[k] - y[j]];
        const gap = gx * gx + gy * gy;
        if (j === k || gap < 1e-280) continue;
        sr -= gx / gap;
        si += gy / gap;
      }
      const size = sr * sr + si * si;
      if (size < 1e-280) continue;
      // Where P is flat the step may leap to infinity: at most twice the point's own size.
      const reach = 2 * (1 + Math.hypot(x[k], y[k]));
      const shorten = Math.min(1, reach * Math.sqrt(size)) / size;
      x[k] -= sr * shorten;
      y[k] += si * shorten;
      moved = Math.max(moved, (Math.sqrt(size) * shorten) / reach);
    }
    if (moved < 1e-16) break;
  }
  return { re: x, im: y };
}
