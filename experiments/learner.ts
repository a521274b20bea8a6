import type { Agent, AgentSpec, CurvatureOperators, CurvatureOptions, StepRule } from '../agents/agent.js';
import type { SampleGradients } from '../agents/curvature/batch-noise.js';
import type { EngineName, FlatArray } from '../agents/engine/engine.js';
import type { NamedTunables, Values } from '../curriculum/schedule.js';
import type { EnvSpec } from '../envs/env.js';
import { OptionError, type NumberBounds } from '../math/check.js';
import type { Streams } from '../math/random.js';
import type { Measurements } from './event.js';
import type { Stopwatch } from './stopwatch.js';

/** Plain data that restores a learner exactly. */
export type Checkpoint = Readonly<Record<string, unknown>>;

/** What a learner is made with. */
export interface LearnerContext {
  readonly streams: Streams;
  /** Name of the engine; the default engine when absent. */
  readonly engine?: EngineName;
  /** Measures where the time goes; nothing when absent. */
  readonly stopwatch?: Stopwatch;
}

/** A learner as an experiment is given it: its tunables by when they act, how it is scored, and how to make one. */
export interface LearnerSpec {
  /** What is learnt in, and what learns: for titles and plans. */
  readonly world: string;
  readonly agent: string;
  /** What shapes the batch or its objective, knobs among them. */
  readonly batchTunables: NamedTunables;
  /** What only the step reads. */
  readonly stepTunables: NamedTunables;
  /** The signal that runs are scored by; higher is better. */
  readonly score: string;
  /** Score of an update that a diverged run did not live: a convention, not a bound. */
  readonly worst: number;
  /** Reference values of knobs: what a still world has where they oscillate. */
  readonly references: Values;
  /** Knobs to which the curvature of the objective is proportional, so that stability can be predicted before training. */
  readonly proportional: readonly string[];
  /** Bounds of a tunable, where it has some. */
  bounds?(name: string): NumberBounds | undefined;
  /** The world and the agent, where it is made of those: what an evaluation needs. */
  readonly actor?: { readonly env: EnvSpec; readonly agent: AgentSpec };
  /** The same learner with some tunables replaced. */
  withTunables(replaced: NamedTunables): LearnerSpec;
  /** @throws OptionError when its parts do not fit each other. */
  create(context: LearnerContext): Learner;
}

/**
 * Some tunables replaced by others of the same name.
 *
 * @example replaceTunables({ discount: 0.9 }, { discount: 0.5, momentum: 0 }) // { discount: 0.5 }
 */
export function replaceTunables(tunables: NamedTunables, replaced: NamedTunables): NamedTunables {
  return Object.fromEntries(Object.entries(tunables).map(([name, kept]) => [name, replaced[name] ?? kept]));
}

/** A policy and the world it was made for. */
export interface Actor {
  readonly env: EnvSpec;
  readonly agent: Agent;
}

/** Curvature of a loss: its Hessian, and what else is known of it; a loss without a policy has no Fisher information. */
export type LossCurvature = Pick<CurvatureOperators, 'hessian'> & Partial<CurvatureOperators>;

/** Two verbs: agent and environment, two players, a federation, a landscape, stages of learners alike. */
export interface Learner {
  /** Knobs, and all that shapes the batch or its objective. */
  readonly batchTunables: NamedTunables;
  /** What only the step reads. */
  readonly stepTunables: NamedTunables;
  /** Names it will measure. */
  readonly signals: readonly string[];
  /** Knobs turned, a batch gathered with the present parameters, advantages ready. */
  collect(batch: Values): Measurements;
  /** One update from that batch. */
  learn(step: Values): Measurements;
  /** Curvature of that batch's objective at the parameters it was gathered with, where it exists. */
  curvature?(options?: CurvatureOptions): LossCurvature;
  /** Gradient of that batch's loss at those parameters. */
  gradient?(out: FlatArray): void;
  /** Gradients of that batch's samples, where each has its own. */
  sampleGradients?(): SampleGradients | undefined;
  stepRule(step: Values): StepRule;
  /** A flat copy of the parameters. */
  parameters(): FlatArray;
  /** Takes parameters; optimizer state starts fresh. */
  setParameters(parameters: FlatArray): void;
  checkpoint(): Checkpoint;
  restore(checkpoint: Checkpoint): void;
  /** Takes parameters and optimizer of an earlier checkpoint of its own; random streams and running episodes go on. */
  rewind?(checkpoint: Checkpoint): void;
  /** The policy and its world, where it is made of those: what an evaluation plays. */
  readonly actor?: Actor;
}

/**
 * Gives a learner the parameters and optimizer of one of its earlier checkpoints.
 *
 * @throws OptionError for a learner that cannot be rewound.
 */
export function rewind(learner: Learner, checkpoint: Checkpoint): void {
  if (learner.rewind === undefined)
    throw new OptionError('rewind', 'a learner that can take back parameters and optimizer', 'another one');
  learner.rewind(checkpoint);
}
