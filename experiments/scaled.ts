import { product } from '../curriculum/compose.js';
import { cycle, isCycle, type Tunable } from '../curriculum/schedule.js';

/**
 * A tunable times a factor; a cycle stays a cycle.
 *
 * @example scaled(16, 0.5) // 8
 */
export function scaled(tunable: Tunable, factor: number): Tunable {
  if (typeof tunable === 'number') return factor * tunable;
  if (!isCycle(tunable)) return product(factor, tunable);
  return cycle({ ...tunable.options, min: factor * tunable.options.min, max: factor * tunable.options.max });
}
