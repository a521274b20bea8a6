import { checkNumber } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';
import { widthOf } from '../space.js';
import { withHistory } from './history.js';

/**
 * The world seen `delay` steps late; until then the first observation stands.
 *
 * @throws OptionError unless delay is an integer ≥ 0.
 * @source Katsikopoulos & Engelbrecht, Markov decision processes with delays (2003)
 * @example delayedObservation(mountainCar.definition, 3).stateSize // 10
 */
export function delayedObservation<K extends Knobs>(definition: EnvDefinition<K>, delay: number): EnvDefinition<K> {
  checkNumber('delayedObservation.delay', delay, { integer: true, min: 0, advice: 'Delays are counted in steps.' });
  const { stateSize } = definition;
  const width = widthOf(definition.observation);
  return {
    ...withHistory(definition, delay + 1),
    observe(state, at, out, o) {
      for (let i = 0; i < width; i++) out[o + i] = state[at + stateSize + i];
    },
  };
}
