import { checkNumber } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';
import { multiDiscrete, type Space } from '../space.js';
import { withHistory } from './history.js';

/** `count` members of a space in a row. */
function repeated(space: Space, count: number): Space {
  const times = <Item>(items: readonly Item[]): Item[] => Array.from({ length: count }, () => items).flat();
  if (space.kind === 'box') return { kind: 'box', low: times(space.low), high: times(space.high) };
  return multiDiscrete(times(space.kind === 'discrete' ? [space.count] : space.counts));
}

/**
 * The world that shows its last `frames` observations, oldest first; an episode starts with copies of the first one.
 *
 * @throws OptionError unless frames is an integer ≥ 1.
 * @source Mnih et al., Human-level control through deep reinforcement learning (2015)
 * @example frameStack(mountainCar.definition, 4).stateSize // 10
 */
export function frameStack<K extends Knobs>(definition: EnvDefinition<K>, frames: number): EnvDefinition<K> {
  checkNumber('frameStack.frames', frames, { integer: true, min: 1 });
  const { stateSize } = definition;
  const inner = withHistory(definition, frames);
  const length = inner.stateSize - stateSize;
  return {
    ...inner,
    observation: repeated(definition.observation, frames),
    observe(state, at, out, o) {
      for (let i = 0; i < length; i++) out[o + i] = state[at + stateSize + i];
    },
  };
}
