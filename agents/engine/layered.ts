import { hiddenWidth, layerWidths, outputWidth, parameterCount } from './engine.js';
import type { FlatArray, NetworkKernel, NetworkShape, TrainOptions } from './engine.js';
import {
  normalise,
  normaliseBackward,
  normaliseBackwardTangent,
  normaliseByRunning,
  normaliseTangent,
  scaleShift,
  type NormalLayer,
  type Units,
} from './batch-norm.js';
import { checkedKernel } from './checked-kernel.js';
import { checkNetwork, initialBuffers, layersOf, type Layer } from './layers.js';
import type { LayerArithmetic, Sheet } from './layer-arithmetic.js';
import { outputsFor } from './outputs.js';
import { addSums, fromUnits, multiply, timesSlope, timesSlopeMoved, toUnits } from './units.js';

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
  const { act, values, tangents, cotangents, moved, masks } = sheets;
  // Activations before their masks; where nothing is dropped, the values themselves.
  const active = dropout ? sheets.active : values;
  const activeTangents = dropout ? sheets.activeTangents : tangents;
  const running = initialBuffers(shape, (length) => arithmetic.array(length));
  let buffer = 0;
  const norms = layers.map(({ outputs: count, biases, scales }, at): NormalLayer | undefined => {
    if (scales === undefined) return undefined;
    const statistics = running.subarray(buffer, (buffer += 2 * count));
    return {
      scales,
      biases,
      normal: sheets.normal[at + 1].numbers,
      normalTangents: sheets.normalTangents[at + 1].numbers,
      inverses: new Float64Array(count),
      inverseTangents: new Float64Array(count),
      running: statistics,
    };
  });
  const outputs = outputsFor(shape, capacity, size, (length) => arithmetic.array(length));

  const unitsOf = (layer: Layer, rows: number): Units => ({
    width: layer.outputs,
    rows,
    pitch: arithmetic.pitch(rows),
  });

  /** Inputs of the rows, unit by unit. */
  function take(inputs: FlatArray, rows: number, { numbers }: S): void {
    toUnits(inputs, shape.inputs, 0, shape.inputs, rows, numbers, arithmetic.pitch(rows));
  }

  function answer(inputs: FlatArray, rows: number): void {
    take(inputs, rows, act[0]);
    layers.forEach((layer, at) => {
      const out = act[at + 1];
      const norm = norms[at];
      const units = unitsOf(layer, rows);
      arithmetic.product(parameters, layer, act[at], rows, out, norm === undefined ? 'biases' : 'zero');
      if (norm !== undefined) normaliseByRunning(out.numbers, norm, units, parameters.numbers);
      if (at < depth - 1) arithmetic.activate(activation, out, units.width * units.pitch);
    });
    join(act[depth], outputs.act, rows);
  }

  /** Keeps every layer in `values`. */
  function learn(inputs: FlatArray, rows: number, { masks: given, updateRate = 0 }: TrainOptions): void {
    take(inputs, rows, values[0]);
    let column = 0;
    layers.forEach((layer, at) => {
      const units = unitsOf(layer, rows);
      const count = units.width * units.pitch;
      const norm = norms[at];
      const out = at === depth - 1 ? values[depth] : active[at + 1];
      const raw = norm === undefined ? out : sheets.normal[at + 1];
      arithmetic.product(parameters, layer, values[at], rows, raw, norm === undefined ? 'biases' : 'zero');
      if (norm !== undefined) {
        normalise(norm, units, updateRate);
        scaleShift(norm, units, parameters.numbers, out.numbers);
      }
      if (at === depth - 1) return;
      arithmetic.activate(activation, out, count);
      if (given !== undefined) {
        toUnits(given, maskWidth, column, layer.outputs, rows, masks[at + 1].numbers, units.pitch);
        multiply(out.numbers, masks[at + 1].numbers, count, values[at + 1].numbers);
      }
      column += layer.outputs;
    });
    join(values[depth], outputs.train, rows);
  }

  function backward(along: FlatArray, rows: number): void {
    gradient.numbers.fill(0);
    split(along, rows, cotangents[depth]);
    for (let at = depth - 1; at >= 0; at--) {
      const layer = layers[at];
      const units = unitsOf(layer, rows);
      const count = units.width * units.pitch;
      const { numbers } = cotangents[at + 1];
      if (at < depth - 1) {
        if (dropout) multiply(numbers, masks[at + 1].numbers, count, numbers);
        timesSlope(activation, active[at + 1].numbers, numbers, count);
      }
      addSums(numbers, units.width, rows, units.pitch, gradient.numbers, layer.biases);
      const norm = norms[at];
      if (norm !== undefined) normaliseBackward(numbers, norm, units, parameters.numbers, gradient.numbers);
      arithmetic.addWeights(gradient, layer, cotangents[at + 1], values[at], rows);
      if (at > 0) arithmetic.transposed(parameters, layer, cotangents[at + 1], rows, cotangents[at], 'zero');
    }
  }

  function forwardTangent(rows: number): void {
    layers.forEach((layer, at) => {
      const units = unitsOf(layer, rows);
      const count = units.width * units.pitch;
      const norm = norms[at];
      const out = at === depth - 1 ? tangents[depth] : activeTangents[at + 1];
      const raw = norm === undefined ? out : sheets.normalTangents[at + 1];
      arithmetic.product(direction, layer, values[at], rows, raw, norm === undefined ? 'biases' : 'zero');
      // The inputs do not move.
      if (at > 0) arithmetic.product(parameters, layer, tangents[at], rows, raw, 'target');
      if (norm !== undefined) normaliseTangent(norm, units, parameters.numbers, direction.numbers, out.numbers);
      if (at === depth - 1) return;
      timesSlope(activation, active[at + 1].numbers, out.numbers, count);
      if (dropout) multiply(out.numbers, masks[at + 1].numbers, count, tangents[at + 1].numbers);
    });
    join(tangents[depth], outputs.tangent, rows);
  }

  function backwardTangent(along: FlatArray, alongMoved: FlatArray, rows: number): void {
    gradient.numbers.fill(0);
    split(along, rows, cotangents[depth]);
    split(alongMoved, rows, moved[depth]);
    for (let at = depth - 1; at >= 0; at--) {
      const layer = layers[at];
      const units = unitsOf(layer, rows);
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
      addSums(numbersMoved, units.width, rows, units.pitch, gradient.numbers, layer.biases);
      const norm = norms[at];
      if (norm !== undefined)
        normaliseBackwardTangent(
          numbers,
          numbersMoved,
          norm,
          units,
          parameters.numbers,
          direction.numbers,
          gradient.numbers,
        );
      arithmetic.addWeights(gradient, layer, moved[at + 1], values[at], rows);
      if (at === 0) continue;
      arithmetic.addWeights(gradient, layer, cotangents[at + 1], tangents[at], rows);
      arithmetic.transposed(parameters, layer, cotangents[at + 1], rows, cotangents[at], 'zero');
      arithmetic.transposed(parameters, layer, moved[at + 1], rows, moved[at], 'zero');
      arithmetic.transposed(direction, layer, cotangents[at + 1], rows, moved[at], 'target');
    }
  }

  /** Writes the outputs of the last layer row by row. */
  function join(last: S, out: FlatArray, rows: number): void {
    fromUnits(last.numbers, shape.outputs, rows, arithmetic.pitch(rows), out, width);
  }

  /** Takes the layer's part out of output cotangents. */
  function split(along: FlatArray, rows: number, last: S): void {
    toUnits(along, width, 0, shape.outputs, rows, last.numbers, arithmetic.pitch(rows));
  }

  return checkedKernel(shape, capacity, {
    outputs,
    parameters: parameters.numbers,
    direction: direction.numbers,
    gradient: gradient.numbers,
    running,
    array: (length) => arithmetic.array(length),
    act: answer,
    train: learn,
    backward,
    forwardTangent,
    backwardTangent,
  });
}
