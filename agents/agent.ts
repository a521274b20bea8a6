import type { NamedTunables, Values } from '../curriculum/schedule.js';
import type { Space } from '../envs/space.js';
import type { Random, Streams } from '../math/random.js';
import type { SampleGradients } from './curvature/batch-noise.js';
import type { LinearOperator } from './curvature/operator.js';
import type { Engine, FlatArray, NetworkShape } from './engine/engine.js';
import type { Rollout } from './rollout.js';

/**
 * How an agent wants its batch: so many whole episodes, one a row, started anew each update;
 * or a fixed number of steps of rows whose episodes run on from update to update.
 */
export type Gathering =
  | { readonly kind: 'episodes'; readonly episodes: number }
  | { readonly kind: 'steps'; readonly rows: number; readonly steps: number };

/** Which update rule turns a gradient into a step: plain data from which a reading knows its limit. */
export type StepRule = (
  | { readonly kind: 'gradientDescent' }
  | { readonly kind: 'heavyBall'; readonly form: 'accumulated' | 'displacement'; readonly momentum: number }
  /** Looks ahead along the velocity: x ← x − η(g + βv). */
  | { readonly kind: 'nesterov'; readonly momentum: number }
  /** Divides by a diagonal that is taken to stand still: limits are on the preconditioned curvature. */
  | { readonly kind: 'adam'; readonly beta1: number }
  | { readonly kind: 'rmsProp' }
  /** Multiplies by (F + δ)⁻¹: limits are on the curvature so preconditioned. */
  | { readonly kind: 'naturalGradient' }
) & {
  /** What the limit of the gradient's norm left of the rate at the last update, η·min(1, limit/‖g‖)/η in (0, 1]; 1 when absent. */
  readonly rateFactor?: number;
  /** The rate that was felt at the last update, where it was not the tunable's: of a natural gradient whose length is fixed by its divergence. */
  readonly rate?: number;
};

/** Curvature of the last batch's objective at the parameters it was gathered with; all operators have the size of the parameters, unless a part was asked for. */
export interface CurvatureOperators {
  /** Exact Hessian of the policy's un-clipped surrogate −E[(π/π_old)·A] − entropyBonus·H; signed. Of a cross-entropy: its Hessian. */
  readonly hessian: LinearOperator;
  /** Fisher information of the policy, E[∇log π ∇log πᵀ]; ≥ 0. */
  readonly fisher: LinearOperator;
  /** Gauss–Newton matrix of the weighted value loss, where there is one; ≥ 0. */
  readonly gaussNewton?: LinearOperator;
  /** The Hessian as an optimizer feels it that divides by P, a diagonal or the damped Fisher matrix: P^(−½)·hessian·P^(−½). */
  readonly preconditioned?: LinearOperator;
}

/** How curvature is measured. */
export interface CurvatureOptions {
  /** About so many samples of the batch, spread evenly over it, in place of all, and the policy's own parameters alone, which stand first: for agents that learn from minibatches. Others take all. */
  readonly rows?: number;
}

/** A policy as a network, for use without the agent. */
export interface PolicyNetwork {
  readonly shape: NetworkShape;
  /** A copy of its parameters, in the order of the engines. */
  readonly parameters: FlatArray;
  /** How many of the last layer's outputs, from the first, are the policy's; what follows is a value. */
  readonly outputs: number;
  /** Running statistics of normalised layers; empty where there are none. */
  readonly buffers: FlatArray;
  /** Where observations are normalised first: clip((x − mean)/√(variance + epsilon), ±limit). */
  readonly normalized?: {
    readonly mean: readonly number[];
    readonly variance: readonly number[];
    readonly epsilon: number;
    readonly limit: number;
  };
}

/** Plain data that restores an agent exactly. */
export type AgentCheckpoint = Readonly<Record<string, unknown>>;

/** What an agent is made for. */
export interface AgentContext {
  readonly observation: Space;
  readonly action: Space;
  /** Steps after which the world truncates an episode. */
  readonly maxSteps: number;
  /** Whether the world has a true label for every row. */
  readonly labelled: boolean;
  readonly engine: Engine;
  readonly streams: Streams;
}

/** A policy that learns. */
export interface Agent {
  readonly gathering: Gathering;
  /** Names it measures. */
  readonly signals: readonly string[];
  /**
   * Draws an action for each row: `observations` is rows × observation width, `actions` rows × action width.
   * Draws from the policy's own stream unless another is given.
   */
  act(observations: Float32Array, rows: number, actions: Float64Array, random?: Random): void;
  /** The most likely action of each row; draws nothing. */
  mode?(observations: Float32Array, rows: number, actions: Float64Array): void;
  /** Takes the batch gathered with the present parameters: advantages are ready after it. */
  prepare(batch: Rollout, values: Values): Readonly<Record<string, number>>;
  /** One update from that batch. */
  update(values: Values): Readonly<Record<string, number>>;
  /** Curvature of that batch, before its update. Operators are valid until the next call. */
  curvature(options?: CurvatureOptions): CurvatureOperators;
  /** Gradient of that batch's loss, before its update. */
  gradient(out: FlatArray): void;
  /** The gradients of that batch's samples, where each has its own: not where layers are normalised over the batch. */
  sampleGradients?(): SampleGradients | undefined;
  /** The loss of which that is the gradient, of the same batch at the present parameters. For checks: `prepare` comes next. */
  loss?(): number;
  stepRule(values: Values): StepRule;
  /** The network that acts, where it is one. */
  policyNetwork?(): PolicyNetwork;
  /** A copy of the parameters. */
  parameters(): FlatArray;
  /** Takes parameters; optimizer state starts fresh. */
  setParameters(parameters: FlatArray): void;
  checkpoint(): AgentCheckpoint;
  restore(checkpoint: AgentCheckpoint): void;
}

/** An agent as an experiment is given it: tunables by when they act, and how to make one. */
export interface AgentSpec {
  readonly name: string;
  /** What shapes the batch or its objective. */
  readonly batchTunables: NamedTunables;
  /** What only the step reads. */
  readonly stepTunables: NamedTunables;
  /** @throws OptionError when the algorithm does not fit the spaces. */
  create(context: AgentContext): Agent;
}
