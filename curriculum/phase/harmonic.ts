import { fraction } from '../schedule.js';
import type { Turns } from '../waveforms.js';

/** The first harmonic of a series: Σ (xₙ − x̄)·e^(−2πin/T). */
export interface Harmonic {
  readonly real: number;
  readonly imaginary: number;
}

/**
 * The first harmonic of readings at the given updates; the mean is taken off, which over whole periods of even readings changes nothing.
 * For xₙ = cos 2π(n/T + p) its angle is 2πp.
 */
export function firstHarmonic(updates: ArrayLike<number>, values: ArrayLike<number>, period: number): Harmonic {
  const count = values.length;
  let sum = 0;
  for (let k = 0; k < count; k++) sum += values[k];
  const average = count === 0 ? 0 : sum / count;
  let real = 0;
  let imaginary = 0;
  for (let k = 0; k < count; k++) {
    const angle = 2 * Math.PI * fraction(updates[k] / period);
    real += (values[k] - average) * Math.cos(angle);
    imaginary -= (values[k] - average) * Math.sin(angle);
  }
  return { real, imaginary };
}

/** a·b̄: its angle is that of a less that of b. */
export function cross(a: Harmonic, b: Harmonic): Harmonic {
  return { real: a.real * b.real + a.imaginary * b.imaginary, imaginary: a.imaginary * b.real - a.real * b.imaginary };
}

/** Squared modulus. */
export function squared(a: Harmonic): number {
  return a.real * a.real + a.imaginary * a.imaginary;
}

/** The angle in turns, in (−½, ½]. */
export function turnsOf(a: Harmonic): Turns {
  return wrapTurns(Math.atan2(a.imaginary, a.real) / (2 * Math.PI));
}

/**
 * The same phase in (−½, ½].
 *
 * @source Fisher 1993 (circular statistics)
 * @example wrapTurns(0.75) // -0.25
 */
export function wrapTurns(turns: Turns): Turns {
  return 0.5 - fraction(0.5 - turns);
}

/** Whether a harmonic stands out of the rounding of the values it was made of. */
export function stands(harmonic: Harmonic, values: ArrayLike<number>): boolean {
  let size = 0;
  for (let k = 0; k < values.length; k++) size += Math.abs(values[k]);
  return Math.sqrt(squared(harmonic)) > 1e-12 * size;
}
