import type { Tunable } from '../curriculum/schedule.js';
import { a2cAgent } from './a2c-agent.js';
import type { AgentSpec } from './agent.js';
import { actorCriticSettings, type ActorCriticAgentOptions } from './actor-critic-options.js';
import { actorCriticSpec } from './actor-critic-spec.js';

/** Hyperparameters of A2C beside its optimizer's, each a tunable. */
const defaults = {
  /** Step size η of the optimizer. */
  learningRate: 7e-4,
  /** Weight of a reward one step later, in [0, 1]. */
  discount: 0.99,
  /** λ of the generalised advantages, in [0, 1]; 1 is the n-step return less the value. */
  gaeLambda: 1,
  /** Advantages are multiplied by it. */
  advantageScale: 1,
  /** Weight of the entropy, in nats. */
  entropyBonus: 0,
  /** Weight of the mean squared error of the values. */
  valueWeight: 0.5,
  /** Norm of the whole gradient at most; 0 is no limit. */
  gradientNormLimit: 0.5,
};

/** Options of {@link a2c}. */
export interface A2cOptions extends ActorCriticAgentOptions, Partial<Readonly<Record<keyof typeof defaults, Tunable>>> {
  /** Moves the advantages of a batch to mean 0 and deviation 1. Default false. */
  readonly normalizeAdvantages?: boolean;
}

/**
 * Advantage actor-critic: one step from a short stretch of every row.
 *
 * loss = −mean A·log π(u|s) − entropyBonus·H + valueWeight·mean (V − R)².
 *
 * Its curvature is that of the surrogate −mean A·π/π_old − entropyBonus·H, which has the policy's gradient.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @source Mnih et al., Asynchronous methods for deep reinforcement learning (2016)
 * @example a2c({ learningRate: 7e-4 }).name // 'a2c'
 */
export function a2c(options: A2cOptions = {}): AgentSpec {
  const more = [...Object.keys(defaults), 'normalizeAdvantages'];
  const settings = actorCriticSettings('a2c', options, { rows: 8, steps: 5, more });
  const { normalizeAdvantages = false, optimizer = 'rmsProp' } = options;
  return actorCriticSpec('a2c', options, {
    settings,
    defaults,
    batch: ['discount', 'gaeLambda', 'advantageScale', 'entropyBonus', 'valueWeight'],
    step: ['learningRate', 'gradientNormLimit'],
    optimizer,
    ofOptimizer: { epsilon: 1e-5 },
    create: (context) => a2cAgent(context, settings, normalizeAdvantages, optimizer),
  });
}
