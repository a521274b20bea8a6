import type { Landscape } from '../../envs/landscapes/landscape.js';
import { OptionError } from '../../math/check.js';

/**
 * The same landscape with its origin at `centre`: loss(x − centre).
 *
 * @throws OptionError for a centre of another size.
 * @example movedLandscape(quadraticLandscape({ eigenvalues: [2] }), [3]).loss([4]) // 1
 */
export function movedLandscape(landscape: Landscape, centre: readonly number[]): Landscape {
  const { size } = landscape;
  if (centre.length !== size) throw new OptionError('movedLandscape.centre', `${size} numbers`, centre.length);
  const inside = new Float64Array(size);
  const moved = (x: ArrayLike<number>): Float64Array => {
    for (let i = 0; i < size; i++) inside[i] = x[i] - centre[i];
    return inside;
  };
  return {
    ...landscape,
    start: landscape.start.map((x, i) => x + centre[i]),
    loss: (x) => landscape.loss(moved(x)),
    gradient: (x, out) => landscape.gradient(moved(x), out),
    hessian: (x, out) => landscape.hessian(moved(x), out),
  };
}
