import { checkNumber } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';

/**
 * The world with another time limit, in steps; Infinity removes it.
 *
 * @throws OptionError unless maxSteps is an integer ≥ 1 or Infinity.
 * @source Pardo et al., Time Limits in Reinforcement Learning (2018)
 * @example timeLimit(cartPole.definition, 100).maxSteps // 100
 */
export function timeLimit<K extends Knobs>(definition: EnvDefinition<K>, maxSteps: number): EnvDefinition<K> {
  if (maxSteps !== Infinity)
    checkNumber('timeLimit.maxSteps', maxSteps, { integer: true, min: 1, advice: 'Infinity sets no limit.' });
  return { ...definition, maxSteps };
}
