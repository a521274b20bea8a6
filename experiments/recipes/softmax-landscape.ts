import type { Landscape } from '../../envs/landscapes/landscape.js';
import { checkNumber } from '../../math/check.js';

/**
 * Minus the expected reward of a softmax policy over a bandit's arms, as a landscape over its logits θ: loss = −Σ pₐrₐ, p = softmax(θ).
 *
 * gradient −pₐ(rₐ − J); Hessian −[δₐᵦ·pₐ(rₐ − J) − pₐpᵦ(rₐ + rᵦ − 2J)], J = Σ pₐrₐ. Its lowest point lies at infinity, where it is flat.
 *
 * @throws OptionError for fewer than two arms.
 * @source Mei et al., On the Global Convergence Rates of Softmax Policy Gradient Methods (2020)
 * @example softmaxLandscape([1, 0.8, 0]).loss([0, 0, 0]) // -0.6
 */
export function softmaxLandscape(rewards: readonly number[]): Landscape {
  const size = checkNumber('softmaxLandscape.rewards', rewards.length, { integer: true, min: 2 });
  const shares = new Float64Array(size);

  /** Shares of the arms into `shares`; answers their expected reward. */
  function take(x: ArrayLike<number>): number {
    let [largest, sum, expected] = [-Infinity, 0, 0];
    for (let i = 0; i < size; i++) largest = Math.max(largest, x[i]);
    for (let i = 0; i < size; i++) sum += shares[i] = Math.exp(x[i] - largest);
    for (let i = 0; i < size; i++) expected += (shares[i] /= sum) * rewards[i];
    return expected;
  }

  return {
    id: 'softmaxBandit',
    about: 'A softmax policy on a bandit: plateaus near every corner, the lowest one at infinity.',
    size,
    start: new Array<number>(size).fill(0),
    loss: (x) => -take(x),
    gradient(x, out) {
      const expected = take(x);
      for (let i = 0; i < size; i++) out[i] = -shares[i] * (rewards[i] - expected);
    },
    hessian(x, out) {
      const expected = take(x);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++)
          out[i * size + j] =
            shares[i] * shares[j] * (rewards[i] + rewards[j] - 2 * expected) -
            (i === j ? shares[i] * (rewards[i] - expected) : 0);
    },
  };
}
