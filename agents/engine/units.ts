import type { Activation, FlatArray } from './engine.js';

/**
 * Lays rows out unit by unit: row `r` of unit `u` goes to `u·pitch + r`; what is left of a pitch is 0. Of each row of `from`, `length` numbers
 * long, `width` are taken from `offset` on.
 */
export function toUnits(
  from: FlatArray,
  length: number,
  offset: number,
  width: number,
  rows: number,
  to: FlatArray,
  pitch: number,
): void {
  for (let unit = 0; unit < width; unit++) {
    const at = unit * pitch;
    for (let row = 0; row < rows; row++) to[at + row] = from[row * length + offset + unit];
    for (let row = rows; row < pitch; row++) to[at + row] = 0;
  }
}

/** The way back of `toUnits`, to rows of `length` numbers from the first on. */
export function fromUnits(
  from: FlatArray,
  width: number,
  rows: number,
  pitch: number,
  to: FlatArray,
  length: number,
): void {
  for (let unit = 0; unit < width; unit++)
    for (let row = 0; row < rows; row++) to[row * length + unit] = from[unit * pitch + row];
}

/** out = a·b, number by number. */
export function multiply(a: FlatArray, b: FlatArray, count: number, out: FlatArray): void {
  for (let i = 0; i < count; i++) out[i] = a[i] * b[i];
}

/** values = values·φ′, from the activations: 1 − a² of tanh, 1 or 0 of relu; comparisons are turned so that NaN passes. */
export function timesSlope(activation: Activation, activations: FlatArray, values: FlatArray, count: number): void {
  if (activation === 'tanh') for (let i = 0; i < count; i++) values[i] *= 1 - activations[i] * activations[i];
  else for (let i = 0; i < count; i++) if (activations[i] <= 0) values[i] = 0;
}

/** Tangents of cotangents through φ: ė = φ′ė + φ″(z)ż·e, where φ″(z)·ż = −2a(1 − a²)ż = −2a·ȧ of tanh, 0 of relu. */
export function timesSlopeMoved(
  activation: Activation,
  activations: FlatArray,
  activationTangents: FlatArray,
  cotangents: FlatArray,
  cotangentTangents: FlatArray,
  count: number,
): void {
  timesSlope(activation, activations, cotangentTangents, count);
  if (activation === 'tanh')
    for (let i = 0; i < count; i++) cotangentTangents[i] -= 2 * activations[i] * activationTangents[i] * cotangents[i];
}

/** sums[offset + u] += Σ over rows of values[u·pitch + row]. */
export function addSums(
  values: FlatArray,
  width: number,
  rows: number,
  pitch: number,
  sums: FlatArray,
  offset: number,
): void {
  for (let unit = 0; unit < width; unit++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[unit * pitch + row];
    sums[offset + unit] += sum;
  }
}
