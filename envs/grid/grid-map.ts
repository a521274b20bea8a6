import { OptionError } from '../../math/check.js';

/** What a cell of a grid is. A pit ends the episode, a cliff sends back to the start, a wall is never entered. */
export type Tile = 'free' | 'start' | 'goal' | 'pit' | 'cliff' | 'wall';

const tiles: Readonly<Record<string, Tile>> = {
  '.': 'free',
  F: 'free',
  S: 'start',
  G: 'goal',
  H: 'pit',
  C: 'cliff',
  '#': 'wall',
};
const marks: Readonly<Record<Tile, string>> = { free: '.', start: 'S', goal: 'G', pit: 'H', cliff: 'C', wall: '#' };

/** A grid as plain data; cells are numbered row by row from 0. */
export interface GridMap {
  readonly rows: number;
  readonly columns: number;
  readonly tiles: readonly Tile[];
  /** Cell of the start. */
  readonly start: number;
}

/**
 * A grid from text, a string a row: `.` or `F` free, `S` start, `G` goal, `H` pit, `C` cliff, `#` wall.
 *
 * @throws OptionError for rows of unequal length, an unknown letter, no goal, or not exactly one start.
 * @example gridMap(['S.', '#G']).start // 0
 */
export function gridMap(lines: readonly string[]): GridMap {
  const columns = lines[0]?.length ?? 0;
  if (columns === 0) throw new OptionError('map', 'rows of text', lines);
  for (const [row, line] of lines.entries()) {
    if (line.length !== columns) throw new OptionError(`map[${row}]`, `${columns} letters like the first row`, line);
    for (const letter of line) {
      if (!Object.hasOwn(tiles, letter))
        throw new OptionError(`map[${row}]`, `only the letters ${Object.keys(tiles).join(' ')}`, letter);
    }
  }
  const cells = Array.from(lines.join(''), (letter) => tiles[letter]);
  if (!cells.includes('goal')) throw new OptionError('map', 'a goal G', lines.join('/'));
  const start = cells.indexOf('start');
  if (start < 0 || cells.lastIndexOf('start') !== start)
    throw new OptionError('map', 'exactly one start S', lines.join('/'));
  return { rows: lines.length, columns, tiles: cells, start };
}

/** Four moves, by action; neighbours in this list (also the last and the first) are at right angles. */
export type Moves = readonly ('left' | 'down' | 'right' | 'up')[];

/** The cell that a move from `cell` leads to: the same cell at the edge and before a wall. */
export function moved(map: GridMap, cell: number, move: Moves[number]): number {
  const column = cell % map.columns;
  let next = cell;
  if (move === 'left') next = column > 0 ? cell - 1 : cell;
  else if (move === 'right') next = column < map.columns - 1 ? cell + 1 : cell;
  else if (move === 'up') next = cell >= map.columns ? cell - map.columns : cell;
  else next = cell < map.columns * (map.rows - 1) ? cell + map.columns : cell;
  return map.tiles[next] === 'wall' ? cell : next;
}

/**
 * Fewest moves from the start to a goal past pits and cliffs; Infinity when there is no way.
 *
 * @example stepsToGoal(gridMap(['S.', '#G'])) // 2
 */
export function stepsToGoal(map: GridMap): number {
  const distance = new Float64Array(map.tiles.length).fill(Infinity);
  const queue = [map.start];
  distance[map.start] = 0;
  for (const cell of queue) {
    if (map.tiles[cell] === 'goal') return distance[cell];
    for (const move of ['left', 'down', 'right', 'up'] as const) {
      const next = moved(map, cell, move);
      const tile = map.tiles[next];
      if (distance[next] < Infinity || tile === 'pit' || tile === 'cliff') continue;
      distance[next] = distance[cell] + 1;
      queue.push(next);
    }
  }
  return Infinity;
}

/** The grid as text with the agent's cell in brackets. */
export function drawGrid(map: GridMap, cell: number): string[] {
  return Array.from({ length: map.rows }, (_, row) => {
    let line = '';
    for (let column = 0; column < map.columns; column++) {
      const at = row * map.columns + column;
      const mark = marks[map.tiles[at]];
      line += at === cell ? `[${mark}]` : ` ${mark} `;
    }
    return line;
  });
}
