import type { Random } from '../math/random.js';
import { layerWidths, parameterCount, type NetworkShape } from './engine/engine.js';

/**
 * First parameters of a network: weights N(0, 1)/√(inputs of the layer), those of the last layer times `outputGain`; biases and free outputs 0.
 *
 * A small output gain makes the first policy nearly the same in every state.
 *
 * @source LeCun et al. 1998
 * @example initialParameters({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }, random(0), 0.1).length // 65
 */
export function initialParameters(shape: NetworkShape, random: Random, outputGain: number): Float64Array {
  const parameters = new Float64Array(parameterCount(shape));
  const widths = layerWidths(shape);
  let at = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    const inputs = widths[layer - 1];
    const scale = (layer === widths.length - 1 ? outputGain : 1) / Math.sqrt(inputs);
    const weights = inputs * widths[layer];
    for (let i = 0; i < weights; i++) parameters[at + i] = scale * random.normal();
    at += weights + widths[layer];
  }
  return parameters;
}
