import { hiddenWidth, outputWidth, parameterCount } from './engine.js';
import type { Engine, FlatArray, NetworkKernel, NetworkShape, TrainOptions } from './engine.js';
import {
  checkBatch,
  checkKept,
  checkLength,
  checkNetwork,
  checkTraining,
  initialBuffers,
  layersOf,
  rowViews,
  type Layer,
} from './layers.js';
import {
  inverseDeviation,
  normalise,
  normaliseTangent,
  projected,
  projectedTangent,
  type Normalised,
} from './tfjs/batch-norm.js';
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
  const outputs = {
    act: new Float32Array(capacity * width),
    train: new Float32Array(capacity * width),
    tangent: new Float32Array(capacity * width),
  };
  const views = {
    act: rowViews(outputs.act, shape),
    train: rowViews(outputs.train, shape),
    tangent: rowViews(outputs.tangent, shape),
  };
  const memory: { kept: readonly Kept[]; tangents: readonly Kept[] } = { kept: [], tangents: [] };
  let trained = 0;
  let directed = 0;

  /** `width` numbers of each row from `offset` on, rows × width. */
  const matrix = (from: FlatArray, rows: number, length: number, offset = 0, columns = length): Tensor => {
    const values = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++)
      for (let j = 0; j < columns; j++) values[row * columns + j] = from[row * length + offset + j];
    return tf.tensor2d(values, [rows, columns]);
  };
  const weights = (flat: Float32Array, { weights: at, inputs, outputs: count }: Layer): Tensor =>
    tf.tensor2d(flat.slice(at, at + count * inputs), [count, inputs]);
  const vector = (flat: Float32Array, at: number, length: number): Tensor =>
    tf.tensor2d(flat.slice(at, at + length), [1, length]);
  const biases = (flat: Float32Array, layer: Layer): Tensor => vector(flat, layer.biases, layer.outputs);
  const product = (input: Tensor, flat: Float32Array, layer: Layer): Tensor =>
    tf.matMul(input, tf.transpose(weights(flat, layer)));

  const activate = (z: Tensor): Tensor =>
    activation === 'tanh' ? tf.tanh(z) : tf.where(tf.lessEqual(z, tf.scalar(0)), tf.scalar(0), z);
  /** e·φ′, from the activations. */
  const timesSlope = (active: Tensor, e: Tensor): Tensor =>
    activation === 'tanh'
      ? tf.mul(e, tf.sub(tf.scalar(1), tf.mul(active, active)))
      : tf.where(tf.lessEqual(active, tf.scalar(0)), tf.scalar(0), e);
  const masked = (values: Tensor, mask: Tensor | undefined): Tensor =>
    mask === undefined ? values : tf.mul(values, mask);

  function forward(inputs: FlatArray, rows: number, mode: 'act' | 'train', options: TrainOptions = {}): FlatArray {
    checkBatch(shape, capacity, inputs, rows);
    if (mode === 'act') {
      tf.tidy(() => answer(inputs, rows));
      return views.act(rows);
    }
    checkTraining(shape, rows, options);
    const kept = tf.tidy(() => learn(inputs, rows, options));
    tf.dispose([memory.kept, memory.tangents]);
    memory.kept = kept;
    memory.tangents = [];
    trained = rows;
    directed = 0;
    return views.train(rows);
  }

  function answer(inputs: FlatArray, rows: number): undefined {
    let values = matrix(inputs, rows, shape.inputs);
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
    join(values, parameters, outputs.act, rows);
  }

  function learn(inputs: FlatArray, rows: number, { masks, updateRate = 0 }: TrainOptions): Kept[] {
    let values = matrix(inputs, rows, shape.inputs);
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
        join(z, parameters, outputs.train, rows);
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

  function backward(along: FlatArray, out: FlatArray): void {
    checkKept(trained, 'backward', "forward in mode 'train'");
    checkLength('cotangents', along, trained * width);
    checkLength('out', out, size);
    sumFree(along);
    tf.tidy(() => {
      let e = matrix(along, trained, width, 0, shape.outputs);
      for (let at = depth - 1; at >= 0; at--) {
        const layer = layers[at];
        const { input, active, mask, normalised } = memory.kept[at];
        if (active !== undefined) e = timesSlope(active, masked(e, mask));
        write(layer.biases, tf.sum(e, 0, true));
        if (normalised !== undefined && layer.scales !== undefined) {
          const { normal, inverse } = normalised;
          write(layer.scales, tf.sum(tf.mul(e, normal), 0, true));
          const factor = tf.mul(vector(parameters, layer.scales, layer.outputs), inverse);
          e = tf.mul(factor, projected(tf, e, normal));
        }
        write(layer.weights, tf.matMul(tf.transpose(e), input));
        if (at > 0) e = tf.matMul(e, weights(parameters, layer));
      }
      return undefined;
    });
    out.set(gradient);
  }

  function forwardTangent(along: FlatArray): FlatArray {
    checkKept(trained, 'forwardTangent', "forward in mode 'train'");
    checkLength('direction', along, size);
    direction.set(along.length === size ? along : along.subarray(0, size));
    const tangents = tf.tidy(() => learnTangents());
    tf.dispose(memory.tangents);
    memory.tangents = tangents;
    directed = trained;
    return views.tangent(trained);
  }

  function learnTangents(): Kept[] {
    // The inputs do not move.
    let values = tf.tensor2d(new Float32Array(trained * shape.inputs), [trained, shape.inputs]);
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
        join(z, direction, outputs.tangent, trained);
        return { input };
      }
      const activeTangent = timesSlope(active, z);
      values = masked(activeTangent, mask);
      return { input, active: activeTangent, ...(moved === undefined ? {} : { normalised: moved }) };
    });
  }

  function backwardTangent(along: FlatArray, alongMoved: FlatArray, out: FlatArray): void {
    checkKept(directed, 'backwardTangent', 'forwardTangent');
    checkLength('cotangents', along, trained * width);
    checkLength('cotangentTangents', alongMoved, trained * width);
    checkLength('out', out, size);
    sumFree(alongMoved);
    tf.tidy(() => {
      let e = matrix(along, trained, width, 0, shape.outputs);
      let moved = matrix(alongMoved, trained, width, 0, shape.outputs);
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
        if (normalised !== undefined && tangent.normalised !== undefined && layer.scales !== undefined)
          [e, moved] = throughNormal(layer.scales, layer.outputs, normalised, tangent.normalised, e, moved);
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
    out.set(gradient);
  }

  /** Cotangents e of γẑ + β and their tangents to those of z: γs·projected(e), and its directional derivative. */
  function throughNormal(
    scales: number,
    count: number,
    { normal, inverse }: Normalised,
    { normal: normalTangent, inverse: inverseTangent }: Normalised,
    e: Tensor,
    moved: Tensor,
  ): [Tensor, Tensor] {
    write(scales, tf.sum(tf.add(tf.mul(moved, normal), tf.mul(e, normalTangent)), 0, true));
    const [scale, scaleTangent] = [vector(parameters, scales, count), vector(direction, scales, count)];
    const factor = tf.mul(scale, inverse);
    const factorTangent = tf.add(tf.mul(scaleTangent, inverse), tf.mul(scale, inverseTangent));
    const rest = projected(tf, e, normal);
    const restTangent = projectedTangent(tf, e, moved, normal, normalTangent);
    return [tf.mul(factor, rest), tf.add(tf.mul(factorTangent, rest), tf.mul(factor, restTangent))];
  }

  function write(at: number, values: Tensor): void {
    gradient.set(values.dataSync(), at);
  }

  /** Writes the layer's outputs and the free ones side by side. */
  function join(last: Tensor, flat: Float32Array, out: Float32Array, rows: number): void {
    const values = last.dataSync();
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < shape.outputs; j++) out[row * width + j] = values[row * shape.outputs + j];
      for (let j = shape.outputs; j < width; j++) out[row * width + j] = flat[size - width + j];
    }
  }

  /** The gradient of the free outputs. */
  function sumFree(along: FlatArray): void {
    for (let j = shape.outputs; j < width; j++) {
      let sum = 0;
      for (let row = 0; row < trained; row++) sum += along[row * width + j];
      gradient[size - width + j] = sum;
    }
  }

  const kernel: NetworkKernel = {
    shape,
    size,
    capacity,
    parameters,
    array: (length) => new Float32Array(length),
    forward,
    outputs: () => views.train(trained),
    backward,
    forwardTangent,
    backwardTangent,
    buffers: () => running,
  };
  dropped.register(kernel, () => tf.dispose([memory.kept, memory.tangents]));
  return kernel;
}
