import type { OutputLoss } from './curvature/operator.js';
import type { FlatArray } from './engine/engine.js';

/** Below it 1 − p is not let: (1 − p)^(focus − 2) stays finite. */
const smallest = 1e-12;

/** Mean cross-entropy of labels, focused and smoothed, by its value and derivatives at the logits. */
export interface LabelLoss extends OutputLoss {
  value(outputs: FlatArray, rows: number): number;
}

/**
 * −mean Σₖ tₖ·(1 − pₖ)^focus·log pₖ of the rows' labels, p = softmax(outputs), t the smoothed label.
 *
 * @source Lin et al. 2017; Szegedy et al. 2016
 * @example // equal logits of 4 classes, focus 0 → log 4
 */
export function labelLoss(classes: number, labels: Float64Array, focus: number, smoothing: number): LabelLoss {
  const p = new Float64Array(classes);
  const logs = new Float64Array(classes);
  const slopes = new Float64Array(classes);
  const bends = new Float64Array(classes);

  /** Fills `p`, `logs` and tₖ·p·f′(p), tₖ·(p·f′(p))′ of a row, f(p) = −(1 − p)^focus·log p; answers the row's loss. */
  function fill(outputs: FlatArray, row: number): number {
    const at = row * classes;
    let largest = -Infinity;
    for (let k = 0; k < classes; k++) largest = Math.max(largest, outputs[at + k]);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(outputs[at + k] - largest);
    const normaliser = largest + Math.log(sum);
    let loss = 0;
    for (let k = 0; k < classes; k++) {
      const log = outputs[at + k] - normaliser;
      const chance = Math.exp(log);
      const left = Math.max(smallest, 1 - chance);
      const target = (k === labels[row] ? 1 - smoothing : 0) + smoothing / classes;
      const power = focus === 0 ? 1 : Math.exp(focus * Math.log(left));
      const lower = power / left;
      p[k] = chance;
      logs[k] = log;
      loss -= target * power * log;
      slopes[k] = target * (focus * chance * lower * log - power);
      bends[k] = target * focus * (lower * (log + 2) - ((focus - 1) * chance * lower * log) / left);
    }
    return loss;
  }

  return {
    value(outputs, rows) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += fill(outputs, row);
      return sum / rows;
    },
    gradient(outputs, rows, out) {
      for (let row = 0; row < rows; row++) {
        fill(outputs, row);
        let sum = 0;
        for (let k = 0; k < classes; k++) sum += slopes[k];
        for (let k = 0; k < classes; k++) out[row * classes + k] = (slopes[k] - p[k] * sum) / rows;
      }
    },
    secondDerivative(outputs, tangents, rows, out) {
      for (let row = 0; row < rows; row++) {
        const at = row * classes;
        fill(outputs, row);
        let mean = 0;
        let sum = 0;
        for (let k = 0; k < classes; k++) {
          mean += p[k] * tangents[at + k];
          sum += slopes[k];
        }
        let moved = 0;
        for (let k = 0; k < classes; k++) moved += bends[k] * p[k] * (tangents[at + k] - mean);
        for (let k = 0; k < classes; k++) {
          const change = p[k] * (tangents[at + k] - mean);
          out[at + k] = (bends[k] * change - change * sum - p[k] * moved) / rows;
        }
      }
    },
  };
}

/**
 * Share of the rows whose largest output is that of their label; of equal outputs the first counts.
 *
 * @example shareRight(Float64Array.of(0.9, 0.1, 0.6, 0.4), Float64Array.of(0, 1), 2) // 0.5
 */
export function shareRight(outputs: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++) {
    let best = 0;
    for (let k = 1; k < classes; k++) if (outputs[row * classes + k] > outputs[row * classes + best]) best = k;
    if (best === labels[row]) right++;
  }
  return right / labels.length;
}
