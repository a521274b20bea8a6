import type { ActorCritic } from './actor-critic/networks.js';
import type { SampleGradients } from './curvature/batch-noise.js';
import type { FlatArray, NetworkKernel } from './engine/engine.js';

/** The samples' gradients of a network that holds `count` rows in `train`, by the cotangents of their mean. */
export function networkSamples(
  network: NetworkKernel,
  count: number,
  width: number,
  cotangents: FlatArray,
): SampleGradients {
  return {
    count,
    size: network.size,
    weighted(factors, out) {
      const scaled = cotangents.slice();
      scaleRows(scaled, width, factors);
      network.backward(scaled, out);
    },
  };
}

/** What the samples' gradients of an actor-critic are made from. */
export interface ActorCriticSamples {
  readonly networks: ActorCritic;
  readonly count: number;
  /** Filled by `differentiate`. */
  readonly policyCotangents: FlatArray;
  readonly valueCotangents: FlatArray;
  /** Fills the cotangents of the whole batch's loss. */
  differentiate(): void;
}

/** The samples' gradients of an actor-critic; what its networks keep of the last `backward` is overwritten. */
export function actorCriticSamples(samples: ActorCriticSamples): SampleGradients {
  const { networks, count, policyCotangents, valueCotangents } = samples;
  return {
    count,
    size: networks.size,
    weighted(factors, out) {
      samples.differentiate();
      scaleRows(policyCotangents, networks.policyWidth, factors);
      scaleRows(valueCotangents, 1, factors);
      networks.backward(policyCotangents, valueCotangents);
      networks.flatGradient(out);
    },
  };
}

/** Multiplies each row of cotangents by its factor, in place: what comes back through the network is then Σ factor·gradient of the row. */
function scaleRows(cotangents: FlatArray, width: number, factors: Float64Array): void {
  for (let row = 0; row < factors.length; row++)
    for (let k = row * width; k < (row + 1) * width; k++) cotangents[k] *= factors[row];
}
