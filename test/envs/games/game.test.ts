import { describe, expect, it } from 'vitest';
import { bilinearGame } from '../../../envs/games/bilinear.js';
import { diracGan } from '../../../envs/games/dirac-gan.js';
import type { Game, Player } from '../../../envs/games/game.js';
import { matchingPennies, matrixGame, prisonersDilemma, rockPaperScissors } from '../../../envs/games/matrix-game.js';
import { random } from '../../../math/random.js';

const games: readonly Game[] = [
  bilinearGame({ coupling: 1.3, damping: 0.4 }),
  diracGan({ gradientPenalty: 0.3 }),
  matchingPennies,
  rockPaperScissors,
  prisonersDilemma,
  matrixGame({
    payoffs: [
      [1, 2, 3],
      [0, -1, 4],
    ],
  }),
];

describe.each(games)('$id', (game) => {
  it('gives each player the gradient of central differences in its own parameters', () => {
    const source = random(5);
    const h = 1e-5;
    for (let trial = 0; trial < 5; trial++) {
      const points = game.sizes.map((size) => Array.from({ length: size }, () => source.uniform(-2, 2)));
      for (const player of [0, 1] as const) {
        const out = new Float64Array(game.sizes[player]);
        game.gradient(player, points[0], points[1], out);
        const lossAt = (i: number, by: number): number => {
          const shifted = points.map((point, who) => point.map((x, j) => (who === player && j === i ? x + by : x)));
          return game.loss(player, shifted[0], shifted[1]);
        };
        for (let i = 0; i < out.length; i++) expect(out[i]).toBeCloseTo((lossAt(i, h) - lossAt(i, -h)) / (2 * h), 8);
      }
    }
  });
});

const gradient = (game: Game, player: Player, x: readonly number[], y: readonly number[]): number[] => {
  const out = new Float64Array(game.sizes[player]);
  game.gradient(player, x, y, out);
  return Array.from(out);
};

describe('games', () => {
  it('rest at their equilibria', () => {
    for (const game of [bilinearGame(), diracGan()]) {
      for (const player of [0, 1] as const) expect(gradient(game, player, [0], [0]).map(Math.abs)).toEqual([0]);
    }
    for (const slope of gradient(rockPaperScissors, 0, [0.7, 0.7, 0.7], [0, 0, 0]))
      expect(Math.abs(slope)).toBeLessThan(1e-15);
  });

  it('turn the undamped bilinear game outwards by √(1 + (rate·κ)²) at every simultaneous step', () => {
    const game = bilinearGame({ coupling: 2 });
    let [x, y] = [1, 0];
    for (let n = 0; n < 50; n++) {
      const [gx, gy] = [gradient(game, 0, [x], [y])[0], gradient(game, 1, [x], [y])[0]];
      x -= 0.1 * gx;
      y -= 0.1 * gy;
    }
    expect(Math.hypot(x, y)).toBeCloseTo(Math.exp(25 * Math.log(1.04)), 10);
  });

  it('pay by their tables', () => {
    const sure = [50, -50];
    expect(prisonersDilemma.loss(0, sure, [-50, 50])).toBeCloseTo(3, 12);
    expect(prisonersDilemma.loss(1, sure, [-50, 50])).toBeCloseTo(0, 12);
    expect(matchingPennies.loss(0, sure, sure)).toBeCloseTo(-1, 12);
    expect(matchingPennies.loss(1, [3, 1], [0.2, 0.9])).toBeCloseTo(-matchingPennies.loss(0, [3, 1], [0.2, 0.9]), 15);
    expect(() => matrixGame({ payoffs: [[1, 2], [3]] })).toThrow('matrixGame.payoffs');
    expect(() => matrixGame({ payoffs: [[1, 2]], otherPayoffs: [[1], [2]] })).toThrow('matrixGame.otherPayoffs');
  });

  it('keep the smallest GAN finite far out', () => {
    expect(diracGan().loss(0, [100], [-100])).toBeCloseTo(-10_000 - Math.log(2), 6);
    expect(diracGan().loss(0, [100], [100])).toBeCloseTo(-Math.log(2), 12);
  });
});
