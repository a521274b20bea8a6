import type { Streams } from '../../math/random.js';
import type { LinearOperator, OutputLoss, OutputMetric } from '../curvature/operator.js';
import type { Distribution } from '../distribution/distribution.js';
import type { Activation, Engine, FlatArray, NetworkKernel } from '../engine/engine.js';

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
