import type { FlatArray, NetworkShape } from '../../../agents/engine/engine.js';
import { random } from '../../../math/random.js';

/** ‖a − b‖/‖b‖, or ‖a‖ beside zero. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    difference += (a[i] - b[i]) * (a[i] - b[i]);
    size += b[i] * b[i];
  }
  return Math.sqrt(size === 0 ? difference : difference / size);
}

/** Seeded normal numbers that both precisions hold exactly. */
export function normals(seed: number, length: number, deviation = 1): Float64Array {
  const noise = random(seed);
  return Float64Array.from({ length }, () => Math.fround(deviation * noise.normal()));
}

/**
 * Outputs of a network written a second time, one row after another, with no code of the engines: the oracle of `forward`,
 * and by differences of everything else.
 */
export function outputsOf(shape: NetworkShape, parameters: FlatArray, inputs: FlatArray, rows: number): Float64Array {
  const widths = [shape.inputs, ...shape.hidden, shape.outputs];
  const free = shape.freeOutputs ?? 0;
  const out: number[] = [];
  for (let row = 0; row < rows; row++) {
    let values = Array.from(inputs.subarray(row * shape.inputs, (row + 1) * shape.inputs));
    let at = 0;
    for (let layer = 1; layer < widths.length; layer++) {
      const [n, m] = [widths[layer - 1], widths[layer]];
      const before = values;
      const start = at;
      values = Array.from({ length: m }, (_, j) =>
        before.reduce((sum, value, i) => sum + parameters[start + j * n + i] * value, parameters[start + m * n + j]),
      );
      if (layer < widths.length - 1)
        values = values.map((z) => (shape.activation === 'tanh' ? Math.tanh(z) : Math.max(z, 0)));
      at += m * (n + 1);
    }
    out.push(...values, ...parameters.subarray(at, at + free));
  }
  return Float64Array.from(out);
}

/** (f(x + εv) − f(x − εv))/2ε. */
export function difference(
  f: (x: Float64Array) => Float64Array,
  x: Float64Array,
  v: Float64Array,
  step = 1e-5,
): Float64Array {
  const above = f(x.map((value, i) => value + step * v[i]));
  const below = f(x.map((value, i) => value - step * v[i]));
  return above.map((value, i) => (value - below[i]) / (2 * step));
}
