import type { Distribution } from './distribution.js';

/** ½ log 2π. */
export const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);

/**
 * Independent normals around the outputs with one fixed standard deviation σ: log π = Σ −½((u − m)/σ)² − log σ − ½ log 2π.
 *
 * Outputs are the means m; actions are not clipped here.
 *
 * @source Williams 1992
 * @example gaussian(2, 0.5).outputs // 2
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
    mode(outputs, rows, actions) {
      for (let i = 0; i < rows * width; i++) actions[i] = outputs[i];
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
    scoreCurvature(_outputs, tangents, _actions, weights, rows, out) {
      for (let row = 0; row < rows; row++) {
        const weight = weights[row] * precision;
        for (let i = row * width; i < (row + 1) * width; i++) out[i] = -weight * tangents[i];
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
    addEntropyGradient() {
      // A fixed deviation has a fixed entropy.
    },
    addEntropyCurvature() {
      // A fixed deviation has a fixed entropy.
    },
    divergence(from, to, rows) {
      let sum = 0;
      for (let i = 0; i < rows * width; i++) sum += (from[i] - to[i]) * (from[i] - to[i]);
      return (0.5 * precision * sum) / rows;
    },
  };
}
