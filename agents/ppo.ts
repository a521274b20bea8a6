import type { Tunable } from '../curriculum/schedule.js';
import { checkNumber } from '../math/check.js';
import type { AgentSpec } from './agent.js';
import { actorCriticSettings, type ActorCriticAgentOptions } from './actor-critic-options.js';
import { actorCriticSpec } from './actor-critic-spec.js';
import { ppoAgent } from './ppo-agent.js';

/** Hyperparameters of PPO beside its optimizer's, each a tunable. */
const defaults = {
  /** Step size η of the optimizer. */
  learningRate: 3e-4,
  /** Weight of a reward one step later, in [0, 1]. */
  discount: 0.99,
  /** λ of the generalised advantages, in [0, 1]. */
  gaeLambda: 0.95,
  /** Advantages (after their normalisation) are multiplied by it. */
  advantageScale: 1,
  /** The ratio π/π_old is worth following within 1 ± clipRange. */
  clipRange: 0.2,
  /** Weight of the entropy, in nats. */
  entropyBonus: 0,
  /** Weight of the mean squared error of the values. */
  valueWeight: 0.5,
  /** Norm of the whole gradient at most; 0 is no limit. */
  gradientNormLimit: 0.5,
  /** The update ends before a minibatch whose approxKl lies above it; 0 is no limit. */
  klLimit: 0,
};

/** Options of {@link ppo}. */
export interface PpoOptions extends ActorCriticAgentOptions, Partial<Readonly<Record<keyof typeof defaults, Tunable>>> {
  /** Passes over the batch an update. Default 4. */
  readonly epochs?: number;
  /** Minibatches of a pass, of nearly equal size. Default 4. */
  readonly minibatches?: number;
  /** Moves the advantages of each minibatch to mean 0 and deviation 1. Default true: the scale of rewards then no longer moves the policy's step. */
  readonly normalizeAdvantages?: boolean;
  /** Also keeps values within clipRange of their old ones, as CleanRL does. Default false. */
  readonly clipValues?: boolean;
}

/**
 * Proximal policy optimisation: several passes over a batch, following each action's probability only as far as it is trusted.
 *
 * loss = mean max(−A·r, −A·clip(r, 1 ± clipRange)) − entropyBonus·H + valueWeight·mean (V − R)²,  r = π/π_old.
 *
 * Its curvature and gradient are those of the whole batch at θ_old, un-clipped, advantages normalised over the batch.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @source Schulman et al., Proximal policy optimization algorithms (2017)
 * @example ppo({ learningRate: 2.5e-4 }).name // 'ppo'
 */
export function ppo(options: PpoOptions = {}): AgentSpec {
  const more = [...Object.keys(defaults), 'epochs', 'minibatches', 'normalizeAdvantages', 'clipValues'];
  const settings = actorCriticSettings('ppo', options, { rows: 4, steps: 128, more });
  const { epochs = 4, minibatches = 4, normalizeAdvantages = true, clipValues = false, optimizer = 'adam' } = options;
  const samples = settings.rows * settings.steps;
  checkNumber('ppo.epochs', epochs, { integer: true, min: 1 });
  checkNumber('ppo.minibatches', minibatches, {
    integer: true,
    min: 1,
    max: settings.batchNorm ? Math.floor(samples / 2) : samples,
    advice: `A batch has ${samples} samples${settings.batchNorm ? '; normalised layers need two in a minibatch' : ''}.`,
  });
  const fixed = { settings, epochs, minibatches, normalizeAdvantages, clipValues, optimizer };
  return actorCriticSpec('ppo', options, {
    settings,
    defaults,
    batch: ['discount', 'gaeLambda', 'advantageScale', 'clipRange', 'entropyBonus', 'valueWeight'],
    step: ['learningRate', 'gradientNormLimit', 'klLimit'],
    optimizer,
    ofOptimizer: { epsilon: 1e-5 },
    create: (context) => ppoAgent(context, fixed),
  });
}
