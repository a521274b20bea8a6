import type { Landscape } from './landscape.js';

/**
 * Two wells behind a barrier: ¼(x² − 1)², minima at ±1, curvature 2 there, barrier ¼ at 0.
 *
 * @example doubleWell.loss([0]) // 0.25
 */
export const doubleWell: Landscape = {
  id: 'doubleWell',
  about: 'Two equal wells with a barrier between them; noise at a high rate jumps over.',
  size: 1,
  start: [-1],
  loss: (x) => 0.25 * (x[0] * x[0] - 1) * (x[0] * x[0] - 1),
  gradient(x, out) {
    out[0] = x[0] * (x[0] * x[0] - 1);
  },
  hessian(x, out) {
    out[0] = 3 * x[0] * x[0] - 1;
  },
};
