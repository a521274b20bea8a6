import { fisherOperator } from '../curvature/fisher.js';
import { gaussNewtonOperator } from '../curvature/gauss-newton.js';
import { hessianOperator } from '../curvature/hessian.js';
import type { LinearOperator, OutputLoss, OutputMetric } from '../curvature/operator.js';
import { outputWidth, type FlatArray } from '../engine/engine.js';
import { orthogonalParameters } from '../network.js';
import type { ActorCritic, ActorCriticOptions, ActorCriticTraining } from './networks.js';
import { flatParameters, maskWidthsOf, policyGain, squaredError, startAt, trainOptions } from './parts.js';

/** One network, whose output between the policy's outputs and its free ones is the value. */
export function sharedNetwork(options: ActorCriticOptions): ActorCritic {
  const { engine, policy, inputs, hidden, activation, batchNorm = false, dropout = false } = options;
  const { capacity, streams } = options;
  const { outputs, freeOutputs } = policy;
  const trunk = engine.network(
    { inputs, hidden, outputs: outputs + 1, activation, freeOutputs, batchNorm, dropout },
    capacity,
  );
  const gains = Array.from({ length: outputs + 1 }, (_, k) => (k < outputs ? policyGain : 1));
  trunk.parameters.set(orthogonalParameters(trunk.shape, streams.fork('initialWeights'), gains));
  startAt(trunk, policy, 1);
  const width = outputWidth(trunk.shape);
  const policyWidth = width - 1;
  const gradients = [trunk.array(trunk.size)];
  const acted = trunk.array(capacity * policyWidth);
  const trained = trunk.array(capacity * policyWidth);
  const moved = trunk.array(capacity * policyWidth);
  const answered = trunk.array(capacity * policyWidth);
  const values = trunk.array(capacity);
  const cotangents = trunk.array(capacity * width);
  let rowsTrained = 0;

  /** Takes the policy's outputs out of the joint ones. */
  function policyPart(joint: FlatArray, rows: number, out: FlatArray): FlatArray {
    for (let row = 0; row < rows; row++)
      for (let k = 0; k < policyWidth; k++) out[row * policyWidth + k] = joint[row * width + k + (k < outputs ? 0 : 1)];
    return out;
  }
  /** Puts the policy's numbers among the joint ones, and `value` into the value's place. */
  function join(part: FlatArray, value: FlatArray | undefined, rows: number, out: FlatArray): void {
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < policyWidth; k++) out[row * width + k + (k < outputs ? 0 : 1)] = part[row * policyWidth + k];
      out[row * width + outputs] = value === undefined ? 0 : value[row];
    }
  }
  const jointMetric =
    (metric: OutputMetric): OutputMetric =>
    (joint, tangents, rows, out) => {
      metric(policyPart(joint, rows, trained), policyPart(tangents, rows, moved), rows, answered);
      join(answered, undefined, rows, out);
    };
  const hessian = (loss: OutputLoss): LinearOperator =>
    hessianOperator(trunk, {
      gradient(joint, rows, out) {
        loss.gradient(policyPart(joint, rows, trained), rows, answered);
        join(answered, undefined, rows, out);
      },
      secondDerivative: jointMetric(loss.secondDerivative),
    });
  const fisher = (metric: OutputMetric): LinearOperator => fisherOperator(trunk, jointMetric(metric));

  function train(seen: FlatArray, rows: number, training?: ActorCriticTraining): void {
    const joint = trunk.forward(seen, rows, 'train', trainOptions(trunk, training, 0));
    rowsTrained = rows;
    policyPart(joint, rows, trained);
    for (let row = 0; row < rows; row++) values[row] = joint[row * width + outputs];
  }
  function backward(policyCotangents: FlatArray, valueCotangents: FlatArray): void {
    join(policyCotangents, valueCotangents, rowsTrained, cotangents);
    trunk.backward(cotangents, gradients[0]);
  }

  return {
    size: trunk.size,
    parts: [trunk],
    gradients,
    policyWidth,
    maskWidths: maskWidthsOf([trunk]),
    array: (length) => trunk.array(length),
    act: (seen, rows) => policyPart(trunk.forward(seen, rows, 'act'), rows, acted),
    valuesOf(seen, rows, out, at = 0) {
      const joint = trunk.forward(seen, rows, 'act');
      for (let row = 0; row < rows; row++) out[at + row] = joint[row * width + outputs];
    },
    train,
    trainPolicy: train,
    policyOutputs: () => trained,
    values: () => values,
    backward,
    backwardPolicy: backward,
    ...flatParameters([trunk], gradients, trunk.size),
    hessian,
    fisher,
    policyHessian: hessian,
    policyFisher: fisher,
    valueGaussNewton: (weight) =>
      gaussNewtonOperator(trunk, { secondDerivative: squaredError(weight, width, outputs) }),
  };
}
