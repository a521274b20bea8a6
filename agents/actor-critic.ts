import type { Streams } from '../math/random.js';
import { fisherOperator } from './curvature/fisher.js';
import { gaussNewtonOperator } from './curvature/gauss-newton.js';
import { hessianOperator } from './curvature/hessian.js';
import type { LinearOperator, OutputLoss, OutputMetric } from './curvature/operator.js';
import type { Distribution } from './distribution/distribution.js';
import {
  hiddenWidth,
  outputWidth,
  type Activation,
  type Engine,
  type FlatArray,
  type NetworkKernel,
  type TrainOptions,
} from './engine/engine.js';
import { orthogonalParameters } from './network.js';

/** Options of {@link actorCritic}. */
export interface ActorCriticOptions {
  readonly engine: Engine;
  readonly policy: Distribution;
  /** Numbers a row of observation. */
  readonly inputs: number;
  /** Widths of the hidden layers of each network. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** `separate`: a network each; `shared`: one network whose last output is the value. */
  readonly networks: 'separate' | 'shared';
  /** Whether hidden layers are normalised over the rows of a batch. Default false. */
  readonly batchNorm?: boolean;
  /** Whether hidden activations are multiplied by masks in `train`. Default false. */
  readonly dropout?: boolean;
  /** Most rows of a batch. */
  readonly capacity: number;
  readonly streams: Streams;
}

/** What a batch in `train` takes beside its inputs. */
export interface ActorCriticTraining {
  /** With dropout: factors of each network's hidden activations, rows × its mask width. */
  readonly masks?: readonly FlatArray[];
  /** With batchNorm: by which share the running statistics move to those of this batch. Default 0. */
  readonly updateRate?: number;
}

/**
 * A policy and a value function. Parameters are flat: the policy's network, then the value's; of a shared one, the one network.
 * Arrays it answers are valid until its next call of that kind.
 */
export interface ActorCritic {
  readonly size: number;
  /** The networks, in the order of the parameters. */
  readonly parts: readonly NetworkKernel[];
  /** Gradient of each network, from the last `backward`. */
  readonly gradients: readonly FlatArray[];
  /** Numbers a row of the policy's outputs. */
  readonly policyWidth: number;
  /** Numbers a row of each network's masks; 0 without dropout. */
  readonly maskWidths: readonly number[];
  /** An array in the precision of the engine. */
  array(length: number): FlatArray;
  /** Outputs of the policy, keeping nothing. */
  act(inputs: FlatArray, rows: number): FlatArray;
  /** out[at …] = values of the rows, keeping nothing. */
  valuesOf(inputs: FlatArray, rows: number, out: Float64Array, at?: number): void;
  /** Forward of both, kept for `backward` and the operators. */
  train(inputs: FlatArray, rows: number, options?: ActorCriticTraining): void;
  /** `train` of the policy alone, where it has a network of its own. */
  trainPolicy(inputs: FlatArray, rows: number, options?: ActorCriticTraining): void;
  /** Outputs of the policy in the last `train`; rows × policyWidth. */
  policyOutputs(): FlatArray;
  /** Values of the rows of the last `train`. */
  values(): FlatArray;
  /** Gradients from ∂loss/∂policy outputs and ∂loss/∂values of the rows of the last `train`. */
  backward(policyCotangents: FlatArray, valueCotangents: FlatArray): void;
  /** `backward` after `trainPolicy`: a value's own network is left alone. */
  backwardPolicy(policyCotangents: FlatArray, valueCotangents: FlatArray): void;
  /** out = the gradients side by side, in the order of the parameters. */
  flatGradient(out: FlatArray): void;
  parameters(): FlatArray;
  setParameters(parameters: FlatArray): void;
  /** Running statistics of normalised layers, network after network: a copy. */
  buffers(): readonly number[];
  setBuffers(buffers: readonly number[]): void;
  /** Hessian of a loss on the policy's outputs, by all parameters. */
  hessian(loss: OutputLoss): LinearOperator;
  /** Fisher matrix of the policy, by all parameters. */
  fisher(metric: OutputMetric): LinearOperator;
  /** `hessian` by the parameters of the policy's network alone, which stand first. */
  policyHessian(loss: OutputLoss): LinearOperator;
  /** `fisher` by the parameters of the policy's network alone. */
  policyFisher(metric: OutputMetric): LinearOperator;
  /** Gauss–Newton matrix of weight·mean (V − R)², by all parameters. */
  valueGaussNewton(weight: number): LinearOperator;
}

/**
 * Policy and value networks with orthogonal first weights: gain √2 in hidden layers, 0.01 for the policy's outputs, 1 for the value.
 *
 * @throws OptionError for widths or a capacity that no engine can run.
 * @source Andrychowicz et al., What matters in on-policy reinforcement learning? (2021)
 * @example // CartPole, 64-64 tanh, separate: 4 610 + 4 545 parameters
 */
export function actorCritic(options: ActorCriticOptions): ActorCritic {
  return options.networks === 'separate' ? separate(options) : shared(options);
}

/** Gain of the policy's last layer: a first policy that is nearly the same in every state. */
const policyGain = 0.01;

function separate(options: ActorCriticOptions): ActorCritic {
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

function shared(options: ActorCriticOptions): ActorCritic {
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

/** Sets the biases of the policy's outputs, and its free outputs, to where a first policy is centred. */
function startAt(network: NetworkKernel, { startOutputs, outputs, freeOutputs }: Distribution, extra: number): void {
  if (startOutputs === undefined) return;
  const biases = network.size - freeOutputs - extra - outputs;
  for (let k = 0; k < outputs; k++) network.parameters[biases + k] = startOutputs[k];
  for (let k = 0; k < freeOutputs; k++) network.parameters[network.size - freeOutputs + k] = startOutputs[outputs + k];
}

/** Second derivative of weight·mean (V − R)² by the outputs: 2·weight/rows at the value's place. */
function squaredError(weight: number, width: number, place: number): OutputMetric {
  return (_outputs, tangents, rows, out) => {
    out.fill(0, 0, rows * width);
    for (let row = 0; row < rows; row++)
      out[row * width + place] = ((2 * weight) / rows) * tangents[row * width + place];
  };
}

/** An operator on the numbers `first …` of a longer vector; it answers 0 elsewhere. */
function embedded(operator: LinearOperator, size: number, first: number): LinearOperator {
  const last = first + operator.size;
  return {
    size,
    apply(v, out) {
      out.fill(0);
      operator.apply(v.subarray(first, last), out.subarray(first, last));
    },
  };
}

function maskWidthsOf(parts: readonly NetworkKernel[]): readonly number[] {
  return parts.map(({ shape }) => (shape.dropout === true ? hiddenWidth(shape) : 0));
}

/** What network k takes of the options of both. */
function trainOptions(
  { shape }: NetworkKernel,
  { masks, updateRate }: ActorCriticTraining = {},
  k: number,
): TrainOptions {
  return {
    ...(shape.dropout === true && masks !== undefined ? { masks: masks[k] } : {}),
    ...(shape.batchNorm === true && updateRate !== undefined ? { updateRate } : {}),
  };
}

function flatParameters(
  parts: readonly NetworkKernel[],
  gradients: readonly FlatArray[],
  size: number,
): Pick<ActorCritic, 'parameters' | 'setParameters' | 'buffers' | 'setBuffers' | 'flatGradient'> {
  return {
    flatGradient(out) {
      let at = 0;
      for (const part of gradients) {
        out.set(part, at);
        at += part.length;
      }
    },
    buffers: () => parts.flatMap((part) => [...part.buffers()]),
    setBuffers(buffers) {
      let at = 0;
      for (const part of parts) {
        const own = part.buffers();
        own.set(buffers.slice(at, at + own.length));
        at += own.length;
      }
    },
    parameters() {
      const flat = parts[0].array(size);
      let at = 0;
      for (const part of parts) {
        flat.set(part.parameters, at);
        at += part.size;
      }
      return flat;
    },
    setParameters(flat) {
      let at = 0;
      for (const part of parts) {
        part.parameters.set(flat.subarray(at, at + part.size));
        at += part.size;
      }
    },
  };
}
