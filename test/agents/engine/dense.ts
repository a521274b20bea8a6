import { hiddenWidth, type FlatArray, type NetworkShape } from '../../../agents/engine/engine.js';
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

/** Seeded masks of a dropout of one half, where the shape has it: 0 or 2. */
export function masksOf(seed: number, shape: NetworkShape, rows: number): Float64Array | undefined {
  if (shape.dropout !== true) return undefined;
  const noise = random(seed);
  return Float64Array.from({ length: rows * hiddenWidth(shape) }, () => (noise.normal() < 0 ? 0 : 2));
}

/** What a network written out is given beside its inputs. */
export interface DenseOptions {
  /** Factors of the hidden activations, rows × hidden units. */
  readonly masks?: FlatArray | undefined;
  /** Means and variances to normalise by; those of the rows where left out. */
  readonly running?: FlatArray;
}

/**
 * Outputs of a network written a second time, with no code of the engines: the oracle of `forward`, and by differences of everything else.
 */
export function outputsOf(
  shape: NetworkShape,
  parameters: FlatArray,
  inputs: FlatArray,
  rows: number,
  { masks, running }: DenseOptions = {},
): Float64Array {
  const widths = [shape.inputs, ...shape.hidden, shape.outputs];
  const hiddenUnits = shape.hidden.reduce((sum, count) => sum + count, 0);
  let batch = Array.from({ length: rows }, (_, row) =>
    Array.from(inputs.subarray(row * shape.inputs, (row + 1) * shape.inputs)),
  );
  let at = 0;
  let before = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    const [n, m] = [widths[layer - 1], widths[layer]];
    const start = at;
    const hidden = layer < widths.length - 1;
    const normal = hidden && shape.batchNorm === true;
    const shifts = parameters.subarray(start + n * m, start + n * m + m);
    batch = batch.map((values) =>
      Array.from({ length: m }, (_, j) =>
        values.reduce((sum, value, i) => sum + parameters[start + j * n + i] * value, normal ? 0 : shifts[j]),
      ),
    );
    at += m * (n + 1);
    if (normal) {
      for (let j = 0; j < m; j++) {
        const column = batch.map((values) => values[j]);
        const ownMean = column.reduce((sum, value) => sum + value, 0) / rows;
        const mean = running?.[2 * before + j] ?? ownMean;
        const ownVariance = column.reduce((sum, value) => sum + (value - ownMean) ** 2, 0) / rows;
        const variance = running?.[2 * before + m + j] ?? ownVariance;
        for (const values of batch)
          values[j] = (parameters[at + j] * (values[j] - mean)) / Math.sqrt(variance + 1e-5) + shifts[j];
      }
      at += m;
    }
    if (!hidden) continue;
    const from = before;
    batch = batch.map((values, row) =>
      values.map(
        (z, j) =>
          (shape.activation === 'tanh' ? Math.tanh(z) : Math.max(z, 0)) * (masks?.[row * hiddenUnits + from + j] ?? 1),
      ),
    );
    before += m;
  }
  const free = Array.from(parameters.subarray(at, at + (shape.freeOutputs ?? 0)));
  return Float64Array.from(batch.flatMap((values) => [...values, ...free]));
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
