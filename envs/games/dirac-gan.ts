import { checkMembers, checkNumber } from '../../math/check.js';
import type { Game } from './game.js';

/** Options of {@link diracGan}. */
export interface DiracGanOptions {
  /** γ ≥ 0: weight of the penalty ½γψ² on the discriminator's slope at the data (R₁). Default 0. */
  readonly gradientPenalty?: number;
}

/**
 * The smallest GAN: the data is a point at 0, the generator a point at θ, the discriminator D(x) = ψx.
 *
 * Value V = f(ψθ) + f(0), f(t) = −log(1 + e⁻ᵗ); the generator (player 0) descends V, the discriminator (player 1) −V + ½γψ².
 *
 * @throws OptionError for a negative penalty.
 * @source Mescheder, Geiger & Nowozin, Which Training Methods for GANs do actually Converge? (2018)
 * @example diracGan().loss(0, [0], [1]) // -2 * Math.log(2)
 */
export function diracGan(options: DiracGanOptions = {}): Game {
  checkMembers('diracGan', options, ['gradientPenalty']);
  const penalty = checkNumber('diracGan.gradientPenalty', options.gradientPenalty ?? 0, { min: 0 });
  return {
    id: 'diracGan',
    about: 'A generator and a discriminator of one number each, circling around the data.',
    sizes: [1, 1],
    start: [[1], [0]],
    loss(player, x, y) {
      const value = logistic(x[0] * y[0]) + logistic(0);
      return player === 0 ? value : -value + 0.5 * penalty * y[0] * y[0];
    },
    gradient(player, x, y, out) {
      const slope = 1 / (1 + Math.exp(x[0] * y[0]));
      out[0] = player === 0 ? slope * y[0] : -slope * x[0] + penalty * y[0];
    },
  };
}

/** −log(1 + e⁻ᵗ), without overflow. */
function logistic(t: number): number {
  return t > 0 ? -Math.log1p(Math.exp(-t)) : t - Math.log1p(Math.exp(t));
}
