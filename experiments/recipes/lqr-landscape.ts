import { lqrCost, lqrGradient, lqrHessian, type LinearSystem } from '../../envs/control/lqr-optimum.js';
import type { Landscape } from '../../envs/landscapes/landscape.js';
import { OptionError } from '../../math/check.js';

/**
 * The cost of a linear policy u = −Kx as a landscape over K, with the exact policy gradient and Hessian; not a number where the policy does not stabilise.
 *
 * @throws OptionError for a start of another size.
 * @source Fazel et al., Global Convergence of Policy Gradient Methods for the Linear Quadratic Regulator (2018)
 * @example lqrLandscape(lqr.system(), [1]).loss([1]) // 1.1
 */
export function lqrLandscape(system: LinearSystem, start: readonly number[]): Landscape {
  const size = system.states * system.inputs;
  if (start.length !== size) throw new OptionError('lqrLandscape.start', `${size} numbers`, start.length);
  const gain = new Float64Array(size);
  const at = (x: ArrayLike<number>): Float64Array => {
    gain.set(x);
    return gain;
  };
  return {
    id: 'lqrGain',
    about: 'The mean cost of a linear policy: a bowl with walls where it stops stabilising.',
    size,
    start,
    loss: (x) => lqrCost(system, at(x)),
    gradient: (x, out) => lqrGradient(system, at(x), out),
    hessian: (x, out) => out.set(lqrHessian(system, at(x))),
  };
}
