import { describe, expect, test } from 'vitest';
import { cliffWalkingDefinition } from '../../../envs/grid/cliff-walking.js';
import {
  policyValues,
  transitionTable,
  valueIteration,
  type TransitionTable,
} from '../../../envs/grid/dynamic-programming.js';
import { fourRoomsDefinition } from '../../../envs/grid/four-rooms.js';
import { frozenLakeDefinition } from '../../../envs/grid/frozen-lake.js';
import { gridWorldDefinition } from '../../../envs/grid/grid-world.js';
import { OptionError } from '../../../math/check.js';
import { readPeer } from '../classic/golden.js';

type Recorded = readonly (readonly (readonly [number, number, number, boolean][])[])[];

/** Same lists in the same order, probabilities to 1e-15. */
function expectTable(table: TransitionTable, recorded: Recorded): void {
  const shape = (at: readonly (readonly (readonly unknown[])[])[]): number[][] =>
    at.map((row) => row.map((ways) => ways.length));
  expect(shape(table)).toEqual(shape(recorded));
  for (const [state, actions] of recorded.entries()) {
    for (const [action, ways] of actions.entries()) {
      for (const [i, [probability, next, reward, terminated]] of ways.entries()) {
        const ours = table[state][action][i];
        expect([ours.next, ours.reward, ours.terminated]).toEqual([next, reward, terminated]);
        expect(Math.abs(ours.probability - probability)).toBeLessThanOrEqual(1e-15);
      }
    }
  }
}

describe('transition tables', () => {
  test('the slippery 4×4 lake has the table of Gymnasium, order included', () => {
    const { P } = readPeer('frozenlake4x4_slippery.json') as { P: Recorded };
    expectTable(transitionTable(frozenLakeDefinition()), P);
  });

  test('the cliff has the table of Gymnasium', () => {
    const { P } = readPeer('cliffwalking_det.json') as { P: Recorded };
    expectTable(transitionTable(cliffWalkingDefinition()), P);
  });

  test('a knob out of its bounds is refused', () => {
    expect(() => transitionTable(frozenLakeDefinition(), { successRate: 0.2 })).toThrow(OptionError);
  });
});

describe('value iteration', () => {
  const optimum = (table: TransitionTable, state: number, discount: number): number =>
    valueIteration(table, { discount }).values[state];

  test.each([
    ['4×4 slippery', transitionTable(frozenLakeDefinition()), 0, 0.99, 0.542025932],
    ['4×4 that never slips', transitionTable(frozenLakeDefinition(), { successRate: 1 }), 0, 0.99, 0.9509900499],
    ['4×4 at 0.8', transitionTable(frozenLakeDefinition(), { successRate: 0.8 }), 0, 0.99, 0.7163226377],
    ['8×8 slippery', transitionTable(frozenLakeDefinition({ map: '8x8' })), 0, 0.99, 0.4146403618],
    ['4×4 slippery, undiscounted', transitionTable(frozenLakeDefinition()), 0, 1, 14 / 17],
    ['8×8 slippery, undiscounted', transitionTable(frozenLakeDefinition({ map: '8x8' })), 0, 1, 1],
    ['cliff', transitionTable(cliffWalkingDefinition()), 36, 1, -13],
    ['slippery cliff', transitionTable(cliffWalkingDefinition(), { slip: 2 / 3 }), 36, 1, -64.70917591],
  ])('%s has its known optimum', (_, table, state, discount, value) => {
    // The last two lines are given to 8 and 10 digits.
    expect(Math.abs(optimum(table, state, discount) - value)).toBeLessThanOrEqual(value < -20 ? 5e-9 : 1e-9);
  });

  test('0.99⁵ is the value of the safe way over firm ice', () => {
    const table = transitionTable(frozenLakeDefinition(), { successRate: 1 });
    expect(Math.abs(optimum(table, 0, 0.99) - 0.99 * 0.99 * 0.99 * 0.99 * 0.99)).toBeLessThan(1e-12);
  });

  test('the 4×3 world has the utilities printed by Russell and Norvig', () => {
    const { values, policy } = valueIteration(transitionTable(gridWorldDefinition()), { discount: 1 });
    const printed = [0.812, 0.868, 0.918, 0, 0.762, 0, 0.66, 0, 0.705, 0.655, 0.611, 0.388];
    for (const [cell, value] of printed.entries()) {
      if (cell !== 5) expect(Math.abs(values[cell] - value), `cell ${cell}`).toBeLessThanOrEqual(5.01e-4);
    }
    // Up and then right along the top; from below the pit, to the left: the policy of the book's figure.
    expect([policy[8], policy[4], policy[0], policy[1], policy[2], policy[11], policy[9]]).toEqual([
      3, 3, 2, 2, 2, 0, 0,
    ]);
  });

  test('the best policy has the best values', () => {
    const table = transitionTable(frozenLakeDefinition());
    const { values, policy } = valueIteration(table, { discount: 0.99 });
    const own = policyValues(table, policy, { discount: 0.99 });
    for (let state = 0; state < 16; state++) expect(Math.abs(own[state] - values[state])).toBeLessThan(1e-10);
  });

  test('four rooms take 20 moves', () => {
    const { values } = valueIteration(transitionTable(fourRoomsDefinition, { stepReward: -1, goalReward: 1 }), {
      discount: 1,
    });
    expect(values[14]).toBe(-19);
  });

  test('a policy that never ends does not settle undiscounted and says what to do', () => {
    const table = transitionTable(cliffWalkingDefinition());
    const always = new Int32Array(48).fill(3);
    expect(() => policyValues(table, always, { discount: 1, maxSweeps: 50 })).toThrow('Lower the discount below 1');
    expect(policyValues(table, always, { discount: 0.5 })[0]).toBeCloseTo(-2, 9);
  });

  test('a discount above 1 and an action the table lacks are refused', () => {
    const table = transitionTable(gridWorldDefinition());
    expect(() => valueIteration(table, { discount: 1.1 })).toThrow(OptionError);
    expect(() => policyValues(table, new Int32Array(12).fill(4), { discount: 0.9 })).toThrow(OptionError);
  });
});
