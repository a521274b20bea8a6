import { checkNumber } from '../../math/check.js';
import type { Random } from '../../math/random.js';
import type { FlatArray } from './engine.js';

/**
 * Draws a factor for each hidden activation: 0 with probability `rate`, else 1/(1 − rate), so that its mean is 1. To be drawn once an update.
 *
 * @throws OptionError for a rate outside [0, 1).
 * @source Srivastava et al. 2014
 * @example const masks = new Float64Array(2); drawMasks(masks, 0, random(0)); masks // [1, 1]
 */
export function drawMasks(masks: FlatArray, rate: number, random: Random): void {
  checkNumber('dropout', rate, { min: 0, below: 1 });
  const kept = 1 / (1 - rate);
  for (let i = 0; i < masks.length; i++) masks[i] = random.double() < rate ? 0 : kept;
}
