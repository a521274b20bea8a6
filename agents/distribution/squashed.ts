import type { FlatArray } from '../engine/engine.js';
import type { Distribution } from './distribution.js';

/** Added to 1 − tanh², so that its logarithm stays finite at the bounds. */
const floor = 1e-6;
/** The largest number below 1: what lies at a bound is taken for it. */
const inside = 1 - 1.1102230246251565e-16;

/**
 * A normal distribution pressed between bounds: u = centre + half·tanh(x) with x drawn from `base`;
 * log π(u) = log N(x) − Σ log(1 − tanh²x + 10⁻⁶) − log half.
 *
 * Derivatives by the outputs are those of `base` at x. Entropy and divergence are those of `base`, before the pressing: the divergence is the
 * same, the entropy of u itself has no closed form.
 *
 * @source Haarnoja et al. 2018
 * @example squashed(gaussian(1, 0.5), [-2], [2]).outputs // 1
 */
export function squashed(base: Distribution, low: readonly number[], high: readonly number[]): Distribution {
  const width = low.length;
  const centre = low.map((bound, i) => 0.5 * (bound + high[i]));
  const half = low.map((bound, i) => 0.5 * (high[i] - bound));
  let before = new Float64Array(0);

  /** x of every action; rows × width. */
  function unpressed(actions: Float64Array, rows: number): Float64Array {
    if (before.length < rows * width) before = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < width; i++) {
        const at = row * width + i;
        before[at] = inverseTanh((actions[at] - centre[i]) / half[i]);
      }
    return before;
  }

  /** Puts x between the bounds, in place. */
  function press(actions: Float64Array, rows: number): void {
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < width; i++) {
        const at = row * width + i;
        actions[at] = centre[i] + half[i] * Math.tanh(actions[at]);
      }
  }

  return {
    outputs: base.outputs,
    freeOutputs: base.freeOutputs,
    ...(base.startOutputs === undefined ? {} : { startOutputs: base.startOutputs }),
    sample(outputs, rows, random, actions) {
      base.sample(outputs, rows, random, actions);
      press(actions, rows);
    },
    mode(outputs, rows, actions) {
      base.mode(outputs, rows, actions);
      press(actions, rows);
    },
    logProbability(outputs, actions, rows, out) {
      const x = unpressed(actions, rows);
      base.logProbability(outputs, x, rows, out);
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < width; i++) {
          const pressed = Math.tanh(x[row * width + i]);
          out[row] -= Math.log(1 - pressed * pressed + floor) + Math.log(half[i]);
        }
    },
    score: (outputs, actions, weights, rows, out) => base.score(outputs, unpressed(actions, rows), weights, rows, out),
    scoreCurvature: (outputs, tangents, actions, weights, rows, out) =>
      base.scoreCurvature(outputs, tangents, unpressed(actions, rows), weights, rows, out),
    ratioCurvature: (outputs, tangents, actions, weights, rows, out) =>
      base.ratioCurvature(outputs, tangents, unpressed(actions, rows), weights, rows, out),
    fisher: (outputs, tangents, rows, out) => base.fisher(outputs, tangents, rows, out),
    entropy: (outputs: FlatArray, rows: number) => base.entropy(outputs, rows),
    addEntropyGradient: (outputs, weight, rows, out) => base.addEntropyGradient(outputs, weight, rows, out),
    addEntropyCurvature: (outputs, tangents, weight, rows, out) =>
      base.addEntropyCurvature(outputs, tangents, weight, rows, out),
    divergence: (from, to, rows) => base.divergence(from, to, rows),
  };
}

/** artanh, finite at ±1. */
function inverseTanh(value: number): number {
  const y = Math.max(-inside, Math.min(inside, value));
  return 0.5 * (Math.log1p(y) - Math.log1p(-y));
}
