import { OptionError } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';
import { widthOf } from '../space.js';
import { boxOf, oneHotFirst } from './box-of.js';

/**
 * The world with one more number to see: the share of the time limit that has passed, in [0, 1]. The steps are counted in
 * one more column of state.
 *
 * @throws OptionError for a world without a time limit, or one that shows choices.
 * @source Pardo et al., Time Limits in Reinforcement Learning (2018)
 * @example timeAware(cartPole.definition).stateSize // 5
 */
export function timeAware<K extends Knobs>(definition: EnvDefinition<K>): EnvDefinition<K> {
  const { stateSize, maxSteps } = definition;
  const inner = boxOf('timeAware', definition.observation, oneHotFirst);
  if (maxSteps === Infinity)
    throw new OptionError(
      'timeAware',
      'a world with a time limit',
      definition.id,
      'Wrap the world in timeLimit first.',
    );
  const width = widthOf(inner);
  return {
    ...definition,
    observation: { kind: 'box', low: [...inner.low, 0], high: [...inner.high, 1] },
    stateSize: stateSize + 1,
    reset(state, at, settings, random) {
      definition.reset(state, at, settings, random);
      state[at + stateSize] = 0;
    },
    step(state, at, actions, a, settings, random) {
      state[at + stateSize]++;
      return definition.step(state, at, actions, a, settings, random);
    },
    observe(state, at, out, o, settings) {
      definition.observe(state, at, out, o, settings);
      out[o + width] = Math.min(state[at + stateSize] / maxSteps, 1);
    },
  };
}
