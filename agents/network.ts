import { checkNumber } from '../math/check.js';
import type { Random } from '../math/random.js';
import { parameterCount, type NetworkShape } from './engine/engine.js';
import { layersOf } from './engine/layers.js';
import { orthogonal } from './orthogonal.js';

/**
 * First parameters of a network: weights N(0, 1)/√(inputs of the layer), those of the last layer times `outputGain`; scales of
 * normalised layers 1, biases and free outputs 0.
 *
 * A small output gain makes the first policy nearly the same in every state.
 *
 * @source LeCun et al. 1998
 * @example initialParameters({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }, random(0), 0.1).length // 65
 */
export function initialParameters(shape: NetworkShape, random: Random, outputGain: number): Float64Array {
  const parameters = new Float64Array(parameterCount(shape));
  const layers = layersOf(shape);
  for (const [at, { inputs, outputs, weights, scales }] of layers.entries()) {
    const deviation = (at === layers.length - 1 ? outputGain : 1) / Math.sqrt(inputs);
    for (let i = 0; i < inputs * outputs; i++) parameters[weights + i] = deviation * random.normal();
    if (scales !== undefined) parameters.fill(1, scales, scales + outputs);
  }
  return parameters;
}

/**
 * First parameters of a network with orthogonal layers: gain √2 for hidden layers, `gains` for the rows of the last one
 * (one for all, or one a row: 0.01 for a policy's, 1 for a value's); scales of normalised layers 1, biases and free outputs 0.
 *
 * @throws OptionError for a gain that is not a number ≥ 0.
 * @source Saxe et al. 2014; Andrychowicz et al. 2021
 * @example orthogonalParameters({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }, random(0), 0.01).length // 65
 */
export function orthogonalParameters(
  shape: NetworkShape,
  random: Random,
  gains: number | readonly number[],
): Float64Array {
  const parameters = new Float64Array(parameterCount(shape));
  const layers = layersOf(shape);
  for (const [at, { inputs, outputs, weights, scales }] of layers.entries()) {
    const matrix = orthogonal(outputs, inputs, random);
    for (let row = 0; row < outputs; row++) {
      const last = typeof gains === 'number' ? gains : gains[row];
      const gain = at < layers.length - 1 ? Math.SQRT2 : checkNumber(`gains[${row}]`, last, { min: 0 });
      for (let i = 0; i < inputs; i++) parameters[weights + row * inputs + i] = gain * matrix[row * inputs + i];
    }
    if (scales !== undefined) parameters.fill(1, scales, scales + outputs);
  }
  return parameters;
}
