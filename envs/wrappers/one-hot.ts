import { OptionError } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';

/**
 * The world whose numbered observation is shown as that many numbers, all 0 but a 1 in its place.
 *
 * @throws OptionError for a world that does not show one choice.
 * @example oneHot(frozenLake.definition).observation.low.length // 16
 */
export function oneHot<K extends Knobs>(definition: EnvDefinition<K>): EnvDefinition<K> {
  const { observation } = definition;
  if (observation.kind !== 'discrete')
    throw new OptionError('oneHot', 'a world that shows one choice', observation.kind);
  const { count } = observation;
  const seen = new Float32Array(1);
  return {
    ...definition,
    observation: { kind: 'box', low: new Array<number>(count).fill(0), high: new Array<number>(count).fill(1) },
    observe(state, at, out, o, settings) {
      definition.observe(state, at, seen, 0, settings);
      out.fill(0, o, o + count);
      out[o + seen[0]] = 1;
    },
  };
}
