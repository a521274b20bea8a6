import { OptionError } from '../math/check.js';
import type { Random } from '../math/random.js';
import type { Space } from '../envs/space.js';
import { widthOf } from '../envs/space.js';
import type { FlatArray } from './engine/engine.js';

/**
 * A family of action distributions, its parameters being a network's outputs: rows × (outputs + freeOutputs).
 * All derivatives are by the outputs of a row; rows with weight 0 answer 0.
 */
export interface Distribution {
  /** Numbers a row that the network's last layer must answer. */
  readonly outputs: number;
  /** Outputs that are parameters of their own. */
  readonly freeOutputs: number;
  /** Draws one action a row; rows × action width. */
  sample(outputs: FlatArray, rows: number, random: Random, actions: Float64Array): void;
  /** out[row] = log π(action | row). */
  logProbability(outputs: FlatArray, actions: Float64Array, rows: number, out: Float64Array): void;
  /** out = weight·∇log π, rows × outputs. */
  score(outputs: FlatArray, actions: Float64Array, weights: Float64Array, rows: number, out: FlatArray): void;
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
}

const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);

/**
 * Independent normals around the outputs with one fixed standard deviation σ: log π = Σ −½((u − m)/σ)² − log σ − ½ log 2π.
 *
 * Outputs are the means m; actions are not clipped here.
 *
 * @source Williams 1992
 */
export function gaussian(width: number, deviation: number): Distribution {
  const precision = 1 / (deviation * deviation);
  const constant = width * (Math.log(deviation) + logRootTwoPi);
  return {
    outputs: width,
    freeOutputs: 0,
    sample(outputs, rows, random, actions) {
      for (let i = 0; i < rows * width; i++) actions[i] = outputs[i] + deviation * random.normal();
    },
    logProbability(outputs, actions, rows, out) {
      for (let row = 0; row < rows; row++) {
        let sum = 0;
        for (let i = row * width; i < (row + 1) * width; i++) {
          const error = actions[i] - outputs[i];
          sum += error * error;
        }
        out[row] = -0.5 * precision * sum - constant;
      }
    },
    score(outputs, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        const weight = weights[row] * precision;
        for (let i = row * width; i < (row + 1) * width; i++) out[i] = weight * (actions[i] - outputs[i]);
      }
    },
    ratioCurvature(outputs, tangents, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        let along = 0;
        for (let i = row * width; i < (row + 1) * width; i++) along += (actions[i] - outputs[i]) * tangents[i];
        const weight = weights[row] * precision;
        for (let i = row * width; i < (row + 1) * width; i++) {
          out[i] = weight * (precision * along * (actions[i] - outputs[i]) - tangents[i]);
        }
      }
    },
    fisher(_outputs, tangents, rows, out) {
      for (let i = 0; i < rows * width; i++) out[i] = precision * tangents[i];
    },
    entropy: () => constant + 0.5 * width,
  };
}

/**
 * One of `count` choices with probabilities softmax(outputs): log π = z_a − log Σ exp z, stable for any finite outputs.
 */
export function categorical(count: number): Distribution {
  const p = new Float64Array(count);
  /** Fills `p` with a row's probabilities; answers the row's log normaliser, relative to its largest output. */
  function softmax(outputs: FlatArray, at: number): number {
    let largest = -Infinity;
    for (let k = 0; k < count; k++) largest = Math.max(largest, outputs[at + k]);
    let sum = 0;
    for (let k = 0; k < count; k++) sum += p[k] = Math.exp(outputs[at + k] - largest);
    for (let k = 0; k < count; k++) p[k] /= sum;
    return largest + Math.log(sum);
  }
  return {
    outputs: count,
    freeOutputs: 0,
    sample(outputs, rows, random, actions) {
      for (let row = 0; row < rows; row++) {
        softmax(outputs, row * count);
        let rest = random.double();
        let choice = 0;
        while (choice < count - 1 && rest >= p[choice]) rest -= p[choice++];
        actions[row] = choice;
      }
    },
    logProbability(outputs, actions, rows, out) {
      for (let row = 0; row < rows; row++)
        out[row] = outputs[row * count + actions[row]] - softmax(outputs, row * count);
    },
    score(outputs, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * count;
        softmax(outputs, at);
        for (let k = 0; k < count; k++) out[at + k] = weights[row] * ((actions[row] === k ? 1 : 0) - p[k]);
      }
    },
    ratioCurvature(outputs, tangents, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * count;
        softmax(outputs, at);
        let mean = 0;
        for (let k = 0; k < count; k++) mean += p[k] * tangents[at + k];
        const along = tangents[at + actions[row]] - mean;
        for (let k = 0; k < count; k++) {
          const score = (actions[row] === k ? 1 : 0) - p[k];
          out[at + k] = weights[row] * (along * score - p[k] * (tangents[at + k] - mean));
        }
      }
    },
    fisher(outputs, tangents, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * count;
        softmax(outputs, at);
        let mean = 0;
        for (let k = 0; k < count; k++) mean += p[k] * tangents[at + k];
        for (let k = 0; k < count; k++) out[at + k] = p[k] * (tangents[at + k] - mean);
      }
    },
    entropy(outputs, rows) {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const normaliser = softmax(outputs, row * count);
        for (let k = 0; k < count; k++) sum -= p[k] * (outputs[row * count + k] - normaliser);
      }
      return sum / rows;
    },
  };
}

/**
 * The family that fits an action space: categorical for choices, Gaussian for real vectors.
 *
 * @throws OptionError for a space without one.
 */
export function distributionFor(action: Space, deviation: number): Distribution {
  if (action.kind === 'discrete') return categorical(action.count);
  if (action.kind === 'box') return gaussian(widthOf(action), deviation);
  throw new OptionError(
    'agent.action',
    'a Box or a Discrete space',
    action.kind,
    'Split the choices into one Discrete space.',
  );
}
