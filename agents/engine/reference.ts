import { outputWidth, parameterCount } from './engine.js';
import { checkBatch, checkKept, checkLength, checkNetwork, layersOf, rowViews, type Layer } from './layers.js';
import type { Activation, Engine, FlatArray, NetworkKernel, NetworkShape } from './engine.js';

/**
 * The plain engine: Float64, one loop after the other. Every other engine is tested against it.
 *
 * @example reference.network({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }, 640).size // 65
 */
export const reference: Engine = { name: 'reference', precision: 'float64', network };

/** What one batch leaves in each layer: `values[0]` the inputs, then each layer's activations; rows × width. */
type Kept = readonly Float64Array[];

function network(shape: NetworkShape, capacity: number): NetworkKernel {
  checkNetwork(shape, capacity);
  const layers = layersOf(shape);
  const depth = layers.length;
  const size = parameterCount(shape);
  const width = outputWidth(shape);
  const parameters = new Float64Array(size);
  const direction = new Float64Array(size);
  const perLayer = (): Kept =>
    [shape.inputs, ...layers.map((layer) => layer.outputs)].map((count) => new Float64Array(capacity * count));
  const act = perLayer();
  const train = perLayer();
  const tangents = perLayer();
  const cotangentsOf = perLayer();
  const cotangentTangentsOf = perLayer();
  const actOutputs = new Float64Array(capacity * width);
  const trainOutputs = new Float64Array(capacity * width);
  const outputTangents = new Float64Array(capacity * width);
  const views = {
    act: rowViews(actOutputs, shape),
    train: rowViews(trainOutputs, shape),
    tangent: rowViews(outputTangents, shape),
  };
  let trained = 0;
  let directed = 0;

  function forward(inputs: FlatArray, rows: number, mode: 'act' | 'train'): FlatArray {
    checkBatch(shape, capacity, inputs, rows);
    const values = mode === 'act' ? act : train;
    for (let i = 0; i < rows * shape.inputs; i++) values[0][i] = inputs[i];
    layers.forEach((layer, at) => {
      affine(parameters, layer, values[at], rows, values[at + 1]);
      if (at < depth - 1) activate(shape.activation, values[at + 1], rows * layer.outputs);
    });
    joinFree(values[depth], parameters, mode === 'act' ? actOutputs : trainOutputs, rows);
    if (mode === 'train') {
      trained = rows;
      directed = 0;
    }
    return views[mode](rows);
  }

  function backward(cotangents: FlatArray, out: FlatArray): void {
    checkKept(trained, 'backward', "forward in mode 'train'");
    checkLength('cotangents', cotangents, trained * width);
    checkLength('out', out, size);
    out.fill(0, 0, size);
    splitFree(cotangents, cotangentsOf[depth], out, trained);
    for (let at = depth - 1; at >= 0; at--) {
      const layer = layers[at];
      addOuter(cotangentsOf[at + 1], train[at], layer, trained, out);
      addBiases(cotangentsOf[at + 1], layer, trained, out);
      if (at === 0) continue;
      cotangentsOf[at].fill(0);
      addTransposed(parameters, layer, cotangentsOf[at + 1], trained, cotangentsOf[at]);
      timesSlope(shape.activation, train[at], cotangentsOf[at], trained * layer.inputs);
    }
  }

  function forwardTangent(along: FlatArray): FlatArray {
    checkKept(trained, 'forwardTangent', "forward in mode 'train'");
    checkLength('direction', along, size);
    for (let i = 0; i < size; i++) direction[i] = along[i];
    layers.forEach((layer, at) => {
      // The inputs do not move: tangents[0] stays zero.
      affine(direction, layer, train[at], trained, tangents[at + 1]);
      addProduct(parameters, layer, tangents[at], trained, tangents[at + 1]);
      if (at < depth - 1) timesSlope(shape.activation, train[at + 1], tangents[at + 1], trained * layer.outputs);
    });
    joinFree(tangents[depth], direction, outputTangents, trained);
    directed = trained;
    return views.tangent(trained);
  }

  function backwardTangent(cotangents: FlatArray, cotangentTangents: FlatArray, out: FlatArray): void {
    checkKept(directed, 'backwardTangent', 'forwardTangent');
    checkLength('cotangents', cotangents, trained * width);
    checkLength('cotangentTangents', cotangentTangents, trained * width);
    checkLength('out', out, size);
    out.fill(0, 0, size);
    splitFree(cotangents, cotangentsOf[depth], undefined, trained);
    splitFree(cotangentTangents, cotangentTangentsOf[depth], out, trained);
    for (let at = depth - 1; at >= 0; at--) {
      const layer = layers[at];
      addOuter(cotangentTangentsOf[at + 1], train[at], layer, trained, out);
      addOuter(cotangentsOf[at + 1], tangents[at], layer, trained, out);
      addBiases(cotangentTangentsOf[at + 1], layer, trained, out);
      if (at === 0) continue;
      cotangentsOf[at].fill(0);
      cotangentTangentsOf[at].fill(0);
      addTransposed(parameters, layer, cotangentsOf[at + 1], trained, cotangentsOf[at]);
      addTransposed(parameters, layer, cotangentTangentsOf[at + 1], trained, cotangentTangentsOf[at]);
      addTransposed(direction, layer, cotangentsOf[at + 1], trained, cotangentTangentsOf[at]);
      const count = trained * layer.inputs;
      timesSlope(shape.activation, train[at], cotangentTangentsOf[at], count);
      if (shape.activation === 'tanh')
        // φ″(z)·ż = −2a(1 − a²)ż = −2a·ȧ.
        for (let i = 0; i < count; i++)
          cotangentTangentsOf[at][i] -= 2 * train[at][i] * tangents[at][i] * cotangentsOf[at][i];
      timesSlope(shape.activation, train[at], cotangentsOf[at], count);
    }
  }

  /** Writes the layer's outputs and the free ones side by side. */
  function joinFree(outputs: Float64Array, flat: Float64Array, out: Float64Array, rows: number): void {
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < shape.outputs; j++) out[row * width + j] = outputs[row * shape.outputs + j];
      for (let j = shape.outputs; j < width; j++) out[row * width + j] = flat[size - width + j];
    }
  }

  /** Takes the layer's part out of output cotangents and, into `sums`, the gradient of the free outputs. */
  function splitFree(cotangents: FlatArray, part: Float64Array, sums: FlatArray | undefined, rows: number): void {
    for (let row = 0; row < rows; row++)
      for (let j = 0; j < shape.outputs; j++) part[row * shape.outputs + j] = cotangents[row * width + j];
    if (sums === undefined) return;
    for (let j = shape.outputs; j < width; j++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += cotangents[row * width + j];
      sums[size - width + j] = sum;
    }
  }

  return {
    shape,
    size,
    capacity,
    parameters,
    array: (length) => new Float64Array(length),
    forward,
    outputs: () => views.train(trained),
    backward,
    forwardTangent,
    backwardTangent,
  };
}

/** out = W·input + b, for each row. */
function affine(flat: Float64Array, layer: Layer, input: Float64Array, rows: number, out: Float64Array): void {
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < layer.outputs; j++) out[row * layer.outputs + j] = flat[layer.biases + j];
  addProduct(flat, layer, input, rows, out);
}

/** out += W·input, for each row. */
function addProduct(flat: Float64Array, layer: Layer, input: Float64Array, rows: number, out: Float64Array): void {
  const { inputs, outputs, weights } = layer;
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < outputs; j++) {
      let sum = 0;
      for (let i = 0; i < inputs; i++) sum += flat[weights + j * inputs + i] * input[row * inputs + i];
      out[row * outputs + j] += sum;
    }
}

/** out += Wᵀ·cotangent, for each row. */
function addTransposed(flat: Float64Array, layer: Layer, from: Float64Array, rows: number, out: Float64Array): void {
  const { inputs, outputs, weights } = layer;
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < outputs; j++) {
      const cotangent = from[row * outputs + j];
      for (let i = 0; i < inputs; i++) out[row * inputs + i] += flat[weights + j * inputs + i] * cotangent;
    }
}

/** Weights of out += Σ over rows of cotangent·inputᵀ. */
function addOuter(from: Float64Array, input: Float64Array, layer: Layer, rows: number, out: FlatArray): void {
  const { inputs, outputs, weights } = layer;
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < outputs; j++) {
      const cotangent = from[row * outputs + j];
      for (let i = 0; i < inputs; i++) out[weights + j * inputs + i] += cotangent * input[row * inputs + i];
    }
}

/** Biases of out += Σ over rows of cotangent. */
function addBiases(from: Float64Array, layer: Layer, rows: number, out: FlatArray): void {
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < layer.outputs; j++) out[layer.biases + j] += from[row * layer.outputs + j];
}

/** values = φ(values); comparisons are turned so that NaN passes. */
function activate(activation: Activation, values: Float64Array, count: number): void {
  if (activation === 'tanh') for (let i = 0; i < count; i++) values[i] = Math.tanh(values[i]);
  else for (let i = 0; i < count; i++) values[i] = values[i] <= 0 ? 0 : values[i];
}

/** values = values·φ′, from the activations: 1 − a² of tanh, 1 or 0 of relu. */
function timesSlope(activation: Activation, activations: Float64Array, values: Float64Array, count: number): void {
  if (activation === 'tanh') for (let i = 0; i < count; i++) values[i] *= 1 - activations[i] * activations[i];
  else for (let i = 0; i < count; i++) if (activations[i] <= 0) values[i] = 0;
}
