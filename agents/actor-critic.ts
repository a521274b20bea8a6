import type { ActorCritic, ActorCriticOptions } from './actor-critic/networks.js';
import { separateNetworks } from './actor-critic/separate.js';
import { sharedNetwork } from './actor-critic/shared.js';

/**
 * Policy and value networks with orthogonal first weights: gain √2 in hidden layers, 0.01 for the policy's outputs, 1 for the value.
 *
 * @throws OptionError for widths or a capacity that no engine can run.
 * @source Andrychowicz et al., What matters in on-policy reinforcement learning? (2021)
 * @example // CartPole, 64-64 tanh, separate: 4 610 + 4 545 parameters
 */
export function actorCritic(options: ActorCriticOptions): ActorCritic {
  return options.networks === 'separate' ? separateNetworks(options) : sharedNetwork(options);
}
