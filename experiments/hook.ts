import type { NamedTunables, Signals, Values } from '../curriculum/schedule.js';
import type { Gate } from '../curriculum/gate.js';
import type { Streams } from '../math/random.js';
import type { AlarmEvent, CurvatureSource, Measurements, Patch } from './event.js';
import type { Checkpoint, Learner } from './learner.js';

/** Updates since each signal was measured; a signal of this update has age 0. */
export type Ages = Readonly<Record<string, number>>;

/** What a hook sees of an update. */
export interface Moment {
  readonly update: number;
  readonly learner: Learner;
  /** The values of this update that are known: batch values at 'batch', all at 'end'. */
  readonly values: Values;
  /** The latest value of every signal, this update's included. */
  readonly signals: Signals;
  readonly ages: Ages;
  /** Joint period of the tunables in force, in updates; 1 when none oscillates, undefined when there is none. */
  readonly period: number | undefined;
  /** Tells that something is worth a person's attention. */
  alarm(reading: AlarmEvent['reading'], signal: string, value: number): void;
  /**
   * Changes a tunable from the next update on.
   *
   * @throws OptionError for a change that the tunable cannot take.
   */
  patch(name: string, options: Patch['options']): void;
  /**
   * Gives the learner the parameters and the optimizer of one of its earlier checkpoints; random streams and running episodes go on, and so does the
   * update index. A run in which this update was not finite goes on too.
   */
  rewind(checkpoint: Checkpoint): void;
}

/** Looks at every update it wants, between gathering and learning (`batch`) or after it (`end`). A hook that only measures is a probe. */
export interface Hook {
  /** Unique in a run. */
  readonly id: string;
  readonly at: 'batch' | 'end';
  /** Updates at which it runs; every one when absent. */
  readonly when?: Gate;
  /** Names it will measure. */
  readonly signals: readonly string[];
  /** What its signal `sharpness` is measured of, where it measures it by a matrix; a screen names it. */
  readonly curvature?: CurvatureSource;
  /** Names it cannot do without: a run in which nobody measures them before it is refused. */
  readonly reads?: readonly string[];
  run(moment: Moment): Measurements;
  /** Its memory as plain data, and back. */
  checkpoint?(): unknown;
  restore?(checkpoint: unknown): void;
}

/** What a hook is made with. */
export interface HookContext {
  readonly streams: Streams;
  /** Every tunable of the run, by name. */
  readonly tunables: NamedTunables;
  /** Joint period of the periodic ones in updates; 1 when none is, undefined when there is none. */
  readonly period: number | undefined;
}

/** Makes the hooks of one run. */
export type HookFactory = (context: HookContext) => readonly Hook[];
