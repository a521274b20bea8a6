import { checkNumber } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';

/**
 * The world in which every action lasts `times` steps; rewards add up, and an end stops the repetition.
 *
 * The time limit counts the new, longer steps: ⌈maxSteps/times⌉.
 *
 * @throws OptionError unless times is an integer ≥ 1.
 * @source Mnih et al., Human-level control through deep reinforcement learning (2015)
 * @example actionRepeat(cartPole.definition, 4).maxSteps // 125
 */
export function actionRepeat<K extends Knobs>(definition: EnvDefinition<K>, times: number): EnvDefinition<K> {
  checkNumber('actionRepeat.times', times, { integer: true, min: 1 });
  return {
    ...definition,
    maxSteps: Math.ceil(definition.maxSteps / times),
    worstRewardPerStep: definition.worstRewardPerStep * times,
    step(state, at, actions, a, settings, random) {
      let reward = 0;
      for (let i = 0; i < times; i++) {
        reward += definition.step(state, at, actions, a, settings, random);
        if (definition.terminal(state, at, settings)) break;
      }
      return reward;
    },
  };
}
