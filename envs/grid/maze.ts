import { checkNumber } from '../../math/check.js';
import { random, type Seed } from '../../math/random.js';
import { defineEnv } from '../env.js';
import { corridorsDefinition, type CorridorKnobs } from './corridors.js';
import type { TabularDefinition } from './grid-definition.js';

/** Options of {@link mazeMap} and {@link mazeDefinition}. */
export interface MazeOptions {
  /** Junctions in a column; the map has 2·rows + 1 cells. Default 5. */
  readonly rows?: number;
  /** Junctions in a row; the map has 2·columns + 1 cells. Default 5. */
  readonly columns?: number;
  /** Seed of the maze: the same seed is the same maze everywhere. Default 0. */
  readonly seed?: Seed;
  /** Share of the inner walls opened afterwards, 0 … 1: 0 leaves exactly one way between any two cells. Default 0. */
  readonly openings?: number;
}

/**
 * A maze as rows of text, carved by a random depth-first walk; start top left, goal bottom right.
 *
 * @throws OptionError for a size below 2 or above 50, or a share outside [0, 1].
 * @example mazeMap({ rows: 2, columns: 2 }).length // 5
 */
export function mazeMap({ rows = 5, columns = 5, seed = 0, openings = 0 }: MazeOptions = {}): readonly string[] {
  const bounds = { integer: true, min: 2, max: 50, advice: 'Junctions are counted, not cells.' };
  checkNumber('maze.rows', rows, bounds);
  checkNumber('maze.columns', columns, bounds);
  checkNumber('maze.openings', openings, { min: 0, max: 1 });
  const stream = random(seed);
  const cells = Array.from({ length: 2 * rows + 1 }, () => new Array<string>(2 * columns + 1).fill('#'));
  const carved = (row: number, column: number): boolean => cells[2 * row + 1][2 * column + 1] !== '#';
  const path: [number, number][] = [[0, 0]];
  cells[1][1] = 'S';
  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
    const [row, column] = here;
    const ways = neighbours(row, column, rows, columns).filter(([r, c]) => !carved(r, c));
    if (ways.length === 0) {
      path.pop();
      continue;
    }
    const [r, c] = ways[stream.integer(ways.length)];
    cells[row + r + 1][column + c + 1] = '.';
    cells[2 * r + 1][2 * c + 1] = '.';
    path.push([r, c]);
  }
  for (let row = 1; row < 2 * rows; row++) {
    for (let column = 1 + (row % 2); column < 2 * columns; column += 2) {
      if (stream.double() < openings) cells[row][column] = '.';
    }
  }
  cells[2 * rows - 1][2 * columns - 1] = 'G';
  return cells.map((row) => row.join(''));
}

/** Junctions beside one: left, right, up, down, where they exist. */
function neighbours(row: number, column: number, rows: number, columns: number): [number, number][] {
  const all: [number, number][] = [
    [row, column - 1],
    [row, column + 1],
    [row - 1, column],
    [row + 1, column],
  ];
  return all.filter(([r, c]) => r >= 0 && r < rows && c >= 0 && c < columns);
}

/**
 * A maze made from a seed.
 *
 * @throws OptionError for a size below 2 or above 50, or a share outside [0, 1].
 * @example mazeDefinition({ rows: 3, columns: 4 }).states // 63
 */
export function mazeDefinition(options: MazeOptions = {}): TabularDefinition<CorridorKnobs> {
  const map = mazeMap(options);
  return corridorsDefinition({
    id: 'Maze',
    about: 'Find the way through a maze that a seed has drawn.',
    map,
    maxSteps: 4 * map.length * map[0].length,
  });
}

/**
 * The maze of seed 0, 5 × 5 junctions. Difficulty makes the moves slip.
 *
 * @example maze({ slip: 0.1 }).tunables // { slip: 0.1 }
 */
export const maze = defineEnv(mazeDefinition());
