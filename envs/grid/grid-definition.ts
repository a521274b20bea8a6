import type { EnvDefinition, Knobs, Settings } from '../env.js';
import { discrete } from '../space.js';
import { drawGrid, moved, type GridMap, type Moves, type Tile } from './grid-map.js';

/** One way a step can end. */
export interface Transition {
  readonly probability: number;
  readonly next: number;
  readonly reward: number;
  readonly terminated: boolean;
}

/** A world of numbered states whose transition probabilities are known, so that exact methods apply. */
export interface TabularDefinition<K extends Knobs = Knobs> extends EnvDefinition<K> {
  readonly states: number;
  readonly actions: number;
  readonly start: number;
  /** Ways that action `action` in state `cell` can end, those with probability 0 left out; walls, where nobody is, keep at 0. */
  transitions(cell: number, action: number, settings: Settings<K>): readonly Transition[];
}

/** What makes a grid world: its map, and how moving on it slips and pays. */
export interface GridRules<K extends Knobs> {
  readonly id: string;
  readonly about: string;
  readonly knobs: K;
  readonly difficulty: readonly (keyof K & string)[];
  readonly maxSteps: number;
  readonly worstRewardPerStep: number;
  readonly map: GridMap;
  readonly moves: Moves;
  /** True when goals and pits keep whoever is on them, at reward 0. */
  readonly absorbing: boolean;
  /** Probability of moving as intended; the rest is shared by the two moves at right angles. */
  straight(settings: Settings<K>): number;
  /** Reward for a step that enters a tile (or stays on it). */
  reward(tile: Tile, settings: Settings<K>): number;
}

function ends(tile: Tile): boolean {
  return tile === 'goal' || tile === 'pit';
}

/**
 * A grid world as a definition with its transitions. State: the cell.
 *
 * A step takes one uniform u and the first of action − 1, action, action + 1 (modulo 4) whose cumulative probability
 * exceeds u; a start takes one as well, as in Gymnasium.
 */
export function gridDefinition<K extends Knobs>(rules: GridRules<K>): TabularDefinition<K> {
  const { map, moves, absorbing } = rules;
  const cells = map.tiles.length;
  /** Where the move with this number leads; a cliff leads back to the start. */
  const landing = Int32Array.from({ length: cells * 4 }, (_, i) => moved(map, Math.floor(i / 4), moves[i % 4]));
  const entered = (cell: number, move: number): number => landing[cell * 4 + (move & 3)];
  const settled = (cell: number): number => (map.tiles[cell] === 'cliff' ? map.start : cell);
  return {
    id: rules.id,
    about: rules.about,
    observation: discrete(cells),
    action: discrete(4),
    knobs: rules.knobs,
    difficulty: rules.difficulty,
    stateSize: 1,
    maxSteps: rules.maxSteps,
    worstRewardPerStep: rules.worstRewardPerStep,
    states: cells,
    actions: 4,
    start: map.start,
    reset(state, at, _settings, random) {
      random.double();
      state[at] = map.start;
    },
    step(state, at, actions, a, settings, random) {
      const cell = state[at];
      const u = random.double();
      if (map.tiles[cell] === 'wall' || (absorbing && ends(map.tiles[cell]))) return 0;
      const straight = rules.straight(settings);
      const side = (1 - straight) / 2;
      const turned = u < side ? 3 : u < side + straight ? 0 : 1;
      const next = entered(cell, actions[a] + turned);
      state[at] = settled(next);
      return rules.reward(map.tiles[next], settings);
    },
    terminal: (state, at) => ends(map.tiles[state[at]]),
    observe(state, at, out, o) {
      out[o] = state[at];
    },
    render: (state, at) => drawGrid(map, state[at]),
    transitions(cell, action, settings) {
      if (map.tiles[cell] === 'wall' || (absorbing && ends(map.tiles[cell])))
        return [{ probability: 1, next: cell, reward: 0, terminated: true }];
      const straight = rules.straight(settings);
      const side = (1 - straight) / 2;
      const ways = [
        { move: action + 3, probability: side },
        { move: action, probability: straight },
        { move: action + 1, probability: side },
      ];
      return ways
        .filter(({ probability }) => probability > 0)
        .map(({ move, probability }) => {
          const next = entered(cell, move);
          const tile = map.tiles[next];
          return { probability, next: settled(next), reward: rules.reward(tile, settings), terminated: ends(tile) };
        });
    },
  };
}
