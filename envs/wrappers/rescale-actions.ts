import { checkNumber, OptionError } from '../../math/check.js';
import type { EnvDefinition, Knobs } from '../env.js';
import { boxOf } from './box-of.js';

/** Options of {@link rescaleActions}. */
export interface RescaleActionsOptions {
  /** New lower bound of every coordinate. Default −1. */
  readonly low?: number;
  /** New upper bound of every coordinate. Default 1. */
  readonly high?: number;
}

/**
 * The world with actions in [low, high], stretched linearly to its own bounds. The stretched action is kept in columns of state.
 *
 * @throws OptionError for a world of choices or of unbounded actions, or unless low < high.
 * @source Gymnasium's RescaleAction
 * @example rescaleActions(pendulum.definition).action // { kind: 'box', low: [-1], high: [1] }
 */
export function rescaleActions<K extends Knobs>(
  definition: EnvDefinition<K>,
  options: RescaleActionsOptions = {},
): EnvDefinition<K> {
  const { low = -1, high = 1 } = options;
  const inner = boxOf('rescaleActions', definition.action, 'Choices have no scale.');
  checkNumber('rescaleActions.low', low);
  checkNumber('rescaleActions.high', high, { above: low });
  if (![...inner.low, ...inner.high].every(Number.isFinite)) {
    throw new OptionError('rescaleActions', 'finite bounds of the actions', 'Infinity', 'Rescale before clipActions.');
  }
  const { stateSize } = definition;
  const width = inner.low.length;
  return {
    ...definition,
    action: { kind: 'box', low: inner.low.map(() => low), high: inner.high.map(() => high) },
    stateSize: stateSize + width,
    reset(state, at, settings, random) {
      definition.reset(state, at, settings, random);
      state.fill(0, at + stateSize, at + stateSize + width);
    },
    step(state, at, actions, a, settings, random) {
      for (let i = 0; i < width; i++) {
        const share = (actions[a + i] - low) / (high - low);
        state[at + stateSize + i] = inner.low[i] + share * (inner.high[i] - inner.low[i]);
      }
      return definition.step(state, at, state, at + stateSize, settings, random);
    },
  };
}
