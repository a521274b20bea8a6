import type { FlatArray } from './engine/engine.js';

/**
 * Multiplies each row of cotangents by its factor, in place: what comes back through the network is then Σ factor·gradient of the row.
 *
 * @example const rows = Float64Array.of(1, 2, 3, 4); scaledRows(rows, 2, Float64Array.of(1, -1)); rows // [1, 2, -3, -4]
 */
export function scaledRows(cotangents: FlatArray, width: number, factors: Float64Array): void {
  for (let row = 0; row < factors.length; row++)
    for (let k = row * width; k < (row + 1) * width; k++) cotangents[k] *= factors[row];
}
