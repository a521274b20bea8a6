import { hiddenWidth, layerWidths, outputWidth, parameterCount } from './engine.js';
import type { Activation, FlatArray, NetworkKernel, NetworkShape, TrainOptions } from './engine.js';
import {
  normalise,
  normaliseBackward,
  normaliseBackwardTangent,
  normaliseByRunning,
  normaliseTangent,
  scaleShift,
  type Units,
} from './batch-norm.js';
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
import { addSums, fromUnits, multiply, timesSlope, timesSlopeMoved, toUnits } from './units.js';

/** Numbers in the engine's memory: flat parameters, or a batch unit by unit. */
export interface Sheet {
  readonly numbers: FlatArray;
}

/** What a product starts from: nothing, the layer's biases, or what its target holds. */
export type Start = 'zero' | 'biases' | 'target';

/** The products of an engine. A batch lies unit by unit, `pitch(rows)` numbers from one unit to the next. */
export interface LayerArithmetic<S extends Sheet> {
  pitch(rows: number): number;
  /** An array in the engine's precision. */
  array(length: number): FlatArray;
  /** Zeroed memory of these lengths; called once. */
  allocate<Name extends string>(
    lengths: Readonly<Record<Name, readonly number[]>>,
  ): Readonly<Record<Name, readonly S[]>>;
  /** target = W·source + start. */
  product(flat: S, layer: Layer, source: S, rows: number, target: S, start: Start): void;
  /** target = Wᵀ·source + start. */
  transposed(flat: S, layer: Layer, source: S, rows: number, target: S, start: 'zero' | 'target'): void;
  /** Adds Σ over rows of cotangent·valueᵀ to the layer's weights in `gradient`. */
  addWeights(gradient: S, layer: Layer, cotangents: S, values: S, rows: number): void;
  /** φ of the first `count` numbers, in place. */
  activate(activation: Activation, values: S, count: number): void;
}

/**
 * The four verbs, layer by layer: z = W·a + b, batch normalisation, activation, masks; each with its tangent and their adjoints.
 *
 * Tangents go through the statistics of the batch, so that the products are those of the loss as it is trained.
 *
 * @source Pearlmutter 1994; Ioffe & Szegedy 2015; Srivastava et al. 2014
 */
export function layeredNetwork<S extends Sheet>(
  shape: NetworkShape,
  capacity: number,
  arithmetic: LayerArithmetic<S>,
): NetworkKernel {
  checkNetwork(shape, capacity);
  const { activation, batchNorm = false, dropout = false } = shape;
  const layers = layersOf(shape);
  const depth = layers.length;
  const size = parameterCount(shape);
  const width = outputWidth(shape);
  const maskWidth = hiddenWidth(shape);
  const each = layerWidths(shape).map((units) => units * arithmetic.pitch(capacity));
  const [whenNormal, whenDropped] = [batchNorm ? each : [], dropout ? each : []];
  const sheets = arithmetic.allocate({
    flat: [size, size, size],
    act: each,
    values: each,
    tangents: each,
    cotangents: each,
    moved: each,
    normal: whenNormal,
    normalTangents: whenNormal,
    masks: whenDropped,
    active: whenDropped,
    activeTangents: whenDropped,
  });
  const [parameters, direction, gradient] = sheets.flat;
  const { act, values, tangents, cotangents, moved, normal, normalTangents, masks } = sheets;
  // Activations before their masks; where nothing is dropped, the values themselves.
  const active = dropout ? sheets.active : values;
  const activeTangents = dropout ? sheets.activeTangents : tangents;
  const inverses = layers.map((layer) => new Float64Array(layer.outputs));
  const inverseTangents = layers.map((layer) => new Float64Array(layer.outputs));
  const running = initialBuffers(shape, (length) => arithmetic.array(length));
  const outputs = {
    act: arithmetic.array(capacity * width),
    train: arithmetic.array(capacity * width),
    tangent: arithmetic.array(capacity * width),
  };
  const views = {
    act: rowViews(outputs.act, shape),
    train: rowViews(outputs.train, shape),
    tangent: rowViews(outputs.tangent, shape),
  };
  let trained = 0;
  let directed = 0;

  const unitsOf = (layer: Layer, rows: number): Units => ({
    width: layer.outputs,
    rows,
    pitch: arithmetic.pitch(rows),
  });

  function forward(inputs: FlatArray, rows: number, mode: 'act' | 'train', options: TrainOptions = {}): FlatArray {
    checkBatch(shape, capacity, inputs, rows);
    if (mode === 'train') checkTraining(shape, rows, options);
    const { numbers } = mode === 'act' ? act[0] : values[0];
    toUnits(inputs, shape.inputs, 0, shape.inputs, rows, numbers, arithmetic.pitch(rows));
    if (mode === 'act') answer(rows);
    else {
      learn(rows, options);
      trained = rows;
      directed = 0;
    }
    return views[mode](rows);
  }

  /** Outputs of the rows in `act`. */
  function answer(rows: number): void {
    let buffer = 0;
    layers.forEach((layer, at) => {
      const out = act[at + 1];
      arithmetic.product(parameters, layer, act[at], rows, out, layer.scales === undefined ? 'biases' : 'zero');
      if (at === depth - 1) return;
      const { biases, scales } = layer;
      const units = unitsOf(layer, rows);
      if (scales !== undefined)
        normaliseByRunning(out.numbers, units, running, buffer, parameters.numbers, { scales, biases });
      arithmetic.activate(activation, out, units.width * units.pitch);
      buffer += 2 * layer.outputs;
    });
    join(act[depth], parameters, outputs.act, rows);
  }

  /** Outputs of the rows in `values`, keeping every layer. */
  function learn(rows: number, { masks: given, updateRate = 0 }: TrainOptions): void {
    let buffer = 0;
    let column = 0;
    layers.forEach((layer, at) => {
      const units = unitsOf(layer, rows);
      const count = units.width * units.pitch;
      const { biases, scales } = layer;
      if (scales === undefined)
        arithmetic.product(
          parameters,
          layer,
          values[at],
          rows,
          at < depth - 1 ? active[at + 1] : values[depth],
          'biases',
        );
      else {
        const standard = normal[at + 1];
        arithmetic.product(parameters, layer, values[at], rows, standard, 'zero');
        normalise(standard.numbers, units, inverses[at], running, buffer, updateRate);
        scaleShift(standard.numbers, units, parameters.numbers, { scales, biases }, active[at + 1].numbers);
      }
      if (at === depth - 1) return;
      arithmetic.activate(activation, active[at + 1], count);
      if (given !== undefined) {
        toUnits(given, maskWidth, column, layer.outputs, rows, masks[at + 1].numbers, units.pitch);
        multiply(active[at + 1].numbers, masks[at + 1].numbers, count, values[at + 1].numbers);
      }
      buffer += 2 * layer.outputs;
      column += layer.outputs;
    });
    join(values[depth], parameters, outputs.train, rows);
  }

  function backward(along: FlatArray, out: FlatArray): void {
    checkKept(trained, 'backward', "forward in mode 'train'");
    checkLength('cotangents', along, trained * width);
    checkLength('out', out, size);
    gradient.numbers.fill(0);
    split(along, cotangents[depth], true);
    for (let at = depth - 1; at >= 0; at--) {
      const layer = layers[at];
      const units = unitsOf(layer, trained);
      const count = units.width * units.pitch;
      const { numbers } = cotangents[at + 1];
      if (at < depth - 1) {
        if (dropout) multiply(numbers, masks[at + 1].numbers, count, numbers);
        timesSlope(activation, active[at + 1].numbers, numbers, count);
      }
      addSums(numbers, units.width, trained, units.pitch, gradient.numbers, layer.biases);
      const { biases, scales } = layer;
      if (scales !== undefined)
        normaliseBackward(
          numbers,
          normal[at + 1].numbers,
          units,
          inverses[at],
          parameters.numbers,
          { scales, biases },
          gradient.numbers,
        );
      arithmetic.addWeights(gradient, layer, cotangents[at + 1], values[at], trained);
      if (at > 0) arithmetic.transposed(parameters, layer, cotangents[at + 1], trained, cotangents[at], 'zero');
    }
    out.set(gradient.numbers);
  }

  function forwardTangent(along: FlatArray): FlatArray {
    checkKept(trained, 'forwardTangent', "forward in mode 'train'");
    checkLength('direction', along, size);
    direction.numbers.set(along.length === size ? along : along.subarray(0, size));
    layers.forEach((layer, at) => {
      const units = unitsOf(layer, trained);
      const count = units.width * units.pitch;
      const { biases, scales } = layer;
      const out = at === depth - 1 ? tangents[depth] : activeTangents[at + 1];
      const raw = scales === undefined ? out : normalTangents[at + 1];
      arithmetic.product(direction, layer, values[at], trained, raw, scales === undefined ? 'biases' : 'zero');
      // The inputs do not move.
      if (at > 0) arithmetic.product(parameters, layer, tangents[at], trained, raw, 'target');
      if (scales !== undefined)
        normaliseTangent(
          raw.numbers,
          normal[at + 1].numbers,
          units,
          inverses[at],
          inverseTangents[at],
          parameters.numbers,
          direction.numbers,
          { scales, biases },
          out.numbers,
        );
      if (at === depth - 1) return;
      timesSlope(activation, active[at + 1].numbers, out.numbers, count);
      if (dropout) multiply(out.numbers, masks[at + 1].numbers, count, tangents[at + 1].numbers);
    });
    join(tangents[depth], direction, outputs.tangent, trained);
    directed = trained;
    return views.tangent(trained);
  }

  function backwardTangent(along: FlatArray, alongMoved: FlatArray, out: FlatArray): void {
    checkKept(directed, 'backwardTangent', 'forwardTangent');
    checkLength('cotangents', along, trained * width);
    checkLength('cotangentTangents', alongMoved, trained * width);
    checkLength('out', out, size);
    gradient.numbers.fill(0);
    split(along, cotangents[depth], false);
    split(alongMoved, moved[depth], true);
    for (let at = depth - 1; at >= 0; at--) {
      const layer = layers[at];
      const units = unitsOf(layer, trained);
      const count = units.width * units.pitch;
      const { numbers } = cotangents[at + 1];
      const { numbers: numbersMoved } = moved[at + 1];
      if (at < depth - 1) {
        if (dropout) {
          multiply(numbers, masks[at + 1].numbers, count, numbers);
          multiply(numbersMoved, masks[at + 1].numbers, count, numbersMoved);
        }
        const { numbers: activations } = active[at + 1];
        timesSlopeMoved(activation, activations, activeTangents[at + 1].numbers, numbers, numbersMoved, count);
        timesSlope(activation, activations, numbers, count);
      }
      addSums(numbersMoved, units.width, trained, units.pitch, gradient.numbers, layer.biases);
      const { biases, scales } = layer;
      if (scales !== undefined)
        normaliseBackwardTangent(
          numbers,
          numbersMoved,
          normal[at + 1].numbers,
          normalTangents[at + 1].numbers,
          units,
          inverses[at],
          inverseTangents[at],
          parameters.numbers,
          direction.numbers,
          { scales, biases },
          gradient.numbers,
        );
      arithmetic.addWeights(gradient, layer, moved[at + 1], values[at], trained);
      if (at === 0) continue;
      arithmetic.addWeights(gradient, layer, cotangents[at + 1], tangents[at], trained);
      arithmetic.transposed(parameters, layer, cotangents[at + 1], trained, cotangents[at], 'zero');
      arithmetic.transposed(parameters, layer, moved[at + 1], trained, moved[at], 'zero');
      arithmetic.transposed(direction, layer, cotangents[at + 1], trained, moved[at], 'target');
    }
    out.set(gradient.numbers);
  }

  /** Writes the layer's outputs and the free ones side by side. */
  function join(last: S, flat: S, out: FlatArray, rows: number): void {
    fromUnits(last.numbers, shape.outputs, rows, arithmetic.pitch(rows), out, width);
    for (let j = shape.outputs; j < width; j++)
      for (let row = 0; row < rows; row++) out[row * width + j] = flat.numbers[size - width + j];
  }

  /** Takes the layer's part out of output cotangents and, where asked, the gradient of the free outputs. */
  function split(along: FlatArray, last: S, withFree: boolean): void {
    toUnits(along, width, 0, shape.outputs, trained, last.numbers, arithmetic.pitch(trained));
    if (!withFree) return;
    for (let j = shape.outputs; j < width; j++) {
      let sum = 0;
      for (let row = 0; row < trained; row++) sum += along[row * width + j];
      gradient.numbers[size - width + j] = sum;
    }
  }

  return {
    shape,
    size,
    capacity,
    parameters: parameters.numbers,
    array: (length) => arithmetic.array(length),
    forward,
    outputs: () => views.train(trained),
    backward,
    forwardTangent,
    backwardTangent,
    buffers: () => running,
  };
}
