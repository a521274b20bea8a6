import { checkNumber } from '../../math/check.js';
import { defineEnv } from '../env.js';
import { gridDefinition, type TabularDefinition } from './grid-definition.js';
import { gridMap } from './grid-map.js';

const knobs = {
  slip: { default: 0.2, min: 0, max: 2 / 3, hard: 2 / 3 },
  stepReward: { default: -0.04, min: -2, max: 0 },
  goalReward: { default: 1, min: 0.1, max: 10 },
  pitReward: { default: -1, min: -10, max: 0 },
} as const;

/** Knobs of a grid world. */
export type GridWorldKnobs = typeof knobs;

/** Options of {@link gridWorldDefinition}. */
export interface GridWorldOptions {
  /** Rows of text: `.` free, `S` start, `G` goal, `H` pit, `C` cliff (back to the start), `#` wall. */
  readonly map?: readonly string[];
  /** Steps of an episode at most. Default 100. */
  readonly maxSteps?: number;
}

/**
 * A grid world on any map. Actions 0 left, 1 down, 2 right, 3 up; every step pays stepReward, the goal goalReward and a pit
 * pitReward on top, both end the episode. With probability slip a move turns to one of the sides.
 *
 * @throws OptionError for a map that is not well formed.
 * @source Russell & Norvig, Artificial Intelligence (2010), §17.1
 * @example gridWorldDefinition({ map: ['S..G'] }).states // 4
 */
export function gridWorldDefinition(options: GridWorldOptions = {}): TabularDefinition<GridWorldKnobs> {
  const { map = ['...G', '.#.H', 'S...'], maxSteps = 100 } = options;
  return gridDefinition({
    id: 'GridWorld',
    about: 'Walk a small grid to its goal past a pit, on ground that may slip.',
    knobs,
    difficulty: ['slip'],
    maxSteps: checkNumber('gridWorld.maxSteps', maxSteps, { integer: true, min: 1 }),
    worstRewardPerStep: -1,
    map: gridMap(map),
    moves: ['left', 'down', 'right', 'up'],
    absorbing: true,
    straight: ({ slip }) => 1 - slip,
    reward: (tile, { stepReward, goalReward, pitReward }) =>
      stepReward + (tile === 'goal' ? goalReward : tile === 'pit' ? pitReward : 0),
  });
}

/**
 * The 4×3 world of Russell & Norvig: a wall, a pit beside the goal, moves that slip one time in five.
 *
 * @source Russell & Norvig, Artificial Intelligence (2010), §17.1
 * @example gridWorld({ slip: 0 }).tunables // { slip: 0 }
 */
export const gridWorld = defineEnv(gridWorldDefinition());
