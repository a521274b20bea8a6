import { checkMembers, OptionError } from '../../math/check.js';
import type { Game } from './game.js';

/** Options of {@link matrixGame}. */
export interface MatrixGameOptions {
  /** What player 0 is paid: a row for each of its moves, a column for each of the other's. */
  readonly payoffs: readonly (readonly number[])[];
  /** What player 1 is paid, in the same layout. Default: minus the payoffs of player 0. */
  readonly otherPayoffs?: readonly (readonly number[])[];
  /** Name of the game. Default 'matrixGame'. */
  readonly id?: string;
}

/**
 * A game of one move each, played with softmax policies: parameters are logits, the loss is minus the expected payoff.
 *
 * loss₀ = −pᵀAq, ∂loss₀/∂xᵢ = −pᵢ((Aq)ᵢ − pᵀAq); player 1 likewise with its own matrix.
 *
 * @throws OptionError for an empty or ragged matrix, or two matrices of different shape.
 * @source von Neumann, Zur Theorie der Gesellschaftsspiele (1928)
 * @example matchingPennies.loss(0, [0, 0], [0, 0]) // 0
 */
export function matrixGame(options: MatrixGameOptions): Game {
  checkMembers('matrixGame', options, ['payoffs', 'otherPayoffs', 'id']);
  const { payoffs, id = 'matrixGame' } = options;
  const rows = payoffs.length;
  const columns = payoffs[0]?.length ?? 0;
  const others = options.otherPayoffs ?? payoffs.map((row) => row.map((x) => -x));
  for (const [name, matrix] of [
    ['payoffs', payoffs],
    ['otherPayoffs', others],
  ] as const) {
    if (columns > 0 && matrix.length === rows && matrix.every((row) => row.length === columns)) continue;
    throw new OptionError(`matrixGame.${name}`, 'a matrix with rows of one length', `${matrix.length} rows`);
  }
  const mine = Float64Array.from(payoffs.flat());
  const theirs = Float64Array.from(others.flat());
  const p = new Float64Array(rows);
  const q = new Float64Array(columns);
  /** Expected payoff of a player; its payoff by own move goes to `out` when given. */
  const expected = (player: number, x: ArrayLike<number>, y: ArrayLike<number>, out?: Float64Array): number => {
    softmax(x, p);
    softmax(y, q);
    out?.fill(0);
    const matrix = player === 0 ? mine : theirs;
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const payoff = matrix[i * columns + j];
        sum += p[i] * q[j] * payoff;
        if (out !== undefined) out[player === 0 ? i : j] += (player === 0 ? q[j] : p[i]) * payoff;
      }
    }
    return sum;
  };
  return {
    id,
    about: 'Both players choose once and are paid by a table.',
    sizes: [rows, columns],
    start: [Array.from({ length: rows }, (_, i) => (i === 0 ? 1 : 0)), new Array<number>(columns).fill(0)],
    loss: (player, x, y) => -expected(player, x, y),
    gradient(player, x, y, out) {
      const mean = expected(player, x, y, out);
      const policy = player === 0 ? p : q;
      for (let i = 0; i < policy.length; i++) out[i] = -policy[i] * (out[i] - mean);
    },
  };
}

function softmax(logits: ArrayLike<number>, out: Float64Array): void {
  let largest = -Infinity;
  for (let i = 0; i < out.length; i++) largest = Math.max(largest, logits[i]);
  let sum = 0;
  for (let i = 0; i < out.length; i++) sum += out[i] = Math.exp(logits[i] - largest);
  for (let i = 0; i < out.length; i++) out[i] /= sum;
}

/** One player wants equal sides, the other different ones; the only equilibrium is even chance, and descent circles it. */
export const matchingPennies = matrixGame({
  id: 'matchingPennies',
  payoffs: [
    [1, -1],
    [-1, 1],
  ],
});

/** Rock, paper, scissors. */
export const rockPaperScissors = matrixGame({
  id: 'rockPaperScissors',
  payoffs: [
    [0, -1, 1],
    [1, 0, -1],
    [-1, 1, 0],
  ],
});

/** The prisoner's dilemma with move 0 to stay silent, 1 to tell: telling always pays, and both lose by it. */
export const prisonersDilemma = matrixGame({
  id: 'prisonersDilemma',
  payoffs: [
    [-1, -3],
    [0, -2],
  ],
  otherPayoffs: [
    [-1, 0],
    [-3, -2],
  ],
});
