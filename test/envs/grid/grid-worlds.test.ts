import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingsAt, type EnvDefinition } from '../../../envs/env.js';
import { cliffWalkingDefinition } from '../../../envs/grid/cliff-walking.js';
import { fourRoomsDefinition } from '../../../envs/grid/four-rooms.js';
import { frozenLake8x8, frozenLakeDefinition, randomLake } from '../../../envs/grid/frozen-lake.js';
import type { TabularDefinition } from '../../../envs/grid/grid-definition.js';
import { drawGrid, gridMap, stepsToGoal } from '../../../envs/grid/grid-map.js';
import { gridWorldDefinition } from '../../../envs/grid/grid-world.js';
import { mazeDefinition, mazeMap } from '../../../envs/grid/maze.js';
import { OptionError } from '../../../math/check.js';
import { random } from '../../../math/random.js';
import { erased } from '../classic/golden.js';

/** A definition with the types of its knobs taken away. */
function tabular(definition: unknown): TabularDefinition {
  return definition as TabularDefinition;
}

const worlds: readonly (readonly [string, TabularDefinition, Record<string, number>])[] = [
  ['frozen lake', tabular(frozenLakeDefinition()), { successRate: 0.5 }],
  ['frozen lake 8×8', tabular(frozenLakeDefinition({ map: '8x8' })), {}],
  ['cliff', tabular(cliffWalkingDefinition()), { slip: 0.4 }],
  ['grid world', tabular(gridWorldDefinition()), {}],
  ['four rooms', tabular(fourRoomsDefinition), { slip: 0.3 }],
  ['maze', tabular(mazeDefinition({ seed: 3 })), { slip: 0.3 }],
];

describe.each(worlds)('%s', (_, world, values) => {
  const settings = settingsAt(world, values);
  const picture = (world.render?.(Float64Array.of(-1), 0, settings) ?? []).join('').replaceAll(' ', '');
  const walls = Array.from(picture).flatMap((mark, cell) => (mark === '#' ? [cell] : []));

  test('the probabilities of every list sum to 1', () => {
    for (let cell = 0; cell < world.states; cell++) {
      for (let action = 0; action < 4; action++) {
        const sum = world
          .transitions(cell, action, settings)
          .reduce((total, { probability }) => total + probability, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-15);
      }
    }
  });

  test('a step takes the first way whose cumulative probability exceeds the one number it draws', () => {
    const probe = fc.record({
      cell: fc.integer({ min: 0, max: world.states - 1 }),
      action: fc.integer({ min: 0, max: 3 }),
      seed: fc.integer({ min: 0, max: 1e6 }),
    });
    fc.assert(
      fc.property(probe, ({ cell, action, seed }) => {
        const u = random(seed).double();
        const ways = world.transitions(cell, action, settings);
        let sum = 0;
        const way = ways.find(({ probability }) => (sum += probability) > u) ?? ways[0];
        const state = Float64Array.of(cell);
        const reward = world.step(state, 0, Float64Array.of(action), 0, settings, random(seed));
        expect([state[0], reward]).toEqual([way.next, way.reward]);
        // A wall ends in the table so that its value is 0; no row is ever in one.
        if (!walls.includes(cell)) expect(world.terminal(state, 0, settings)).toBe(way.terminated);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('a start and a step draw one number each', () => {
    const stream = random(2);
    const state = new Float64Array(1);
    world.reset(state, 0, settings, stream);
    world.step(state, 0, Float64Array.of(2), 0, settings, stream);
    const other = random(2);
    other.double();
    other.double();
    expect(stream.save()).toEqual(other.save());
    state[0] = -1;
    world.reset(state, 0, settings, stream);
    expect(state[0]).toBe(world.start);
  });
});

describe('maps', () => {
  test('the reference names and limits its lakes', () => {
    expect(erased(frozenLake8x8.definition).maxSteps).toBe(200);
    expect(frozenLakeDefinition().maxSteps).toBe(100);
    expect(cliffWalkingDefinition().maxSteps).toBe(Infinity);
    expect(cliffWalkingDefinition({ maxSteps: 30 }).maxSteps).toBe(30);
  });

  test('the lake is the reference at difficulty 1 and succeeds four times in five at 0', () => {
    const at = (difficulty: number): number =>
      settingsAt(erased(frozenLakeDefinition()), { difficulty })['successRate'];
    expect([at(0), at(1)]).toEqual([0.8, 1 / 3]);
    expect(settingsAt(erased(frozenLakeDefinition()), {})['successRate']).toBe(1 / 3);
  });

  test('every random lake can be crossed, and its seed is its name', () => {
    for (let seed = 0; seed < 50; seed++) {
      const lines = randomLake({ size: 8, holeDensity: 0.4, seed });
      expect(stepsToGoal(gridMap(lines))).toBeLessThan(Infinity);
      expect(randomLake({ size: 8, holeDensity: 0.4, seed })).toEqual(lines);
    }
    expect(randomLake({ seed: 1 })).not.toEqual(randomLake({ seed: 2 }));
  });

  test('a maze without openings is a tree: as many passages as junctions less one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }), fc.nat(), (rows, columns, seed) => {
        const open = mazeMap({ rows, columns, seed }).join('').replaceAll('#', '').length;
        expect(open).toBe(2 * rows * columns - 1);
        expect(stepsToGoal(gridMap(mazeMap({ rows, columns, seed })))).toBeLessThan(Infinity);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('a maze is its seed, and openings only remove walls', () => {
    expect(mazeMap({ seed: 4 })).toEqual(mazeMap({ seed: 4 }));
    expect(mazeMap({ seed: 4 })).not.toEqual(mazeMap({ seed: 5 }));
    const closed = mazeMap({ seed: 4 }).join('');
    const open = mazeMap({ seed: 4, openings: 0.5 }).join('');
    expect(open).not.toBe(closed);
    for (let i = 0; i < closed.length; i++) if (closed[i] !== '#') expect(open[i]).toBe(closed[i]);
    expect(mazeMap({ openings: 1 }).join('').replaceAll('#', '')).toHaveLength(25 + 40);
  });

  test.each([
    [['S.', '.'], 'letters like the first row'],
    [['S?', '.G'], 'only the letters'],
    [['S.', '..'], 'a goal G'],
    [['SS', '.G'], 'exactly one start S'],
    [[], 'rows of text'],
  ])('the map %o is refused with a reason', (lines, reason) => {
    expect(() => gridMap(lines)).toThrow(OptionError);
    expect(() => gridMap(lines)).toThrow(reason);
  });

  test('sizes and densities out of bounds are refused', () => {
    expect(() => randomLake({ size: 9, seed: 0 })).toThrow(OptionError);
    expect(() => randomLake({ holeDensity: 0.5, seed: 0 })).toThrow(OptionError);
    expect(() => mazeMap({ rows: 1 })).toThrow(OptionError);
    expect(() => mazeMap({ openings: 2 })).toThrow(OptionError);
    expect(() => frozenLakeDefinition({ map: '5x5' as '4x4' })).toThrow(OptionError);
    expect(() => cliffWalkingDefinition({ maxSteps: 0 })).toThrow(OptionError);
  });

  test('a cliff sends back to the start, pays its knob and goes on', () => {
    const world: EnvDefinition = erased(cliffWalkingDefinition());
    const settings = settingsAt(world, { cliffReward: -50 });
    const state = Float64Array.of(36);
    expect(world.step(state, 0, Float64Array.of(1), 0, settings, random(0))).toBe(-50);
    expect([state[0], world.terminal(state, 0, settings)]).toEqual([36, false]);
  });

  test('each definition has as many states as its map has cells', () => {
    expect(frozenLakeDefinition({ map: '8x8' }).states).toBe(64);
    expect(gridWorldDefinition({ map: ['S..G'] }).states).toBe(4);
    expect(fourRoomsDefinition.states).toBe(169);
    expect(mazeDefinition({ rows: 3, columns: 4 }).states).toBe(63);
    expect(mazeMap({ rows: 2, columns: 2 })).toHaveLength(5);
    expect(randomLake({ size: 4, holeDensity: 0, seed: 1 })).toEqual(['SFFF', 'FFFF', 'FFFF', 'FFFG']);
    expect([
      gridMap(['S.', '#G']).start,
      stepsToGoal(gridMap(['S.', '#G'])),
      stepsToGoal(gridMap(['S#', '#G'])),
    ]).toEqual([0, 2, Infinity]);
  });

  test('the picture marks the cell', () => {
    expect(drawGrid(gridMap(['S.', '#G']), 1)).toEqual(
      [' S [.]', ' # [G]'].map((line, row) => (row === 0 ? line : ' #  G ')),
    );
  });
});
