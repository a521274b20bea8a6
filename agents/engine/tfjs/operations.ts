import type { FlatArray, NetworkShape } from '../engine.js';
import type { Layer } from '../layers.js';
import type { Tensor, Tensorflow } from './tensorflow.js';

/** The steps of a layer in TensorFlow.js, rows × units; each makes tensors that `tidy` disposes. */
export interface Operations {
  /** `columns` numbers of each row, `length` numbers long, from `offset` on. */
  readonly matrix: (from: FlatArray, rows: number, length: number, offset: number, columns: number) => Tensor;
  /** Numbers of flat parameters as one row. */
  readonly vector: (flat: Float32Array, at: number, length: number) => Tensor;
  readonly biases: (flat: Float32Array, layer: Layer) => Tensor;
  /** Weights, outputs × inputs. */
  readonly weights: (flat: Float32Array, layer: Layer) => Tensor;
  /** input·Wᵀ. */
  readonly product: (input: Tensor, flat: Float32Array, layer: Layer) => Tensor;
  /** φ(z); NaN passes. */
  readonly activate: (z: Tensor) => Tensor;
  /** e·φ′, from the activations. */
  readonly timesSlope: (active: Tensor, e: Tensor) => Tensor;
  readonly masked: (values: Tensor, mask: Tensor | undefined) => Tensor;
}

/** The steps for networks of a shape. */
export function operations(tf: Tensorflow, { activation }: NetworkShape): Operations {
  const row = (flat: Float32Array, at: number, length: number): Tensor =>
    tf.tensor2d(flat.slice(at, at + length), [1, length]);
  const weights = (flat: Float32Array, { weights: at, inputs, outputs }: Layer): Tensor =>
    tf.tensor2d(flat.slice(at, at + outputs * inputs), [outputs, inputs]);
  const zeroWhere = (where: Tensor, values: Tensor): Tensor =>
    tf.where(tf.lessEqual(where, tf.scalar(0)), tf.scalar(0), values);
  return {
    matrix(from, rows, length, offset, columns) {
      const values = new Float32Array(rows * columns);
      for (let at = 0; at < rows; at++)
        for (let j = 0; j < columns; j++) values[at * columns + j] = from[at * length + offset + j];
      return tf.tensor2d(values, [rows, columns]);
    },
    vector: row,
    biases: (flat, layer) => row(flat, layer.biases, layer.outputs),
    weights,
    product: (input, flat, layer) => tf.matMul(input, tf.transpose(weights(flat, layer))),
    activate: (z) => (activation === 'tanh' ? tf.tanh(z) : zeroWhere(z, z)),
    timesSlope: (active, e) =>
      activation === 'tanh' ? tf.mul(e, tf.sub(tf.scalar(1), tf.mul(active, active))) : zeroWhere(active, e),
    masked: (values, mask) => (mask === undefined ? values : tf.mul(values, mask)),
  };
}
