import { checkNumber } from '../../math/check.js';
import { defineEnv } from '../env.js';
import { gridDefinition, type TabularDefinition } from './grid-definition.js';
import { gridMap } from './grid-map.js';

const knobs = {
  slip: { default: 0, min: 0, max: 2 / 3, hard: 2 / 3 },
  cliffReward: { default: -100, min: -200, max: -10 },
} as const;

/** Knobs of cliff walking. */
export type CliffWalkingKnobs = typeof knobs;

/** Options of {@link cliffWalkingDefinition}. */
export interface CliffWalkingOptions {
  /** Steps of an episode at most. Default Infinity: the reference has no limit. */
  readonly maxSteps?: number;
}

/**
 * Cliff walking with a time limit. Actions 0 up, 1 right, 2 down, 3 left; −1 a step, the cliff pays cliffReward and sends
 * back to the start without ending the episode. With probability slip the move turns to one of the sides.
 *
 * @throws OptionError unless maxSteps is an integer ≥ 1 or Infinity.
 * @source Sutton & Barto 2018, example 6.6; Gymnasium's CliffWalking-v1
 * @example cliffWalkingDefinition({ maxSteps: 200 }).maxSteps // 200
 */
export function cliffWalkingDefinition({
  maxSteps = Infinity,
}: CliffWalkingOptions = {}): TabularDefinition<CliffWalkingKnobs> {
  if (maxSteps !== Infinity)
    checkNumber('cliffWalking.maxSteps', maxSteps, { integer: true, min: 1, advice: 'Infinity sets no limit.' });
  return gridDefinition({
    id: 'CliffWalking-v1',
    about: 'Walk along a cliff from one end to the other; the shortest way is the edge.',
    knobs,
    difficulty: ['slip'],
    maxSteps,
    worstRewardPerStep: -100,
    map: gridMap(['............', '............', '............', 'SCCCCCCCCCCG']),
    moves: ['up', 'right', 'down', 'left'],
    absorbing: false,
    straight: ({ slip }) => 1 - slip,
    reward: (tile, { cliffReward }) => (tile === 'cliff' ? cliffReward : -1),
  });
}

/**
 * Gymnasium's CliffWalking-v1. Difficulty makes the moves slip.
 *
 * @source Sutton & Barto 2018, example 6.6; Gymnasium's CliffWalking-v1
 * @example cliffWalking({ slip: 0.1 }).tunables // { slip: 0.1 }
 */
export const cliffWalking = defineEnv(cliffWalkingDefinition());
