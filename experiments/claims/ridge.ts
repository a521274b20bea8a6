import { valueAt, type Schedule, type Tunable } from '../../curriculum/schedule.js';
import { streams } from '../../math/random.js';

/** Rows and weights: more weights than rows, so that decay matters. */
const ROWS = 40;
const WEIGHTS = 60;

/**
 * Excess risk |θ − β|² of linear regression, y = xβ + 0.5·N(0, 1), β ~ N(0, 1)/√60, x standard normal, after gradient descent on batches of 8 with decay θ ← θ − η(g + ωθ).
 * The same seed has the same data and batches whatever the schedules are.
 */
export function ridgeRisk(seed: number, updates: number, rate: Schedule, decay: Tunable): number {
  const random = streams(seed).forkUser('claims.ridge');
  const truth = Float64Array.from({ length: WEIGHTS }, () => random.normal() / Math.sqrt(WEIGHTS));
  const inputs = Float64Array.from({ length: ROWS * WEIGHTS }, () => random.normal());
  const targets = Float64Array.from({ length: ROWS }, (_, row) => {
    let sum = 0.5 * random.normal();
    for (let i = 0; i < WEIGHTS; i++) sum += inputs[row * WEIGHTS + i] * truth[i];
    return sum;
  });
  const batch = 8;
  const weights = new Float64Array(WEIGHTS);
  const gradient = new Float64Array(WEIGHTS);
  for (let update = 0; update < updates; update++) {
    gradient.fill(0);
    for (let k = 0; k < batch; k++) {
      const at = random.integer(ROWS) * WEIGHTS;
      let error = -targets[at / WEIGHTS];
      for (let i = 0; i < WEIGHTS; i++) error += inputs[at + i] * weights[i];
      for (let i = 0; i < WEIGHTS; i++) gradient[i] += (error * inputs[at + i]) / batch;
    }
    const [eta, omega] = [rate(update, {}), valueAt(decay, update)];
    for (let i = 0; i < WEIGHTS; i++) weights[i] -= eta * (gradient[i] + omega * weights[i]);
  }
  let risk = 0;
  for (let i = 0; i < WEIGHTS; i++) risk += (weights[i] - truth[i]) * (weights[i] - truth[i]);
  return risk;
}
