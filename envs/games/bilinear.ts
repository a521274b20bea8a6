import { checkMembers, checkNumber } from '../../math/check.js';
import type { Game } from './game.js';

/** Options of {@link bilinearGame}. */
export interface BilinearGameOptions {
  /** κ: how strongly each player feels the other. Default 1. */
  readonly coupling?: number;
  /** m ≥ 0: how strongly each player is drawn to zero by itself. Default 0: only rotation. */
  readonly damping?: number;
}

/**
 * The two-player quadratic: min over x, max over y of (m/2)x² + κxy − (m/2)y²; both optima at 0.
 *
 * @throws OptionError for a negative damping.
 * @source Mescheder, Geiger & Nowozin, Which Training Methods for GANs do actually Converge? (2018)
 * @example bilinearGame({ damping: 0.5 }).loss(0, [1], [2]) // 1.25
 */
export function bilinearGame(options: BilinearGameOptions = {}): Game {
  checkMembers('bilinearGame', options, ['coupling', 'damping']);
  const coupling = checkNumber('bilinearGame.coupling', options.coupling ?? 1);
  const damping = checkNumber('bilinearGame.damping', options.damping ?? 0, { min: 0 });
  const value = (x: number, y: number): number => 0.5 * damping * (x * x - y * y) + coupling * x * y;
  return {
    id: 'bilinear',
    about: 'Two players pull each other in circles; damping draws them in.',
    sizes: [1, 1],
    start: [[1], [0]],
    loss: (player, x, y) => (player === 0 ? value(x[0], y[0]) : -value(x[0], y[0])),
    gradient(player, x, y, out) {
      out[0] = player === 0 ? damping * x[0] + coupling * y[0] : damping * y[0] - coupling * x[0];
    },
  };
}
