import { checkName, checkNumber, OptionError } from '../../math/check.js';
import type { Space } from '../../envs/space.js';
import { widthOf } from '../../envs/space.js';
import { categorical } from './categorical.js';
import type { Distribution } from './distribution.js';
import { freeGaussian, type FreeDeviation } from './free-gaussian.js';
import { gaussian } from './gaussian.js';
import { multiCategorical } from './multi-categorical.js';
import { squashed } from './squashed.js';

/** How a policy spreads its real actions. */
export interface SpreadOptions {
  /** Where the standard deviation comes from: fixed, a parameter, or an output of the network. Default 'fixed'. */
  readonly spread?: 'fixed' | FreeDeviation;
  /** Presses actions between the bounds of their Box by tanh. Default false. */
  readonly squash?: boolean;
}

/**
 * The family that fits an action space: categorical for choices, Gaussian for real vectors with the standard deviation `deviation` (the first one where it is trained).
 *
 * @throws OptionError for a deviation ≤ 0, or for bounds that are not finite where actions are squashed.
 * @example distributionFor(discrete(3), 1).outputs // 3
 */
export function distributionFor(action: Space, deviation: number, options: SpreadOptions = {}): Distribution {
  if (action.kind === 'discrete') return categorical(action.count);
  if (action.kind === 'multiDiscrete') return multiCategorical(action.counts);
  const { spread = 'fixed', squash = false } = options;
  checkNumber('agent.deviation', deviation, { above: 0 });
  checkName('agent.spread', spread, ['fixed', 'learnt', 'predicted'] as const);
  const width = widthOf(action);
  const base = spread === 'fixed' ? gaussian(width, deviation) : freeGaussian(width, spread, deviation);
  if (!squash) return base;
  if (![...action.low, ...action.high].every(Number.isFinite))
    throw new OptionError('agent.squash', 'finite bounds of the action', 'infinite ones', 'Leave `squash` out.');
  return squashed(base, action.low, action.high);
}
