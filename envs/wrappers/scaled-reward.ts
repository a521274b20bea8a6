import { checkNumber } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';
import { withKnob, type WithKnob } from './with-knob.js';

/**
 * The world with the knob `rewardScale` (0 … 10): an agent learns from rewards times it, scores stay unscaled.
 *
 * @throws OptionError for a scale outside [0, 10], or a world that has the knob already.
 * @example scaledReward(cartPole.definition).knobs.rewardScale.default // 1
 */
export function scaledReward<K extends Knobs>(
  definition: EnvDefinition<K>,
  scale = 1,
): EnvDefinition<WithKnob<K, 'rewardScale'>> {
  const bounds = { min: 0, max: 10 };
  checkNumber('scaledReward.scale', scale, bounds);
  return withKnob(definition, 'rewardScale', { default: scale, ...bounds });
}
