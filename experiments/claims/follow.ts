import type { FlatArray } from '../../agents/engine/engine.js';
import { cycle, resolve, type CycleSchedule, type Tunable } from '../../curriculum/schedule.js';
import type { Turns } from '../../curriculum/waveforms.js';
import { streams } from '../../math/random.js';
import type { Measurements } from '../event.js';
import type { Learner, LearnerSpec } from '../learner.js';

/** Options of {@link follow}. */
export interface FollowOptions {
  /** Everything random follows from it. */
  readonly seed: number;
  readonly updates: number;
  /** First parameters instead of fresh ones. */
  readonly parameters?: FlatArray;
  /** Sees each update's measurements, before the next begins; false ends it. */
  readonly see: (update: number, measured: Measurements, learner: Learner) => boolean | undefined;
}

/** Trains a learner and shows every update's measurements: the loop of a claim, without events, hooks or checkpoints. */
export function follow(spec: LearnerSpec, { seed, updates, parameters, see }: FollowOptions): Learner {
  const learner = spec.create({ streams: streams(seed) });
  if (parameters !== undefined) learner.setParameters(parameters);
  const { batchTunables, stepTunables } = learner;
  for (let update = 0; update < updates; update++) {
    const measured = learner.collect(resolve(batchTunables, update, {}));
    learner.learn(resolve(stepTunables, update, measured));
    if (see(update, measured, learner) === false) break;
  }
  return learner;
}

/** Options of {@link swing}. */
export interface SwingOptions {
  /** Mid value. */
  readonly mean: number;
  /** Relative amplitude, in [0, 1]; 0 is the mid value itself. */
  readonly amplitude: number;
  /** Updates per period. */
  readonly period: number;
  /** Head start from the trough. Default 0. */
  readonly phase?: Turns;
}

/** A cosine between mean·(1 ∓ amplitude), from its trough on. */
export function swing({ mean, amplitude, period, phase = 0 }: SwingOptions): CycleSchedule {
  return cycle({ wave: 'cosine', period, min: mean * (1 - amplitude), max: mean * (1 + amplitude), phase });
}

/** The ways in which a claim's rate runs beside an oscillating curvature. */
export const phaseArms = { in: 0, quadrature: 0.25, anti: 0.5, constant: undefined } as const;

/** Name of one of {@link phaseArms}. */
export type PhaseArm = keyof typeof phaseArms;

/** Names of {@link phaseArms}. */
export const phaseArmNames = Object.keys(phaseArms) as readonly PhaseArm[];

/** The rate of an arm: a cosine so many turns ahead of phase `start`, or its mean. */
export function rateOf(arm: PhaseArm, { phase: start = 0, ...wave }: SwingOptions): Tunable {
  const lead = phaseArms[arm];
  return lead === undefined ? wave.mean : swing({ ...wave, phase: start + lead });
}
