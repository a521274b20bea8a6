import type { Landscape } from './landscape.js';

/**
 * A plateau with a well in it: ½·x²/(1 + x²) + ½y²; far out the slope along x falls like x⁻³ and the curvature is negative.
 *
 * @example plateau.loss([1, 0]) // 0.25
 */
export const plateau: Landscape = {
  id: 'plateau',
  about: 'A flat stretch that ends in a round well, across a valley of curvature 1.',
  size: 2,
  start: [5, 1],
  loss: (x) => (0.5 * x[0] * x[0]) / (1 + x[0] * x[0]) + 0.5 * x[1] * x[1],
  gradient(x, out) {
    const rise = 1 + x[0] * x[0];
    out[0] = x[0] / (rise * rise);
    out[1] = x[1];
  },
  hessian(x, out) {
    const rise = 1 + x[0] * x[0];
    out[0] = (1 - 3 * x[0] * x[0]) / (rise * rise * rise);
    out[1] = 0;
    out[2] = 0;
    out[3] = 1;
  },
};
