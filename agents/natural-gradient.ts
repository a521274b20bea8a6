import type { Tunable } from '../curriculum/schedule.js';
import { checkNumber, OptionError } from '../math/check.js';
import type { AgentSpec } from './agent.js';
import { actorCriticSettings, type ActorCriticAgentOptions } from './actor-critic-options.js';
import { actorCriticSpec } from './actor-critic-spec.js';
import { naturalGradientAgent } from './natural-gradient-agent.js';

/** Hyperparameters of the natural gradient beside those of the value's optimizer, each a tunable. */
const defaults = {
  /** Step size η along (F + δ)⁻¹g. Not used where klStep is above 0. */
  learningRate: 0.1,
  /** The step is made as long as this divergence, in nats: η = √(2·klStep/gᵀ(F + δ)⁻¹g). 0 takes the learning rate instead. */
  klStep: 0.01,
  /** δ, added to the diagonal of the Fisher matrix. */
  damping: 0.1,
  /** Step size of the value function's optimizer. */
  valueRate: 1e-3,
  /** Weight of a reward one step later, in [0, 1]. */
  discount: 0.99,
  /** λ of the generalised advantages, in [0, 1]. */
  gaeLambda: 0.97,
  /** Advantages (after their normalisation) are multiplied by it. */
  advantageScale: 1,
  /** Weight of the entropy, in nats. */
  entropyBonus: 0,
};

/** Options of {@link naturalGradient}. */
export interface NaturalGradientOptions
  extends
    Omit<ActorCriticAgentOptions, 'networks' | 'batchNorm'>,
    Partial<Readonly<Record<keyof typeof defaults, Tunable>>> {
  /** Products with the Fisher matrix an update, at most. Default 10. */
  readonly products?: number;
  /** Halvings of the step that are tried until the surrogate falls and the divergence stays within 1.5·klStep; 0 takes the step as it is. Default 0. */
  readonly lineSearch?: number;
  /** Steps of the value function on the whole batch an update. Default 20. */
  readonly valueSteps?: number;
  /** Moves the advantages of a batch to mean 0 and deviation 1. Default true. */
  readonly normalizeAdvantages?: boolean;
}

/**
 * Natural policy gradient: θ ← θ − η·(F + δ)⁻¹g, the steepest descent where length is how far the policy moves; the products with F are
 * exact, the equation is solved by conjugate gradients. With `klStep` and `lineSearch` it is trust-region policy optimisation.
 *
 * loss = −mean A·π/π_old − entropyBonus·H;  the value function follows mean (V − R)² with an optimizer of its own.
 *
 * @throws OptionError for a misspelt or unusable option; for a network with batch normalisation.
 * @source Kakade 2001; Schulman et al., Trust region policy optimization (2015)
 * @example naturalGradient({ klStep: 0.01, lineSearch: 10 }).name // 'naturalGradient'
 */
export function naturalGradient(options: NaturalGradientOptions = {}): AgentSpec {
  const agent = 'naturalGradient';
  const more = [...Object.keys(defaults), 'products', 'lineSearch', 'valueSteps', 'normalizeAdvantages'];
  const settings = actorCriticSettings(agent, options, { rows: 8, steps: 128, more });
  if (settings.batchNorm)
    throw new OptionError(
      `${agent}.batchNorm`,
      'false',
      true,
      'Each row of a normalised network depends on all others: the divergence of its policy has no Fisher matrix by rows. Use ppo or a2c.',
    );
  const { products = 10, lineSearch = 0, valueSteps = 20, normalizeAdvantages = true, optimizer = 'adam' } = options;
  checkNumber(`${agent}.products`, products, { integer: true, min: 1 });
  checkNumber(`${agent}.lineSearch`, lineSearch, { integer: true, min: 0 });
  checkNumber(`${agent}.valueSteps`, valueSteps, { integer: true, min: 0 });
  const { damping = defaults.damping } = options;
  const fixed = {
    damping: typeof damping === 'number' ? damping : damping(0, {}),
    settings: { ...settings, networks: 'separate' as const },
    products,
    lineSearch,
    valueSteps,
    normalizeAdvantages,
    optimizer,
  };
  return actorCriticSpec(agent, options, {
    settings,
    defaults,
    batch: ['discount', 'gaeLambda', 'advantageScale', 'entropyBonus'],
    step: ['learningRate', 'klStep', 'damping', 'valueRate'],
    optimizer,
    create: (context) => naturalGradientAgent(context, fixed),
  });
}
