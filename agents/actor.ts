import type { Random } from '../math/random.js';
import type { Agent } from './agent.js';
import type { Distribution } from './distribution/distribution.js';
import type { FlatArray, NetworkKernel } from './engine/engine.js';
import type { ObservationNormalizer } from './normalizer.js';

/** The side of an agent that acts. */
export type Actor = Required<Pick<Agent, 'act' | 'mode' | 'policyNetwork'>>;

/** What an actor is made of. */
export interface ActorParts {
  readonly policy: Distribution;
  /** The network whose first outputs are the policy's. */
  readonly network: NetworkKernel;
  /** The policy's own stream. */
  readonly noise: Random;
  /** Holds the observations of as many rows as are acted on at once. */
  readonly shown: FlatArray;
  /** Outputs of the policy alone, where the network has others. */
  readonly outputs?: (inputs: FlatArray, rows: number) => FlatArray;
  /** Observations go through it on their way to the network. */
  readonly normalizer?: ObservationNormalizer;
}

/** Draws actions from a policy whose outputs are a network's. */
export function actor({ policy, network, noise, shown, outputs, normalizer }: ActorParts): Actor {
  function outputsOf(observations: Float32Array, rows: number): FlatArray {
    if (normalizer === undefined) shown.set(observations);
    else normalizer.apply(observations, rows, shown);
    return outputs === undefined ? network.forward(shown, rows, 'act') : outputs(shown, rows);
  }
  return {
    act: (observations, rows, actions, random = noise) =>
      policy.sample(outputsOf(observations, rows), rows, random, actions),
    mode: (observations, rows, actions) => policy.mode(outputsOf(observations, rows), rows, actions),
    policyNetwork: () => ({
      shape: network.shape,
      parameters: network.parameters.slice(),
      outputs: policy.outputs,
      buffers: network.buffers().slice(),
      ...(normalizer === undefined ? {} : { normalized: normalizer.rule() }),
    }),
  };
}
