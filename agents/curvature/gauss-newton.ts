import { outputWidth, type NetworkKernel } from '../engine/engine.js';
import { outputArray, type LinearOperator, type OutputLoss } from './operator.js';

/**
 * The generalised Gauss–Newton matrix Jᵀ(∇²loss)J of a loss, J = ∂outputs/∂θ, for the rows of the network's last `train`.
 *
 * It is ≥ 0 where the loss is convex in the outputs, and the Hessian where the outputs are linear in the parameters.
 *
 * @source Schraudolph 2002
 * @example gaussNewtonOperator(network, loss).apply(v, out) // out = Jᵀ(∇²loss)J·v
 */
export function gaussNewtonOperator(
  network: NetworkKernel,
  loss: Pick<OutputLoss, 'secondDerivative'>,
): LinearOperator {
  const width = outputWidth(network.shape);
  const cotangents = outputArray(network);
  return {
    size: network.size,
    apply(v, out) {
      const tangents = network.forwardTangent(v);
      loss.secondDerivative(network.outputs(), tangents, tangents.length / width, cotangents);
      network.backward(cotangents, out);
    },
  };
}
