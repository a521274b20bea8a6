import type { NamedTunables, Values } from '../curriculum/schedule.js';
import type { Space } from '../envs/space.js';
import type { Random, Streams } from '../math/random.js';
import type { LinearOperator } from './curvature/operator.js';
import type { Engine, FlatArray } from './engine/engine.js';
import type { Rollout } from './rollout.js';

/** How an agent wants its batch: so many whole episodes. */
export interface Gathering {
  readonly episodes: number;
}

/** Which update rule turns a gradient into a step: plain data from which a reading knows its limit. */
export type StepRule =
  | { readonly kind: 'gradientDescent' }
  | { readonly kind: 'heavyBall'; readonly form: 'accumulated' | 'displacement'; readonly momentum: number };

/** Curvature of the last batch's objective at the parameters it was gathered with. */
export interface CurvatureOperators {
  /** Exact Hessian of the un-clipped surrogate −E[(π/π_old)·A]; signed. */
  readonly hessian: LinearOperator;
  /** Fisher information of the policy, E[∇log π ∇log πᵀ]; ≥ 0. */
  readonly fisher: LinearOperator;
}

/** Plain data that restores an agent exactly. */
export type AgentCheckpoint = Readonly<Record<string, unknown>>;

/** What an agent is made for. */
export interface AgentContext {
  readonly observation: Space;
  readonly action: Space;
  /** Steps after which the world truncates an episode. */
  readonly maxSteps: number;
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
  /** Takes the batch gathered with the present parameters: advantages are ready after it. */
  prepare(batch: Rollout, values: Values): Readonly<Record<string, number>>;
  /** One update from that batch. */
  update(values: Values): Readonly<Record<string, number>>;
  /** Curvature of that batch, before its update. */
  curvature(): CurvatureOperators;
  /** Gradient of that batch's loss, before its update. */
  gradient(out: FlatArray): void;
  stepRule(values: Values): StepRule;
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
