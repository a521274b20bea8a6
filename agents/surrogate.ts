import type { OutputLoss, OutputMetric } from './curvature/operator.js';
import type { Distribution } from './distribution/distribution.js';

/**
 * The un-clipped surrogate Σ weight·π/π_old + entropyWeight·Σ H at π = π_old, by its derivatives at the policy's outputs.
 * With weights −A/rows it is the objective whose curvature a policy-gradient step feels.
 *
 * @source Schulman et al. 2015
 * @example // hessianOperator(network, surrogate(policy, actions, weights, 0))
 */
export function surrogate(
  policy: Distribution,
  actions: Float64Array,
  weights: Float64Array,
  entropyWeight: number,
): OutputLoss {
  return {
    gradient(outputs, rows, out) {
      policy.score(outputs, actions, weights, rows, out);
      if (entropyWeight !== 0) policy.addEntropyGradient(outputs, entropyWeight, rows, out);
    },
    secondDerivative(outputs, tangents, rows, out) {
      policy.ratioCurvature(outputs, tangents, actions, weights, rows, out);
      if (entropyWeight !== 0) policy.addEntropyCurvature(outputs, tangents, entropyWeight, rows, out);
    },
  };
}

/** The mean Fisher matrix of the rows, by the policy's outputs. */
export function fisherMetric(policy: Distribution): OutputMetric {
  return (outputs, tangents, rows, out) => {
    policy.fisher(outputs, tangents, rows, out);
    const count = tangents.length < out.length ? tangents.length : out.length;
    for (let i = 0; i < count; i++) out[i] /= rows;
  };
}
