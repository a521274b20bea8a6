import type { Tunable, Values } from '../../curriculum/schedule.js';
import type { Game } from '../../envs/games/game.js';
import { checkMembers, checkName, OptionError, type NumberBounds } from '../../math/check.js';
import type { Learner, LearnerSpec } from '../learner.js';
import { learnerSpec, type LearnerTunables } from './learner-spec.js';

/** `simultaneous`: both players read the old position; `alternating`: x moves first, y sees the new x. */
export type PlayOrder = 'simultaneous' | 'alternating';

/** Options of {@link twoPlayers}. */
export interface TwoPlayersOptions {
  /** What is played. */
  readonly game: Game;
  /** The first player. */
  readonly x: PlayerOptions;
  /** The second player. */
  readonly y: PlayerOptions;
  /** Who sees what. Default 'simultaneous'. */
  readonly order?: PlayOrder;
  /** Where neither player wants to move, as [x, y]; the score is minus the distance to it. Default: zeros. */
  readonly solution?: readonly [readonly number[], readonly number[]];
}

/** A player of {@link twoPlayers}. */
export interface PlayerOptions {
  /** Step size of its own descent, in 1/curvature. */
  readonly learningRate: Tunable;
  /** Where it begins. Default: the game's own start. */
  readonly start?: readonly number[];
}

/** Distance given to an update that a diverged run did not live: a convention, not a bound. */
const WORST_DISTANCE = 1e6;
const RATES = ['x.learningRate', 'y.learningRate'] as const;
const rateBounds: NumberBounds = { min: 0 };

/**
 * Two players of a game, each descending its own loss at its own rate: `x.learningRate` and `y.learningRate`, each a tunable.
 *
 * simultaneous: x ← x − η_x·∂ₓℓ₀(x, y), y ← y − η_y·∂ᵧℓ₁(x, y); alternating: the same with the new x in the second step.
 *
 * Measures `distance` of both to the solution before the step, `score` = −distance (−10⁶ at least), `x.loss` and `y.loss`. It has no curvature: the derivative of two
 * players' gradients is not symmetric; `descentAscent` of the stability analysis is the step of the linear game.
 *
 * @throws OptionError for a misspelt option, or a start or solution of another size than the game's.
 * @source Mescheder, Geiger & Nowozin, Which Training Methods for GANs do actually Converge? (2018)
 * @example twoPlayers({ game: diracGan(), x: { learningRate: 0.1 }, y: { learningRate: 0.1 } }).agent // 'twoPlayers'
 */
export function twoPlayers(options: TwoPlayersOptions): LearnerSpec {
  checkMembers('twoPlayers', options, ['game', 'x', 'y', 'order', 'solution']);
  const { game, x, y } = options;
  checkMembers('twoPlayers.x', x, ['learningRate', 'start']);
  checkMembers('twoPlayers.y', y, ['learningRate', 'start']);
  const order = checkName('twoPlayers.order', options.order ?? 'simultaneous', ['simultaneous', 'alternating']);
  const start = [x.start ?? game.start[0], y.start ?? game.start[1]] as const;
  const solution = options.solution ?? [start[0].map(() => 0), start[1].map(() => 0)];
  for (const player of [0, 1] as const) {
    const size = game.sizes[player];
    for (const [name, numbers] of [
      [`twoPlayers.${'xy'[player]}.start`, start[player]],
      [`twoPlayers.solution[${player}]`, solution[player]],
    ] as const)
      if (numbers.length !== size) throw new OptionError(name, `${size} numbers`, numbers.length);
  }
  const stepTunables = { [RATES[0]]: x.learningRate, [RATES[1]]: y.learningRate };
  return learnerSpec(
    () => ({
      world: game.id,
      agent: 'twoPlayers',
      score: 'score',
      worst: -WORST_DISTANCE,
      references: {},
      proportional: [],
      bounds: () => rateBounds,
    }),
    { batchTunables: {}, stepTunables },
    (_context, tunables) => create({ game, start, solution, order }, tunables),
  );
}

interface Parts {
  readonly game: Game;
  readonly start: readonly [readonly number[], readonly number[]];
  readonly solution: readonly [readonly number[], readonly number[]];
  readonly order: PlayOrder;
}

interface PlayersCheckpoint {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function create({ game, start, solution, order }: Parts, tunables: LearnerTunables): Learner {
  const x = Float64Array.from(start[0]);
  const y = Float64Array.from(start[1]);
  const slopeX = new Float64Array(x.length);
  const slopeY = new Float64Array(y.length);

  function distance(): number {
    let squares = 0;
    for (let i = 0; i < x.length; i++) squares += (x[i] - solution[0][i]) * (x[i] - solution[0][i]);
    for (let i = 0; i < y.length; i++) squares += (y[i] - solution[1][i]) * (y[i] - solution[1][i]);
    return Math.sqrt(squares);
  }

  function take(kept: PlayersCheckpoint): void {
    x.set(kept.x);
    y.set(kept.y);
  }

  return {
    ...tunables,
    signals: ['distance', 'score', 'x.loss', 'y.loss'],
    collect() {
      const away = distance();
      game.gradient(0, x, y, slopeX);
      game.gradient(1, x, y, slopeY);
      return {
        distance: away,
        score: -Math.min(away, WORST_DISTANCE),
        'x.loss': game.loss(0, x, y),
        'y.loss': game.loss(1, x, y),
      };
    },
    learn(values: Values) {
      const [rateX, rateY] = [values[RATES[0]], values[RATES[1]]];
      for (let i = 0; i < x.length; i++) x[i] -= rateX * slopeX[i];
      if (order === 'alternating') game.gradient(1, x, y, slopeY);
      for (let i = 0; i < y.length; i++) y[i] -= rateY * slopeY[i];
      return {};
    },
    gradient(out) {
      out.set(slopeX);
      out.set(slopeY, x.length);
    },
    stepRule: () => ({ kind: 'gradientDescent' }),
    parameters: () => Float64Array.from([...x, ...y]),
    setParameters(parameters) {
      x.set(parameters.subarray(0, x.length));
      y.set(parameters.subarray(x.length));
    },
    checkpoint: () => ({ x: [...x], y: [...y] }),
    restore: (checkpoint) => take(checkpoint as unknown as PlayersCheckpoint),
    rewind: (checkpoint) => take(checkpoint as unknown as PlayersCheckpoint),
  };
}
