import { checkNumber } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';
import { widthOf } from '../space.js';
import { withKnob, type WithKnob } from './with-knob.js';

/**
 * The world in which the last action repeats with probability `stickiness`, a new knob. The last action is kept in columns
 * of state, and one more says whether there was one; every step draws one number.
 *
 * @throws OptionError unless stickiness lies in [0, 0.95].
 * @source Machado et al., Revisiting the Arcade Learning Environment (2018)
 * @example stickyActions(cartPole.definition).knobs.stickiness.default // 0.25
 */
export function stickyActions<K extends Knobs>(
  definition: EnvDefinition<K>,
  stickiness = 0.25,
): EnvDefinition<WithKnob<K, 'stickiness'>> {
  const bounds = { min: 0, max: 0.95 };
  checkNumber('stickyActions.stickiness', stickiness, bounds);
  const inner = withKnob(definition, 'stickiness', {
    default: stickiness,
    ...bounds,
    hard: Math.max(stickiness, 0.75),
  });
  const { stateSize } = definition;
  const width = widthOf(definition.action);
  const end = stateSize + width;
  return {
    ...inner,
    stateSize: end + 1,
    reset(state, at, settings, random) {
      definition.reset(state, at, settings, random);
      state.fill(0, at + stateSize, at + end + 1);
    },
    step(state, at, actions, a, settings, random) {
      const sticks = random.double() < settings.stickiness;
      if (!sticks || state[at + end] === 0) for (let i = 0; i < width; i++) state[at + stateSize + i] = actions[a + i];
      state[at + end] = 1;
      return definition.step(state, at, state, at + stateSize, settings, random);
    },
  };
}
