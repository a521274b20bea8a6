import type { NetworkKernel } from '../engine/engine.js';
import { gaussNewtonOperator } from './gauss-newton.js';
import type { LinearOperator, OutputMetric } from './operator.js';

/**
 * The Fisher matrix E[∇log π ∇log πᵀ] = JᵀFJ, F being that of the distribution by the network's outputs; ≥ 0.
 *
 * A small step Δ of the parameters moves the policy by KL ≈ ½ΔᵀFΔ.
 *
 * @source Amari 1998; Martens 2020
 * @example fisherOperator(network, metric).apply(v, out) // out = JᵀFJ·v
 */
export function fisherOperator(network: NetworkKernel, metric: OutputMetric): LinearOperator {
  return gaussNewtonOperator(network, { secondDerivative: metric });
}
