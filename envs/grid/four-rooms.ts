import { defineEnv } from '../env.js';
import { corridorsDefinition, type CorridorKnobs } from './corridors.js';
import type { TabularDefinition } from './grid-definition.js';

/**
 * Four rooms joined by four doorways, 13 × 13 cells; the goal is in the opposite room, 20 moves away.
 *
 * The paper's moves fail in any of three directions, these turn to a side; the map is the paper's.
 *
 * @source Sutton, Precup & Singh, Between MDPs and semi-MDPs (1999)
 * @example fourRoomsDefinition.states // 169
 */
export const fourRoomsDefinition: TabularDefinition<CorridorKnobs> = corridorsDefinition({
  id: 'FourRooms',
  about: 'Find the way through two doorways to the goal in the opposite room.',
  map: [
    '#############',
    '#S....#.....#',
    '#.....#.....#',
    '#...........#',
    '#.....#.....#',
    '#.....#.....#',
    '##.####.....#',
    '#.....###.###',
    '#.....#.....#',
    '#.....#.....#',
    '#...........#',
    '#.....#....G#',
    '#############',
  ],
  maxSteps: 500,
});

/**
 * Four rooms as a world.
 *
 * @source Sutton, Precup & Singh, Between MDPs and semi-MDPs (1999)
 * @example fourRooms({ slip: 0.2 }).tunables // { slip: 0.2 }
 */
export const fourRooms = defineEnv(fourRoomsDefinition);
