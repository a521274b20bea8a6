import type { EnvDefinition, Knobs } from '../env.js';
import { boxOf } from './box-of.js';

/**
 * The world with any real action, clipped to the bounds of its action space. The clipped action is kept in columns of state.
 *
 * @throws OptionError for a world of choices.
 * @source Gymnasium's ClipAction
 * @example clipActions(pendulum.definition).action // { kind: 'box', low: [-Infinity], high: [Infinity] }
 */
export function clipActions<K extends Knobs>(definition: EnvDefinition<K>): EnvDefinition<K> {
  const { low, high } = boxOf('clipActions', definition.action, 'Choices need no clipping.');
  const { stateSize } = definition;
  return {
    ...definition,
    action: { kind: 'box', low: low.map(() => -Infinity), high: high.map(() => Infinity) },
    stateSize: stateSize + low.length,
    reset(state, at, settings, random) {
      definition.reset(state, at, settings, random);
      state.fill(0, at + stateSize, at + stateSize + low.length);
    },
    step(state, at, actions, a, settings, random) {
      for (let i = 0; i < low.length; i++)
        state[at + stateSize + i] = Math.min(Math.max(actions[a + i], low[i]), high[i]);
      return definition.step(state, at, state, at + stateSize, settings, random);
    },
  };
}
