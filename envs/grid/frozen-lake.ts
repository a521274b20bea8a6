import { checkNumber, OptionError } from '../../math/check.js';
import { random, type Seed } from '../../math/random.js';
import { defineEnv } from '../env.js';
import { gridDefinition, type TabularDefinition } from './grid-definition.js';
import { gridMap, stepsToGoal } from './grid-map.js';

const knobs = { successRate: { default: 1 / 3, min: 1 / 3, max: 1, easy: 0.8, hard: 1 / 3 } } as const;

/** Knobs of the frozen lake. */
export type FrozenLakeKnobs = typeof knobs;

const maps = {
  '4x4': ['SFFF', 'FHFH', 'FFFH', 'HFFG'],
  '8x8': ['SFFFFFFF', 'FFFFFFFF', 'FFFHFFFF', 'FFFFFHFF', 'FFFHFFFF', 'FHHFFFHF', 'FHFFHFHF', 'FFFHFFFG'],
} as const;

/** Options of {@link frozenLakeDefinition}. */
export interface FrozenLakeOptions {
  /** One of the reference's two maps by name, or text rows of S, F, H, G. Default '4x4'. */
  readonly map?: '4x4' | '8x8' | readonly string[];
  /** Steps of an episode at most. Default 100, and 200 on larger maps. */
  readonly maxSteps?: number;
}

/**
 * Frozen lake on another map. Actions 0 left, 1 down, 2 right, 3 up; reward 1 on the goal, holes end the episode.
 *
 * The intended move happens with probability successRate, each move at right angles with (1 − successRate)/2.
 *
 * @throws OptionError for an unknown map or one that is not well formed.
 * @source Gymnasium's FrozenLake-v1
 * @example frozenLakeDefinition({ map: '8x8' }).states // 64
 */
export function frozenLakeDefinition({
  map = '4x4',
  maxSteps,
}: FrozenLakeOptions = {}): TabularDefinition<FrozenLakeKnobs> {
  if (typeof map === 'string' && !Object.hasOwn(maps, map))
    throw new OptionError('frozenLake.map', `'4x4', '8x8' or rows of text`, map);
  const grid = gridMap(typeof map === 'string' ? maps[map] : map);
  const large = grid.tiles.length > 16;
  return gridDefinition({
    id: map === '8x8' ? 'FrozenLake8x8-v1' : 'FrozenLake-v1',
    about: 'Cross a frozen lake on slippery ice without falling into a hole.',
    knobs,
    difficulty: ['successRate'],
    maxSteps: checkNumber('frozenLake.maxSteps', maxSteps ?? (large ? 200 : 100), { integer: true, min: 1 }),
    worstRewardPerStep: 0,
    map: grid,
    moves: ['left', 'down', 'right', 'up'],
    absorbing: true,
    straight: ({ successRate }) => successRate,
    reward: (tile) => (tile === 'goal' ? 1 : 0),
  });
}

/** Options of {@link randomLake}. */
export interface RandomLakeOptions {
  /** Rows and columns, 4 … 8. Default 4. */
  readonly size?: number;
  /** Probability that a tile is a hole, 0 … 0.4. Default 0.2. */
  readonly holeDensity?: number;
  /** Seed of the map. */
  readonly seed: Seed;
}

/**
 * A random map with a way from the start (top left) to the goal (bottom right): maps without one are drawn again.
 *
 * @throws OptionError for a size or density out of its bounds.
 * @example randomLake({ size: 4, holeDensity: 0, seed: 1 }) // ['SFFF', 'FFFF', 'FFFF', 'FFFG']
 */
export function randomLake({ size = 4, holeDensity = 0.2, seed }: RandomLakeOptions): readonly string[] {
  checkNumber('randomLake.size', size, { integer: true, min: 4, max: 8 });
  checkNumber('randomLake.holeDensity', holeDensity, { min: 0, max: 0.4 });
  const stream = random(seed);
  for (;;) {
    const tiles: string[] = Array.from({ length: size * size }, () => (stream.double() < holeDensity ? 'H' : 'F'));
    tiles[0] = 'S';
    tiles[size * size - 1] = 'G';
    const lines = Array.from({ length: size }, (_, row) => tiles.slice(row * size, (row + 1) * size).join(''));
    if (stepsToGoal(gridMap(lines)) < Infinity) return lines;
  }
}

/**
 * Gymnasium's FrozenLake-v1, 4×4 and slippery (the reference is the hard end of difficulty; 0 succeeds 4 times in 5).
 * Solved at a mean return of 0.70.
 *
 * @source Gymnasium's FrozenLake-v1
 * @example frozenLake({ successRate: 1 }).tunables // { successRate: 1 }
 */
export const frozenLake = defineEnv(frozenLakeDefinition());

/**
 * The 8×8 lake, 200 steps; solved at a mean return of 0.85.
 *
 * @source Gymnasium's FrozenLake8x8-v1
 * @example frozenLake8x8({ difficulty: 1 }).tunables // { difficulty: 1 }
 */
export const frozenLake8x8 = defineEnv(frozenLakeDefinition({ map: '8x8' }));
