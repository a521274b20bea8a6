import type { Tunable } from '../curriculum/schedule.js';
import { checkMembers, checkName, checkNumber } from '../math/check.js';
import type { SpreadOptions } from './distribution/distribution-for.js';
import type { Activation } from './engine/engine.js';
import { optimizerMembers, type OptimizerName, type OptimizerTunables } from './optimizers/optimizers.js';

/** Options that all actor-critics share, beside their hyperparameters. */
export interface ActorCriticAgentOptions extends SpreadOptions, OptimizerTunables {
  /** Copies of the world that are stepped together. */
  readonly rows?: number;
  /** Steps of each row an update. */
  readonly steps?: number;
  /** Widths of the hidden layers of each network. Default [64, 64]. */
  readonly hidden?: readonly number[];
  /** Default 'tanh'. */
  readonly activation?: Activation;
  /** A network each for policy and value, or one with the value as an extra output. Default 'separate'. */
  readonly networks?: 'separate' | 'shared';
  /** Standard deviation of a Gaussian policy, the first one where it is trained; units of the action (before a squashing, of its argument). Default 1. */
  readonly deviation?: number;
  /** Whether a truncated episode goes on in the value of its last observation, or counts as ended. Default 'bootstrap'. */
  readonly timeLimits?: 'bootstrap' | 'terminate';
  /** Moves observations to running mean 0 and deviation 1. Default false. */
  readonly normalizeObservations?: boolean;
  /** Divides rewards by the running deviation of their discounted sums. Default false. */
  readonly normalizeRewards?: boolean;
  /** Normalises hidden layers over the rows of a batch; acting, by running statistics. Default false. */
  readonly batchNorm?: boolean;
  /** Probability in [0, 1) that a hidden unit is dropped for an update, for each sample its own; acting drops none. Networks have masks only where it is given. */
  readonly dropout?: Tunable;
  /**
   * Share of a new batch in the running moments of normalisers and of normalised layers. Default 1/(update + 1), the moments of everything
   * seen; with batchNorm at least 0.1, for its layers move.
   */
  readonly updateRate?: Tunable;
  /** Which rule turns the gradient into a step. */
  readonly optimizer?: OptimizerName;
  /** Also measures dormantUnits and effectiveRank of the policy's hidden layers: slow. Default false. */
  readonly measureUnits?: boolean;
}

/** The shared options with their defaults filled in. */
export interface ActorCriticSettings {
  readonly rows: number;
  readonly steps: number;
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly networks: 'separate' | 'shared';
  readonly deviation: number;
  readonly spread: 'fixed' | 'learnt' | 'predicted';
  readonly squash: boolean;
  readonly timeLimits: 'bootstrap' | 'terminate';
  readonly normalizeObservations: boolean;
  readonly normalizeRewards: boolean;
  readonly measureUnits: boolean;
  readonly batchNorm: boolean;
  readonly dropout: boolean;
}

const members = [
  'rows',
  'steps',
  'hidden',
  'activation',
  'networks',
  'deviation',
  'spread',
  'squash',
  'timeLimits',
  'normalizeObservations',
  'normalizeRewards',
  'batchNorm',
  'dropout',
  'updateRate',
  'optimizer',
  'measureUnits',
  ...optimizerMembers,
];

/**
 * Checks an actor-critic's options and fills in defaults.
 *
 * @throws OptionError for a misspelt or unusable option.
 */
export function actorCriticSettings(
  agent: string,
  options: ActorCriticAgentOptions,
  own: { readonly rows: number; readonly steps: number; readonly more: readonly string[] },
): ActorCriticSettings {
  checkMembers(agent, options, [...members, ...own.more]);
  const { hidden = [64, 64], activation = 'tanh', networks = 'separate', deviation = 1, spread = 'learnt' } = options;
  const { squash = false, timeLimits = 'bootstrap' } = options;
  const { normalizeObservations = false, normalizeRewards = false, measureUnits = false, batchNorm = false } = options;
  for (const [layer, width] of hidden.entries())
    checkNumber(`${agent}.hidden[${layer}]`, width, { integer: true, min: 1 });
  const rows = checkNumber(`${agent}.rows`, options.rows ?? own.rows, { integer: true, min: 1 });
  const least =
    batchNorm && rows === 1 ? { min: 2, advice: 'Normalised layers need two samples a batch.' } : { min: 1 };
  return {
    rows,
    steps: checkNumber(`${agent}.steps`, options.steps ?? own.steps, { integer: true, ...least }),
    hidden,
    activation: checkName(`${agent}.activation`, activation, ['tanh', 'relu'] as const),
    networks: checkName(`${agent}.networks`, networks, ['separate', 'shared'] as const),
    deviation: checkNumber(`${agent}.deviation`, deviation, { above: 0 }),
    spread: checkName(`${agent}.spread`, spread, ['fixed', 'learnt', 'predicted'] as const),
    squash,
    timeLimits: checkName(`${agent}.timeLimits`, timeLimits, ['bootstrap', 'terminate'] as const),
    normalizeObservations,
    normalizeRewards,
    measureUnits,
    batchNorm,
    dropout: options.dropout !== undefined,
  };
}
