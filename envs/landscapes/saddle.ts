import type { Landscape } from './landscape.js';

/**
 * A saddle that opens into two valleys: ½x² − .025y² + ¼y⁴, minima at y = ±√.05; starts 10⁻⁶ beside the ridge.
 *
 * @example saddle.loss([1, 0]) // 0.5
 */
export const saddle: Landscape = {
  id: 'saddle',
  about: 'A saddle whose downhill direction is 20 times flatter than its uphill one.',
  size: 2,
  start: [1, 1e-6],
  loss: (x) => 0.5 * x[0] * x[0] - 0.025 * x[1] * x[1] + 0.25 * x[1] * x[1] * x[1] * x[1],
  gradient(x, out) {
    out[0] = x[0];
    out[1] = -0.05 * x[1] + x[1] * x[1] * x[1];
  },
  hessian(x, out) {
    out[0] = 1;
    out[1] = 0;
    out[2] = 0;
    out[3] = -0.05 + 3 * x[1] * x[1];
  },
};
