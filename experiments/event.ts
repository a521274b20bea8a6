import type { Values } from '../curriculum/schedule.js';
import type { Interval } from '../math/statistics.js';
import type { Readings } from './readings.js';
import type { SummaryEvent, VerdictEvent } from './verdict-event.js';

/** A value with its 95 % interval. */
export type Estimate = Interval;

/** Numbers that were measured, by name. A value may be NaN or infinite: that is a result. */
export type Measurements = Readonly<Record<string, number>>;

/** When a run counts as collapsed: the mean of `signal` over the stretch lies below `below`. */
export interface CollapseRule {
  readonly signal: string;
  readonly below: number;
  readonly over: 'last half' | 'whole run';
}

/** An arm as it is written down before any training. */
export interface ArmPlan {
  /** Short name, the first half of its runs' ids. */
  readonly name: string;
  /** What it does, in words. */
  readonly about: string;
  /** The lead of its rate over the difficulty, in turns; absent for a constant rate. */
  readonly phase?: number;
  /** Median over seeds of the readings of the quadratic model at the warm policy. */
  readonly predicted: Readings;
  /** The oscillating tunables over one period of seed-less time (start phase 0), by name. */
  readonly waves: Readonly<Record<string, readonly number[]>>;
}

/** What curvature the readings rest on. */
export interface CurvatureSource {
  /** The matrix whose largest eigenvalue λ is: as an optimizer feels it that divides by a diagonal or the Fisher matrix, where it is preconditioned. */
  readonly operator: 'Hessian' | 'preconditioned Hessian' | 'Gauss–Newton' | 'Fisher';
  /** Products with it that a measurement takes. */
  readonly products: number;
}

/** What will be run, before the first update of any arm. */
export interface PlanEvent {
  readonly type: 'plan';
  readonly title: string;
  /** Facts that a reader must know, one line each. */
  readonly notes: readonly string[];
  readonly manifest: Readonly<Record<string, string | number>>;
  readonly updates: number;
  /** Joint period of the oscillating tunables in updates; absent when there is none. */
  readonly period?: number;
  /** Name of the score: its mean over a run is what arms are compared by. */
  readonly score: string;
  /** Score of an update that a diverged run did not live; absent in plans of older versions. */
  readonly worst?: number;
  readonly rate: string;
  /** The oscillating knob; absent when none oscillates. */
  readonly knob?: string;
  /** Absent when none was given: then only diverged runs count as collapsed. */
  readonly collapse?: CollapseRule;
  readonly seeds: { readonly kept: readonly number[]; readonly dropped: readonly number[] };
  /** Curvature at the warm policies, over seeds: median and 10–90 % range; absent when it was not measured. */
  readonly sharpness?: Estimate;
  /** What the signal `sharpness` of the runs is measured of; absent where nobody measures it, or does not say. */
  readonly curvature?: CurvatureSource;
  readonly arms: readonly ArmPlan[];
}

/** First event of a run: which columns its updates will have. */
export interface StartEvent {
  readonly type: 'start';
  readonly run: string;
  readonly updates: number;
  readonly columns: readonly string[];
}

/** One update: the values it was made with and what was measured. */
export interface UpdateEvent {
  readonly type: 'update';
  readonly run: string;
  readonly update: number;
  readonly values: Values;
  /** Only what was measured at this update. */
  readonly signals: Measurements;
  /** Updates since an older reading that a signal of this update rests on. */
  readonly ages?: Measurements;
  /** Names of values or signals that are not finite; JSON writes them as null. */
  readonly nonFinite?: readonly string[];
}

/** A whole joint period is over. */
export interface CycleEvent {
  readonly type: 'cycle';
  readonly run: string;
  readonly update: number;
  readonly cycle: number;
  readonly lowestMargin?: number;
  readonly growth?: number;
  readonly transient?: number;
  /** Spearman correlation of the oscillating knob with the measured curvature. */
  readonly coherence?: number;
  /** Mean score over the period. */
  readonly score?: number;
}

/** Something a person should see. */
export interface AlarmEvent {
  readonly type: 'alarm';
  readonly run: string;
  readonly update: number;
  readonly signal: string;
  readonly value: number;
  readonly reading: 'margin' | 'growth' | 'transient' | 'sharpness' | 'coherence' | 'collapse' | 'nonFinite' | 'bounds';
}

/** Everything that the run needs to go on was saved after this update. */
export interface CheckpointEvent {
  readonly type: 'checkpoint';
  readonly run: string;
  readonly update: number;
}

/** A change of a schedule while a run goes on. */
export interface Patch {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A patch was applied at this update's start. */
export interface CommandEvent {
  readonly type: 'command';
  readonly run: string;
  readonly update: number;
  readonly patch: Patch;
}

/** The run could not go on: its worker died, or its code threw. */
export interface FailedEvent {
  readonly type: 'failed';
  readonly run: string;
  readonly message: string;
}

/** Last event of a run. */
export interface EndEvent {
  readonly type: 'end';
  readonly run: string;
  /** Updates that were lived. */
  readonly update: number;
  readonly reason: 'finished' | 'stopped' | 'diverged';
}

/**
 * Everything that happens. `plan`, `verdict` and `summary` belong to the command; every other event carries `run`,
 * the trial `<arm>/<seed>`. No clock reading is ever part of an event.
 */
export type RunEvent =
  | PlanEvent
  | StartEvent
  | UpdateEvent
  | CycleEvent
  | AlarmEvent
  | CheckpointEvent
  | CommandEvent
  | FailedEvent
  | EndEvent
  | VerdictEvent
  | SummaryEvent;

/**
 * An event as one line of JSON. Members keep their order, numbers that are not finite become null.
 *
 * @example eventLine({ type: 'end', run: 'anti/3', update: 160, reason: 'finished' })
 * // '{"type":"end","run":"anti/3","update":160,"reason":"finished"}'
 */
export function eventLine(event: RunEvent): string {
  return JSON.stringify(event);
}
