import { checkNumber } from '../../math/check.js';
import type { Random } from '../../math/random.js';
import type { EnvDefinition, Knobs } from '../env.js';
import { widthOf } from '../space.js';
import { boxOf, oneHotFirst } from './box-of.js';
import { withKnob, type WithKnob } from './with-knob.js';

/**
 * The world seen through normal noise of standard deviation `observationNoise`, a new knob (in units of the observation,
 * 0 … 10). Each step draws its noise once and keeps it in columns of state, so looking twice shows the same.
 *
 * @throws OptionError for a deviation outside [0, 10], or a world that shows choices.
 * @example noisyObservations(cartPole.definition, 0.1).knobs.observationNoise.default // 0.1
 */
export function noisyObservations<K extends Knobs>(
  definition: EnvDefinition<K>,
  deviation: number,
): EnvDefinition<WithKnob<K, 'observationNoise'>> {
  const bounds = { min: 0, max: 10 };
  checkNumber('noisyObservations.deviation', deviation, bounds);
  const { low, high } = boxOf('noisyObservations', definition.observation, oneHotFirst);
  const inner = withKnob(definition, 'observationNoise', { default: deviation, ...bounds });
  const { stateSize } = definition;
  const width = widthOf(definition.observation);
  const disturb = (state: Float64Array, at: number, scale: number, random: Random): void => {
    for (let i = 0; i < width; i++) state[at + stateSize + i] = scale * random.normal();
  };
  return {
    ...inner,
    observation: { kind: 'box', low: low.map(() => -Infinity), high: high.map(() => Infinity) },
    stateSize: stateSize + width,
    reset(state, at, settings, random) {
      definition.reset(state, at, settings, random);
      disturb(state, at, settings.observationNoise, random);
    },
    step(state, at, actions, a, settings, random) {
      const reward = definition.step(state, at, actions, a, settings, random);
      disturb(state, at, settings.observationNoise, random);
      return reward;
    },
    observe(state, at, out, o, settings) {
      definition.observe(state, at, out, o, settings);
      for (let i = 0; i < width; i++) out[o + i] += state[at + stateSize + i];
    },
  };
}
