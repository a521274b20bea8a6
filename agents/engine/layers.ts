import { checkName, checkNumber, OptionError } from '../../math/check.js';
import { hiddenWidth, layerWidths, type FlatArray, type NetworkShape, type TrainOptions } from './engine.js';

/** One layer of a network and where its parameters lie in the flat array. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Offset of the weights, outputs × inputs, row-major. */
  readonly weights: number;
  /** Offset of the biases. */
  readonly biases: number;
  /** Offset of the scales, of a normalised layer. */
  readonly scales?: number;
}

/**
 * The layers of a shape, first to last, with the offsets of their parameters.
 *
 * @example layersOf({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' })[1].weights // 48
 */
export function layersOf(shape: NetworkShape): readonly Layer[] {
  const widths = layerWidths(shape);
  const layers: Layer[] = [];
  let at = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    const inputs = widths[layer - 1];
    const outputs = widths[layer];
    const biases = at + outputs * inputs;
    const normalised = shape.batchNorm === true && layer < widths.length - 1;
    layers.push({ inputs, outputs, weights: at, biases, ...(normalised ? { scales: biases + outputs } : {}) });
    at = biases + outputs * (normalised ? 2 : 1);
  }
  return layers;
}

/**
 * Refuses a shape or a capacity that no engine can run.
 *
 * @throws OptionError for a width or a capacity that is not an integer ≥ 1, or an unknown activation.
 */
export function checkNetwork(shape: NetworkShape, capacity: number): void {
  checkNumber('inputs', shape.inputs, { min: 1, integer: true });
  shape.hidden.forEach((width, at) => checkNumber(`hidden[${at}]`, width, { min: 1, integer: true }));
  checkNumber('outputs', shape.outputs, { min: 1, integer: true });
  checkNumber('freeOutputs', shape.freeOutputs ?? 0, { min: 0, integer: true });
  checkName('activation', shape.activation, ['tanh', 'relu']);
  checkNumber('capacity', capacity, { min: 1, integer: true, advice: 'It is the most rows a batch may have.' });
}

/** Refuses a batch of `rows` rows that does not fit in the network or is not filled by its inputs. */
export function checkBatch(shape: NetworkShape, capacity: number, inputs: FlatArray, rows: number): void {
  if (!(rows >= 1 && rows <= capacity)) checkNumber('rows', rows, { min: 1, max: capacity, integer: true });
  if (inputs.length < rows * shape.inputs)
    throw new OptionError('inputs', `at least ${rows} × ${shape.inputs} numbers`, inputs.length);
}

/** Refuses masks and rates that the shape does not take, and missing masks: a dropout that is forgotten would go unnoticed. */
export function checkTraining(shape: NetworkShape, rows: number, { masks, updateRate }: TrainOptions): void {
  if (shape.dropout === true) {
    const length = rows * hiddenWidth(shape);
    if (masks === undefined || masks.length < length)
      throw new OptionError('masks', `at least ${length} numbers`, masks?.length, 'Of a shape with dropout.');
  } else if (masks !== undefined) throw new OptionError('masks', 'none', masks.length, 'The shape has no dropout.');
  if (shape.batchNorm === true) {
    checkNumber('rows', rows, { min: 2, integer: true, advice: 'One row has no variance to be normalised by.' });
    checkNumber('updateRate', updateRate ?? 0, { min: 0, max: 1 });
  } else if (updateRate !== undefined)
    throw new OptionError('updateRate', 'none', updateRate, 'The shape has no batchNorm.');
}

/** Refuses an array that is too short: a typed array would answer undefined and the result silently be NaN. */
export function checkLength(name: string, array: FlatArray, length: number): void {
  if (array.length < length) throw new OptionError(name, `at least ${length} numbers`, array.length);
}

/** Refuses a derivative of nothing: `verb` needs what `before` keeps. */
export function checkKept(kept: number, verb: string, before: string): void {
  if (kept === 0)
    throw new OptionError(verb, `${before} before it`, 'none', 'Derivatives are those of the rows kept last.');
}

/** Running statistics before any batch: means 0, variances 1. */
export function initialBuffers<Flat extends FlatArray>(shape: NetworkShape, array: (length: number) => Flat): Flat {
  if (shape.batchNorm !== true) return array(0);
  const buffers = array(2 * hiddenWidth(shape));
  let at = 0;
  for (const width of shape.hidden) {
    buffers.fill(1, at + width, at + 2 * width);
    at += 2 * width;
  }
  return buffers;
}
