import type { Values } from '../curriculum/schedule.js';
import type { Streams } from '../math/random.js';
import type { EnvDefinition, EnvSpec } from './env.js';

/** What follows an episode's end. */
export type AutoReset = 'sameStep' | 'nextStep' | 'disabled';

/** Options of {@link vectorEnv}. */
export interface VectorEnvOptions {
  /** Copies of the world, stepped together. */
  readonly rows: number;
  /** Streams of the run: episode e of row r draws from fork('environment', r, e). */
  readonly streams: Streams;
  /**
   * `sameStep`: a row that ends starts its next episode within the step, its last observation is kept in `finalObservations`;
   * `nextStep`: it starts at the following step, whose action is ignored and whose reward is 0;
   * `disabled`: it waits, unchanged and with reward 0, for `reset`. Default 'sameStep'.
   */
  readonly autoReset?: AutoReset;
}

/** Many copies of one world, stepped together. All arrays are allocated once and written in place. */
export interface VectorEnv {
  readonly definition: EnvDefinition;
  readonly rows: number;
  /** What each row shows now; rows × observation width. */
  readonly observations: Float32Array;
  /** Where a row ended at this step: the last observation of that episode; rows × observation width. */
  readonly finalObservations: Float32Array;
  /** Reward of this step, times the knob `rewardScale` where the world has one: what an agent learns from. */
  readonly rewards: Float64Array;
  /** Reward of this step, unscaled: what scores are made of. */
  readonly rawRewards: Float64Array;
  /** 1 where the state ended the episode at this step. */
  readonly terminated: Uint8Array;
  /** 1 where only the time limit ended it. */
  readonly truncated: Uint8Array;
  /** 1 where the row waits for a reset (autoReset 'disabled'), or resets at the next step ('nextStep'). */
  readonly ended: Uint8Array;
  /** State of all rows; rows × stateSize. */
  readonly state: Float64Array;
  /** Turns the knobs; values that are no knobs of the world are ignored. */
  turn(values: Values): void;
  /** Starts the next episode in every row. */
  reset(): void;
  /** One step of every row; `actions` is rows × action width. */
  step(actions: Float64Array): void;
  /** Everything that a continued run needs, as plain data. */
  checkpoint(): unknown;
  restore(checkpoint: unknown): void;
}

export declare function vectorEnv(spec: EnvSpec, options: VectorEnvOptions): VectorEnv;
