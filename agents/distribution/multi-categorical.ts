import type { FlatArray } from '../engine/engine.js';
import type { Distribution } from './distribution.js';

/**
 * Several independent choices, choice g one of counts[g] with probabilities softmax of its own outputs: log π = Σ_g z_a − log Σ exp z.
 *
 * Outputs of a row are those of choice 0, then of choice 1 …; stable for any finite outputs.
 *
 * @example multiCategorical([3, 2]).outputs // 5
 */
export function multiCategorical(counts: readonly number[]): Distribution {
  const choices = counts.length;
  const starts: number[] = [];
  let pitch = 0;
  for (const count of counts) {
    starts.push(pitch);
    pitch += count;
  }
  const ends = starts.map((start, g) => start + counts[g]);
  const p = new Float64Array(pitch);
  const q = new Float64Array(pitch);
  const logs = new Float64Array(choices);

  /** Fills `into` with a row's probabilities and `logs` with the log normaliser of each choice. */
  function softmax(outputs: FlatArray, at: number, into: Float64Array): void {
    for (let g = 0; g < choices; g++) {
      const end = ends[g];
      let largest = -Infinity;
      for (let k = starts[g]; k < end; k++) if (outputs[at + k] > largest) largest = outputs[at + k];
      let sum = 0;
      for (let k = starts[g]; k < end; k++) sum += into[k] = Math.exp(outputs[at + k] - largest);
      for (let k = starts[g]; k < end; k++) into[k] /= sum;
      logs[g] = largest + Math.log(sum);
    }
  }

  /** Mean of a row's tangents under the probabilities of choice g. */
  function meanTangent(tangents: FlatArray, at: number, g: number): number {
    let mean = 0;
    for (let k = starts[g]; k < ends[g]; k++) mean += p[k] * tangents[at + k];
    return mean;
  }

  /** Entropy of choice g of a row, from `p` and `logs`. */
  function entropyOf(outputs: FlatArray, at: number, g: number): number {
    let sum = 0;
    for (let k = starts[g]; k < ends[g]; k++) sum -= p[k] * (outputs[at + k] - logs[g]);
    return sum;
  }

  /** out = weight·(∇²log π·tangent + along·∇log π) of a row whose `p` is filled. */
  function curvature(
    tangents: FlatArray,
    actions: Float64Array,
    row: number,
    weight: number,
    along: number,
    out: FlatArray,
  ): void {
    const at = row * pitch;
    for (let g = 0; g < choices; g++) {
      const mean = meanTangent(tangents, at, g);
      const chosen = starts[g] + actions[row * choices + g];
      for (let k = starts[g]; k < ends[g]; k++) {
        const score = (k === chosen ? 1 : 0) - p[k];
        out[at + k] = weight * (along * score - p[k] * (tangents[at + k] - mean));
      }
    }
  }

  return {
    outputs: pitch,
    freeOutputs: 0,
    sample(outputs, rows, random, actions) {
      for (let row = 0; row < rows; row++) {
        softmax(outputs, row * pitch, p);
        for (let g = 0; g < choices; g++) {
          let rest = random.double();
          let k = starts[g];
          while (k < ends[g] - 1 && rest >= p[k]) rest -= p[k++];
          actions[row * choices + g] = k - starts[g];
        }
      }
    },
    mode(outputs, rows, actions) {
      for (let row = 0; row < rows; row++)
        for (let g = 0; g < choices; g++) {
          let best = starts[g];
          for (let k = starts[g] + 1; k < ends[g]; k++)
            if (outputs[row * pitch + k] > outputs[row * pitch + best]) best = k;
          actions[row * choices + g] = best - starts[g];
        }
    },
    logProbability(outputs, actions, rows, out) {
      for (let row = 0; row < rows; row++) {
        softmax(outputs, row * pitch, p);
        let sum = 0;
        for (let g = 0; g < choices; g++)
          sum += outputs[row * pitch + starts[g] + actions[row * choices + g]] - logs[g];
        out[row] = sum;
      }
    },
    score(outputs, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * pitch;
        softmax(outputs, at, p);
        for (let g = 0; g < choices; g++) {
          const chosen = starts[g] + actions[row * choices + g];
          for (let k = starts[g]; k < ends[g]; k++) out[at + k] = weights[row] * ((k === chosen ? 1 : 0) - p[k]);
        }
      }
    },
    scoreCurvature(outputs, tangents, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        softmax(outputs, row * pitch, p);
        curvature(tangents, actions, row, weights[row], 0, out);
      }
    },
    ratioCurvature(outputs, tangents, actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * pitch;
        softmax(outputs, at, p);
        let along = 0;
        for (let g = 0; g < choices; g++)
          along += tangents[at + starts[g] + actions[row * choices + g]] - meanTangent(tangents, at, g);
        curvature(tangents, actions, row, weights[row], along, out);
      }
    },
    fisher(outputs, tangents, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * pitch;
        softmax(outputs, at, p);
        for (let g = 0; g < choices; g++) {
          const mean = meanTangent(tangents, at, g);
          for (let k = starts[g]; k < ends[g]; k++) out[at + k] = p[k] * (tangents[at + k] - mean);
        }
      }
    },
    entropy(outputs, rows) {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        softmax(outputs, row * pitch, p);
        for (let g = 0; g < choices; g++) sum += entropyOf(outputs, row * pitch, g);
      }
      return sum / rows;
    },
    addEntropyGradient(outputs, weight, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * pitch;
        softmax(outputs, at, p);
        for (let g = 0; g < choices; g++) {
          const entropy = entropyOf(outputs, at, g);
          for (let k = starts[g]; k < ends[g]; k++)
            out[at + k] -= weight * p[k] * (outputs[at + k] - logs[g] + entropy);
        }
      }
    },
    addEntropyCurvature(outputs, tangents, weight, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * pitch;
        softmax(outputs, at, p);
        for (let g = 0; g < choices; g++) {
          const entropy = entropyOf(outputs, at, g);
          const mean = meanTangent(tangents, at, g);
          let slope = 0;
          for (let k = starts[g]; k < ends[g]; k++)
            slope -= p[k] * (outputs[at + k] - logs[g] + entropy) * tangents[at + k];
          for (let k = starts[g]; k < ends[g]; k++) {
            const moved = tangents[at + k] - mean;
            out[at + k] -= weight * p[k] * (moved * (outputs[at + k] - logs[g] + entropy) + moved + slope);
          }
        }
      }
    },
    divergence(from, to, rows) {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const at = row * pitch;
        softmax(to, at, q);
        for (let g = 0; g < choices; g++) for (let k = starts[g]; k < ends[g]; k++) q[k] = to[at + k] - logs[g];
        softmax(from, at, p);
        for (let g = 0; g < choices; g++)
          for (let k = starts[g]; k < ends[g]; k++) sum += p[k] * (from[at + k] - logs[g] - q[k]);
      }
      return sum / rows;
    },
  };
}
