import { outputWidth, type NetworkKernel } from '../engine/engine.js';
import { outputArray, type LinearOperator, type OutputLoss } from './operator.js';

/**
 * The Hessian of a loss by the parameters, for the rows of the network's last `train`: exact products by the R-operator, signed.
 *
 * H·v = Jᵀ(∇²loss·Jv) + Σ ∇loss·(∂²outputs/∂θ²)·v, with J = ∂outputs/∂θ; one product costs about two gradients.
 *
 * @source Pearlmutter 1994
 * @example hessianOperator(network, loss).apply(v, out) // out = ∇²loss·v
 */
export function hessianOperator(network: NetworkKernel, loss: OutputLoss): LinearOperator {
  const width = outputWidth(network.shape);
  const cotangents = outputArray(network);
  const cotangentTangents = outputArray(network);
  return {
    size: network.size,
    apply(v, out) {
      const tangents = network.forwardTangent(v);
      const rows = tangents.length / width;
      const outputs = network.outputs();
      loss.gradient(outputs, rows, cotangents);
      loss.secondDerivative(outputs, tangents, rows, cotangentTangents);
      network.backwardTangent(cotangents, cotangentTangents, out);
    },
  };
}
