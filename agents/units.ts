import { eigenvalues } from '../math/eigen.js';
import type { FlatArray, NetworkShape } from './engine/engine.js';
import { varianceFloor } from './engine/batch-norm.js';
import { layersOf, type Layer } from './engine/layers.js';

/** Names of the readings. */
export const unitNames: readonly string[] = ['dormantUnits', 'effectiveRank'];

/** What the hidden units of a network do on a batch. */
export interface UnitReadings extends Readonly<Record<string, number>> {
  /** Share of the hidden units that are dormant: mean |activation| at most 0.025 of their layer's mean. */
  readonly dormantUnits: number;
  /** Fewest directions that hold 99 % of the last hidden layer's singular values, as a sum. */
  readonly effectiveRank: number;
}

/**
 * Dormant units and effective rank of the hidden layers of a network on `rows` rows of inputs; in plain loops, for a look now and then. Nothing is dropped; normalised layers are normalised over these rows.
 *
 * @source Sokar et al. 2023 (dormant); Kumar et al. 2021 (effective rank)
 * @example // a network without hidden layers → { dormantUnits: 0, effectiveRank: 0 }
 */
export function unitReadings(
  shape: NetworkShape,
  parameters: FlatArray,
  inputs: FlatArray,
  rows: number,
): UnitReadings {
  const layers = layersOf(shape).slice(0, -1);
  let values: FlatArray = inputs;
  let dormant = 0;
  let units = 0;
  for (const layer of layers) {
    const next = new Float64Array(rows * layer.outputs);
    const sizes = new Float64Array(layer.outputs);
    for (let row = 0; row < rows; row++)
      for (let j = 0; j < layer.outputs; j++) {
        let sum: number = layer.scales === undefined ? parameters[layer.biases + j] : 0;
        for (let i = 0; i < layer.inputs; i++)
          sum += parameters[layer.weights + j * layer.inputs + i] * values[row * layer.inputs + i];
        next[row * layer.outputs + j] = sum;
      }
    normaliseUnits(next, rows, layer, parameters);
    for (let i = 0; i < next.length; i++) {
      next[i] = shape.activation === 'tanh' ? Math.tanh(next[i]) : Math.max(0, next[i]);
      sizes[i % layer.outputs] += Math.abs(next[i]);
    }
    const mean = sizes.reduce((sum, size) => sum + size, 0) / layer.outputs;
    for (const size of sizes) if (size <= 0.025 * mean) dormant++;
    units += layer.outputs;
    values = next;
  }
  if (units === 0) return { dormantUnits: 0, effectiveRank: 0 };
  return { dormantUnits: dormant / units, effectiveRank: rankOf(values, rows, layers[layers.length - 1].outputs) };
}

/** z → γ(z − mean)/√(variance + 10⁻⁵) + β of each unit over the rows, where the layer is normalised. */
function normaliseUnits(
  z: Float64Array,
  rows: number,
  { outputs, biases, scales }: Layer,
  parameters: FlatArray,
): void {
  if (scales === undefined) return;
  for (let unit = 0; unit < outputs; unit++) {
    let mean = 0;
    for (let i = unit; i < z.length; i += outputs) mean += z[i] / rows;
    let variance = 0;
    for (let i = unit; i < z.length; i += outputs) variance += ((z[i] - mean) * (z[i] - mean)) / rows;
    const scale = parameters[scales + unit] / Math.sqrt(variance + varianceFloor);
    for (let i = unit; i < z.length; i += outputs) z[i] = scale * (z[i] - mean) + parameters[biases + unit];
  }
}

function rankOf(features: FlatArray, rows: number, width: number): number {
  const gram = new Float64Array(width * width);
  for (let j = 0; j < width; j++)
    for (let k = 0; k < width; k++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += features[row * width + j] * features[row * width + k];
      gram[j * width + k] = sum;
    }
  const singular = Array.from(eigenvalues(gram, width).re, (value) => Math.sqrt(Math.max(0, value)));
  const total = singular.reduce((sum, value) => sum + value, 0);
  let held = 0;
  let rank = 0;
  while (rank < width && held < 0.99 * total) held += singular[rank++];
  return rank;
}
