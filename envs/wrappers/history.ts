import type { EnvDefinition, Knobs } from '../env.js';
import { widthOf } from '../space.js';

/**
 * The world with its last `count` observations in columns of state, oldest first, after its own; an episode starts with
 * the first one in every place.
 */
export function withHistory<K extends Knobs>(definition: EnvDefinition<K>, count: number): EnvDefinition<K> {
  const { stateSize } = definition;
  const width = widthOf(definition.observation);
  const length = count * width;
  /** The newest observation on its way into the state: written, then read, within one call. */
  const seen = new Float32Array(width);
  return {
    ...definition,
    stateSize: stateSize + length,
    reset(state, at, settings, random) {
      definition.reset(state, at, settings, random);
      definition.observe(state, at, seen, 0, settings);
      for (let i = 0; i < length; i++) state[at + stateSize + i] = seen[i % width];
    },
    step(state, at, actions, a, settings, random) {
      const reward = definition.step(state, at, actions, a, settings, random);
      const first = at + stateSize;
      state.copyWithin(first, first + width, first + length);
      definition.observe(state, at, seen, 0, settings);
      for (let i = 0; i < width; i++) state[first + length - width + i] = seen[i];
      return reward;
    },
  };
}
