import type { CurvatureOperators, StepRule } from '../agents/agent.js';
import type { EngineName, FlatArray } from '../agents/engine/engine.js';
import type { NamedTunables, Values } from '../curriculum/schedule.js';
import type { Streams } from '../math/random.js';
import type { Measurements } from './event.js';

/** Plain data that restores a learner exactly. */
export type Checkpoint = Readonly<Record<string, unknown>>;

/** What a learner is made with. */
export interface LearnerContext {
  readonly streams: Streams;
  /** Name of the engine; the default engine when absent. */
  readonly engine?: EngineName;
}

/** Makes a run's learner. */
export type LearnerFactory = (context: LearnerContext) => Learner;

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
  curvature?(): CurvatureOperators;
  /** Gradient of that batch's loss at those parameters. */
  gradient?(out: FlatArray): void;
  stepRule(step: Values): StepRule;
  /** A flat copy of the parameters. */
  parameters(): FlatArray;
  /** Takes parameters; optimizer state starts fresh. */
  setParameters(parameters: FlatArray): void;
  checkpoint(): Checkpoint;
  restore(checkpoint: Checkpoint): void;
}
