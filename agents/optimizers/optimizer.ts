import type { Values } from '../../curriculum/schedule.js';
import type { StepRule } from '../agent.js';
import type { FlatArray } from '../engine/engine.js';

/** Memory of an optimizer as plain data. */
export type OptimizerCheckpoint = Readonly<Record<string, number | readonly number[]>>;

/**
 * Turns a gradient into a step. The rate and every hyperparameter are read from `values` at each step, never stored: they may move.
 */
export interface Optimizer {
  /** One step in place; the gradient counts `scale` times (what a limit of its norm left of it). */
  step(parameters: FlatArray, gradient: FlatArray, values: Values, scale: number): void;
  /** What the step does on a quadratic loss, at these values. */
  rule(values: Values): StepRule;
  /** Writes the diagonal P that the coming step divides by; absent where there is none. `gradient` stands in for a memory that is still empty. */
  preconditioner?(values: Values, gradient: FlatArray, out: FlatArray): void;
  /** Forgets everything. */
  reset(): void;
  checkpoint(): OptimizerCheckpoint;
  restore(checkpoint: OptimizerCheckpoint): void;
}

/** A kind of optimizer: its hyperparameters beside the rate, and how one is made for `size` parameters. */
export interface OptimizerKind {
  /** Defaults of its hyperparameters, each a tunable. */
  readonly defaults: Readonly<Record<string, number>>;
  make(size: number): Optimizer;
}
