import { fisherOperator } from '../curvature/fisher.js';
import { gaussNewtonOperator } from '../curvature/gauss-newton.js';
import { hessianOperator } from '../curvature/hessian.js';
import type { LinearOperator } from '../curvature/operator.js';
import { orthogonalParameters } from '../network.js';
import type { ActorCritic, ActorCriticOptions } from './networks.js';
import { embedded, flatParameters, maskWidthsOf, policyGain, squaredError, startAt, trainOptions } from './parts.js';

/** A network each for policy and value. */
export function separateNetworks(options: ActorCriticOptions): ActorCritic {
  const { engine, policy, inputs, hidden, activation, batchNorm = false, dropout = false } = options;
  const { capacity, streams } = options;
  const { outputs, freeOutputs } = policy;
  const trunk = { inputs, hidden, activation, batchNorm, dropout };
  const actor = engine.network({ ...trunk, outputs, freeOutputs }, capacity);
  const critic = engine.network({ ...trunk, outputs: 1 }, capacity);
  actor.parameters.set(orthogonalParameters(actor.shape, streams.fork('initialWeights'), policyGain));
  critic.parameters.set(orthogonalParameters(critic.shape, streams.fork('initialWeights', 1), 1));
  startAt(actor, policy, 0);
  const gradients = [actor.array(actor.size), critic.array(critic.size)];
  const size = actor.size + critic.size;
  const inFront = (operator: LinearOperator): LinearOperator => embedded(operator, size, 0);
  return {
    size,
    parts: [actor, critic],
    gradients,
    policyWidth: outputs + freeOutputs,
    maskWidths: maskWidthsOf([actor, critic]),
    array: (length) => actor.array(length),
    act: (seen, rows) => actor.forward(seen, rows, 'act'),
    valuesOf(seen, rows, out, at = 0) {
      const values = critic.forward(seen, rows, 'act');
      for (let row = 0; row < rows; row++) out[at + row] = values[row];
    },
    train(seen, rows, training) {
      actor.forward(seen, rows, 'train', trainOptions(actor, training, 0));
      critic.forward(seen, rows, 'train', trainOptions(critic, training, 1));
    },
    trainPolicy(seen, rows, training) {
      actor.forward(seen, rows, 'train', trainOptions(actor, training, 0));
    },
    policyOutputs: () => actor.outputs(),
    values: () => critic.outputs(),
    backward(policyCotangents, valueCotangents) {
      actor.backward(policyCotangents, gradients[0]);
      critic.backward(valueCotangents, gradients[1]);
    },
    backwardPolicy: (policyCotangents) => actor.backward(policyCotangents, gradients[0]),
    ...flatParameters([actor, critic], gradients, size),
    policyHessian: (loss) => hessianOperator(actor, loss),
    policyFisher: (metric) => fisherOperator(actor, metric),
    hessian: (loss) => inFront(hessianOperator(actor, loss)),
    fisher: (metric) => inFront(fisherOperator(actor, metric)),
    valueGaussNewton: (weight) =>
      embedded(gaussNewtonOperator(critic, { secondDerivative: squaredError(weight, 1, 0) }), size, actor.size),
  };
}
