import type { Landscape } from './landscape.js';

/**
 * Rosenbrock's curved valley: (1 − x)² + 100(y − x²)², minimum at (1, 1) with curvatures about .4 and 1002.
 *
 * @source Rosenbrock, An automatic method for finding the greatest or least value of a function (1960)
 * @example rosenbrock.loss([0, 0]) // 1
 */
export const rosenbrock: Landscape = {
  id: 'rosenbrock',
  about: 'A narrow curved valley: quick to find, slow to follow.',
  size: 2,
  start: [-1.2, 1],
  loss(x) {
    const across = x[1] - x[0] * x[0];
    return (1 - x[0]) * (1 - x[0]) + 100 * across * across;
  },
  gradient(x, out) {
    const across = x[1] - x[0] * x[0];
    out[0] = -2 * (1 - x[0]) - 400 * x[0] * across;
    out[1] = 200 * across;
  },
  hessian(x, out) {
    out[0] = 2 - 400 * (x[1] - 3 * x[0] * x[0]);
    out[1] = -400 * x[0];
    out[2] = out[1];
    out[3] = 200;
  },
};
