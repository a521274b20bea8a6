import { gridDefinition, type TabularDefinition } from './grid-definition.js';
import { gridMap } from './grid-map.js';

const knobs = {
  slip: { default: 0, min: 0, max: 2 / 3, hard: 2 / 3 },
  stepReward: { default: -0.01, min: -1, max: 0 },
  goalReward: { default: 1, min: 0.1, max: 10 },
} as const;

/** Knobs of worlds of walls and one goal. */
export type CorridorKnobs = typeof knobs;

/** What tells one world of walls from another. */
export interface Corridors {
  readonly id: string;
  readonly about: string;
  readonly map: readonly string[];
  readonly maxSteps: number;
}

/** A world of walls and one goal: stepReward a step, goalReward on top at the goal; with probability slip a move turns aside. */
export function corridorsDefinition({ id, about, map, maxSteps }: Corridors): TabularDefinition<CorridorKnobs> {
  return gridDefinition({
    id,
    about,
    knobs,
    difficulty: ['slip'],
    maxSteps,
    worstRewardPerStep: -0.01,
    map: gridMap(map),
    moves: ['left', 'down', 'right', 'up'],
    absorbing: true,
    straight: ({ slip }) => 1 - slip,
    reward: (tile, { stepReward, goalReward }) => stepReward + (tile === 'goal' ? goalReward : 0),
  });
}
