import type { Random } from '../../math/random.js';
import type { FlatArray } from '../engine/engine.js';

/**
 * A family of action distributions, its parameters being a network's outputs: rows × (outputs + freeOutputs).
 * All derivatives are by the outputs of a row; rows with weight 0 answer 0.
 */
export interface Distribution {
  /** Numbers a row that the network's last layer must answer. */
  readonly outputs: number;
  /** Outputs that are parameters of their own. */
  readonly freeOutputs: number;
  /** Outputs that a first policy is centred on, one a number of a row; all 0 when absent. */
  readonly startOutputs?: readonly number[];
  /** Draws one action a row; rows × action width. */
  sample(outputs: FlatArray, rows: number, random: Random, actions: Float64Array): void;
  /** The action of each row where its density is largest (of a squashed family: where its base's is); rows × action width. */
  mode(outputs: FlatArray, rows: number, actions: Float64Array): void;
  /** out[row] = log π(action | row). */
  logProbability(outputs: FlatArray, actions: Float64Array, rows: number, out: Float64Array): void;
  /** out = weight·∇log π, rows × outputs. */
  score(outputs: FlatArray, actions: Float64Array, weights: Float64Array, rows: number, out: FlatArray): void;
  /** out = weight·∇²log π·tangent, rows × outputs. */
  scoreCurvature(
    outputs: FlatArray,
    tangents: FlatArray,
    actions: Float64Array,
    weights: Float64Array,
    rows: number,
    out: FlatArray,
  ): void;
  /** out = weight·∇²(π/π_old)·tangent at π = π_old, which is weight·(∇²log π + ∇log π ∇log πᵀ)·tangent; rows × outputs. */
  ratioCurvature(
    outputs: FlatArray,
    tangents: FlatArray,
    actions: Float64Array,
    weights: Float64Array,
    rows: number,
    out: FlatArray,
  ): void;
  /** out = E[∇log π ∇log πᵀ]·tangent of each row, rows × outputs. */
  fisher(outputs: FlatArray, tangents: FlatArray, rows: number, out: FlatArray): void;
  /** Mean entropy of the rows, in nats. */
  entropy(outputs: FlatArray, rows: number): number;
  /** out += weight·∇entropy of each row, rows × outputs. */
  addEntropyGradient(outputs: FlatArray, weight: number, rows: number, out: FlatArray): void;
  /** out += weight·∇²entropy·tangent of each row, rows × outputs. */
  addEntropyCurvature(outputs: FlatArray, tangents: FlatArray, weight: number, rows: number, out: FlatArray): void;
  /** Mean divergence KL(π_from ‖ π_to) of the rows, in nats; ≥ 0. */
  divergence(from: FlatArray, to: FlatArray, rows: number): number;
}
