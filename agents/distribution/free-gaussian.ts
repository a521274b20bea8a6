import type { Distribution } from './distribution.js';
import { logRootTwoPi } from './gaussian.js';

/** Where a standard deviation comes from: `learnt`, a parameter that is the same in every state; `predicted`, an output of the network. */
export type FreeDeviation = 'learnt' | 'predicted';

/**
 * Independent normals whose standard deviations are trained: log π = Σ −½z² − s − ½ log 2π, z = (u − m)/eˢ.
 *
 * A row of outputs is m₀ … m₋₁, s₀ … s₋₁ with s = log σ; where σ is learnt, the s are free outputs. The first policy has the deviation `start`.
 *
 * @source Williams 1992; Schulman et al. 2015
 * @example freeGaussian(2, 'learnt', 1).freeOutputs // 2
 */
export function freeGaussian(width: number, deviation: FreeDeviation, start: number): Distribution {
  const pitch = 2 * width;
  const learnt = deviation === 'learnt';
  return {
    outputs: learnt ? width : pitch,
    freeOutputs: learnt ? width : 0,
    startOutputs: Array.from({ length: pitch }, (_, i) => (i < width ? 0 : Math.log(start))),
    sample(outputs, rows, random, actions) {
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < width; i++) {
          const at = row * pitch + i;
          actions[row * width + i] = outputs[at] + Math.exp(outputs[at + width]) * random.normal();
        }
    },
    mode(outputs, rows, actions) {
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < width; i++) actions[row * width + i] = outputs[row * pitch + i];
    },
    logProbability(outputs, actions, rows, out) {
      for (let row = 0; row < rows; row++) {
        let sum = 0;
        for (let i = 0; i < width; i++) {
          const at = row * pitch + i;
          const z = (actions[row * width + i] - outputs[at]) / Math.exp(outputs[at + width]);
          sum -= 0.5 * z * z + outputs[at + width] + logRootTwoPi;
        }
        out[row] = sum;
      }
    },
    score(outputs, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < width; i++) {
          const at = row * pitch + i;
          const sigma = Math.exp(outputs[at + width]);
          const z = (actions[row * width + i] - outputs[at]) / sigma;
          out[at] = (weights[row] * z) / sigma;
          out[at + width] = weights[row] * (z * z - 1);
        }
    },
    scoreCurvature(outputs, tangents, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) curvature(outputs, tangents, actions, row, weights[row], 0, out);
    },
    ratioCurvature(outputs, tangents, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        let along = 0;
        for (let i = 0; i < width; i++) {
          const at = row * pitch + i;
          const sigma = Math.exp(outputs[at + width]);
          const z = (actions[row * width + i] - outputs[at]) / sigma;
          along += (z / sigma) * tangents[at] + (z * z - 1) * tangents[at + width];
        }
        curvature(outputs, tangents, actions, row, weights[row], along, out);
      }
    },
    fisher(outputs, tangents, rows, out) {
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < width; i++) {
          const at = row * pitch + i;
          out[at] = Math.exp(-2 * outputs[at + width]) * tangents[at];
          out[at + width] = 2 * tangents[at + width];
        }
    },
    entropy(outputs, rows) {
      let sum = 0;
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < width; i++) sum += outputs[row * pitch + width + i] + logRootTwoPi + 0.5;
      return sum / rows;
    },
    addEntropyGradient(_outputs, weight, rows, out) {
      for (let row = 0; row < rows; row++) for (let i = 0; i < width; i++) out[row * pitch + width + i] += weight;
    },
    addEntropyCurvature() {
      // The entropy is linear in log σ.
    },
    divergence(from, to, rows) {
      let sum = 0;
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < width; i++) {
          const at = row * pitch + i;
          const gap = from[at] - to[at];
          const [sFrom, sTo] = [from[at + width], to[at + width]];
          sum += sTo - sFrom - 0.5 + 0.5 * Math.exp(-2 * sTo) * (Math.exp(2 * sFrom) + gap * gap);
        }
      return sum / rows;
    },
  };

  /** out = weight·(∇²log π·tangent + along·∇log π) of one row. */
  function curvature(
    outputs: ArrayLike<number>,
    tangents: ArrayLike<number>,
    actions: Float64Array,
    row: number,
    weight: number,
    along: number,
    out: Float32Array | Float64Array,
  ): void {
    for (let i = 0; i < width; i++) {
      const at = row * pitch + i;
      const sigma = Math.exp(outputs[at + width]);
      const z = (actions[row * width + i] - outputs[at]) / sigma;
      const mean = tangents[at] / sigma;
      const spread = tangents[at + width];
      out[at] = (weight * (along * z - mean - 2 * z * spread)) / sigma;
      out[at + width] = weight * (along * (z * z - 1) - 2 * z * mean - 2 * z * z * spread);
    }
  }
}
