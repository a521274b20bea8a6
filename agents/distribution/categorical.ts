import type { Distribution } from './distribution.js';
import { multiCategorical } from './multi-categorical.js';

/**
 * One of `count` choices with probabilities softmax(outputs): log π = z_a − log Σ exp z, stable for any finite outputs.
 *
 * @example categorical(2).outputs // 2
 */
export function categorical(count: number): Distribution {
  return multiCategorical([count]);
}
