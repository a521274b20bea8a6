import { outputWidth, type FlatArray, type NetworkShape } from './engine.js';

/** The arrays in which a network answers, rows × (outputs + freeOutputs), and how the free outputs get in and out of them. */
export interface Outputs<Flat extends FlatArray> {
  /** Of `forward` in either mode, and of `forwardTangent`. */
  readonly act: Flat;
  readonly train: Flat;
  readonly tangent: Flat;
  /** The first `rows` rows of one of them; each view is made once. */
  view(name: 'act' | 'train' | 'tangent', rows: number): Flat;
  /** Writes the free outputs of `flat`, the same in every row, beside the layer's. */
  writeFree(flat: FlatArray, rows: number, out: FlatArray): void;
  /** Writes the gradient of the free outputs, Σ over rows of their cotangents. */
  sumFree(cotangents: FlatArray, rows: number, gradient: FlatArray): void;
}

/** The output arrays of a network with `size` parameters. */
export function outputsFor<Flat extends FlatArray>(
  shape: NetworkShape,
  capacity: number,
  size: number,
  array: (length: number) => Flat,
): Outputs<Flat> {
  const width = outputWidth(shape);
  const free = size - width;
  const arrays = { act: array(capacity * width), train: array(capacity * width), tangent: array(capacity * width) };
  const views: { readonly [Name in keyof typeof arrays]: Flat[] } = { act: [], train: [], tangent: [] };
  return {
    ...arrays,
    view: (name, rows) => (views[name][rows] ??= arrays[name].subarray(0, rows * width) as Flat),
    writeFree(flat, rows, out) {
      for (let j = shape.outputs; j < width; j++)
        for (let row = 0; row < rows; row++) out[row * width + j] = flat[free + j];
    },
    sumFree(cotangents, rows, gradient) {
      for (let j = shape.outputs; j < width; j++) {
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += cotangents[row * width + j];
        gradient[free + j] = sum;
      }
    },
  };
}
