import { hiddenWidth, outputWidth, parameterCount } from './engine.js';
import type { Engine, FlatArray, NetworkKernel, NetworkShape, TrainOptions } from './engine.js';
import { checkedKernel } from './checked-kernel.js';
import { checkNetwork, initialBuffers, layersOf } from './layers.js';
import { outputsFor } from './outputs.js';
import {
  inverseDeviation,
  normalise,
  normaliseBackward,
  normaliseBackwardTangent,
  normaliseTangent,
  type Normalised,
} from './tfjs/batch-norm.js';
import { operations } from './tfjs/operations.js';
import type { Tensor, Tensorflow } from './tfjs/tensorflow.js';

/**
 * An engine on TensorFlow.js: Float32, in whatever backend it was loaded with.
 *
 * Derivatives are written out in its operations: its own gradients of gradients are wrong for some activations, and in WebAssembly its
 * product with a transposed matrix is many times slower than the product with a matrix that was transposed first.
 */
export function tfjsEngine(tensorflow: Tensorflow): Engine {
  return {
    name: 'tfjs',
    precision: 'float32',
    network: (shape, capacity) => network(tensorflow, shape, capacity),
  };
}

/** What `train` keeps of a layer, all rows × units: its inputs and, of a hidden one, its activations before the mask. */
type Kept = {
  readonly input: Tensor;
  readonly active?: Tensor;
  readonly mask?: Tensor;
  readonly normalised?: Normalised;
};

/** Networks that were dropped leave tensors behind, which no garbage collector sees. */
const dropped = new FinalizationRegistry<() => void>((dispose) => dispose());

function network(tf: Tensorflow, shape: NetworkShape, capacity: number): NetworkKernel {
  checkNetwork(shape, capacity);
  const { activation, dropout = false } = shape;
  const layers = layersOf(shape);
  const depth = layers.length;
  const size = parameterCount(shape);
  const width = outputWidth(shape);
  const parameters = new Float32Array(size);
  const direction = new Float32Array(size);
  const gradient = new Float32Array(size);
  const running = initialBuffers(shape, (length) => new Float32Array(length));
  const outputs = outputsFor(shape, capacity, size, (length) => new Float32Array(length));
  const memory: { kept: readonly Kept[]; tangents: readonly Kept[] } = { kept: [], tangents: [] };

  const { matrix, vector, biases, weights, product, activate, timesSlope, masked } = operations(tf, shape);

  function train(inputs: FlatArray, rows: number, options: TrainOptions): void {
    const kept = tf.tidy(() => learn(inputs, rows, options));
    tf.dispose([memory.kept, memory.tangents]);
    memory.kept = kept;
    memory.tangents = [];
  }

  function answer(inputs: FlatArray, rows: number): undefined {
    let values = matrix(inputs, rows, shape.inputs, 0, shape.inputs);
    let buffer = 0;
    layers.forEach((layer, at) => {
      const { outputs: count, scales } = layer;
      let z = product(values, parameters, layer);
      if (scales !== undefined) {
        const inverse = inverseDeviation(tf, vector(running, buffer + count, count));
        z = tf.mul(tf.mul(tf.sub(z, vector(running, buffer, count)), inverse), vector(parameters, scales, count));
      }
      z = tf.add(z, biases(parameters, layer));
      values = at === depth - 1 ? z : activate(z);
      buffer += 2 * count;
    });
    join(values, outputs.act, rows);
  }

  function learn(inputs: FlatArray, rows: number, { masks, updateRate = 0 }: TrainOptions): Kept[] {
    let values = matrix(inputs, rows, shape.inputs, 0, shape.inputs);
    let buffer = 0;
    let column = 0;
    const kept = layers.map((layer, at): Kept => {
      const { outputs: count, scales } = layer;
      const input = values;
      let z = product(input, parameters, layer);
      let normalised: Normalised | undefined;
      if (scales !== undefined) {
        const { normal, inverse, mean, variance } = normalise(tf, z);
        normalised = { normal, inverse };
        z = tf.mul(normal, vector(parameters, scales, count));
        if (updateRate > 0) {
          move(buffer, mean.dataSync(), 1, updateRate);
          move(buffer + count, variance.dataSync(), rows / (rows - 1), updateRate);
        }
      }
      z = tf.add(z, biases(parameters, layer));
      if (at === depth - 1) {
        join(z, outputs.train, rows);
        return { input };
      }
      const active = activate(z);
      const mask = dropout && masks !== undefined ? matrix(masks, rows, hiddenWidth(shape), column, count) : undefined;
      values = masked(active, mask);
      buffer += 2 * count;
      column += count;
      return {
        input,
        active,
        ...(mask === undefined ? {} : { mask }),
        ...(normalised === undefined ? {} : { normalised }),
      };
    });
    return kept;
  }

  /** Moves running statistics towards `factor`·those of a batch. */
  function move(at: number, batch: Float32Array, factor: number, updateRate: number): void {
    batch.forEach((value, i) => (running[at + i] += updateRate * (factor * value - running[at + i])));
  }

  function backward(along: FlatArray, rows: number): void {
    tf.tidy(() => {
      let e = matrix(along, rows, width, 0, shape.outputs);
      for (let at = depth - 1; at >= 0; at--) {
        const layer = layers[at];
        const { input, active, mask, normalised } = memory.kept[at];
        if (active !== undefined) e = timesSlope(active, masked(e, mask));
        write(layer.biases, tf.sum(e, 0, true));
        if (normalised !== undefined && layer.scales !== undefined) {
          const back = normaliseBackward(tf, e, normalised, vector(parameters, layer.scales, layer.outputs));
          write(layer.scales, back.scales);
          e = back.cotangents;
        }
        write(layer.weights, tf.matMul(tf.transpose(e), input));
        if (at > 0) e = tf.matMul(e, weights(parameters, layer));
      }
      return undefined;
    });
  }

  function forwardTangent(rows: number): void {
    const tangents = tf.tidy(() => learnTangents(rows));
    tf.dispose(memory.tangents);
    memory.tangents = tangents;
  }

  function learnTangents(rows: number): Kept[] {
    // The inputs do not move.
    let values = tf.tensor2d(new Float32Array(rows * shape.inputs), [rows, shape.inputs]);
    return layers.map((layer, at): Kept => {
      const { scales, outputs: count } = layer;
      const { input: before, active, mask, normalised } = memory.kept[at];
      const input = values;
      let z = product(before, direction, layer);
      if (at > 0) z = tf.add(z, product(input, parameters, layer));
      let moved: Normalised | undefined;
      if (normalised !== undefined && scales !== undefined) {
        moved = normaliseTangent(tf, z, normalised);
        z = tf.add(
          tf.mul(normalised.normal, vector(direction, scales, count)),
          tf.mul(moved.normal, vector(parameters, scales, count)),
        );
      }
      z = tf.add(z, biases(direction, layer));
      if (active === undefined) {
        join(z, outputs.tangent, rows);
        return { input };
      }
      const activeTangent = timesSlope(active, z);
      values = masked(activeTangent, mask);
      return { input, active: activeTangent, ...(moved === undefined ? {} : { normalised: moved }) };
    });
  }

  function backwardTangent(along: FlatArray, alongMoved: FlatArray, rows: number): void {
    tf.tidy(() => {
      let e = matrix(along, rows, width, 0, shape.outputs);
      let moved = matrix(alongMoved, rows, width, 0, shape.outputs);
      for (let at = depth - 1; at >= 0; at--) {
        const layer = layers[at];
        const { input, active, mask, normalised } = memory.kept[at];
        const tangent = memory.tangents[at];
        if (active !== undefined && tangent.active !== undefined) {
          e = masked(e, mask);
          moved = timesSlope(active, masked(moved, mask));
          // φ″(z)·ż = −2a(1 − a²)ż = −2a·ȧ of tanh, 0 of relu.
          if (activation === 'tanh')
            moved = tf.sub(moved, tf.mul(tf.mul(tf.scalar(2), tf.mul(active, tangent.active)), e));
          e = timesSlope(active, e);
        }
        write(layer.biases, tf.sum(moved, 0, true));
        if (normalised !== undefined && tangent.normalised !== undefined && layer.scales !== undefined) {
          const scale = vector(parameters, layer.scales, layer.outputs);
          const scaleTangent = vector(direction, layer.scales, layer.outputs);
          const back = normaliseBackwardTangent(tf, e, moved, normalised, tangent.normalised, scale, scaleTangent);
          write(layer.scales, back.scales);
          [e, moved] = [back.cotangents, back.moved];
        }
        const fromMoved = tf.matMul(tf.transpose(moved), input);
        if (at === 0) {
          write(layer.weights, fromMoved);
          continue;
        }
        write(layer.weights, tf.add(fromMoved, tf.matMul(tf.transpose(e), tangent.input)));
        const [w, dw] = [weights(parameters, layer), weights(direction, layer)];
        moved = tf.add(tf.matMul(moved, w), tf.matMul(e, dw));
        e = tf.matMul(e, w);
      }
      return undefined;
    });
  }

  function write(at: number, values: Tensor): void {
    gradient.set(values.dataSync(), at);
  }

  /** Writes the outputs of the last layer row by row. */
  function join(last: Tensor, out: Float32Array, rows: number): void {
    const values = last.dataSync();
    for (let row = 0; row < rows; row++)
      for (let j = 0; j < shape.outputs; j++) out[row * width + j] = values[row * shape.outputs + j];
  }

  const kernel = checkedKernel(shape, capacity, {
    outputs,
    parameters,
    direction,
    gradient,
    running,
    array: (length) => new Float32Array(length),
    act: (inputs, rows) => tf.tidy(() => answer(inputs, rows)),
    train,
    backward,
    forwardTangent,
    backwardTangent,
  });
  dropped.register(kernel, () => tf.dispose([memory.kept, memory.tangents]));
  return kernel;
}
