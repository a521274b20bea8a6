import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkEnv, type CheckEnvOptions } from '../../envs/check-env.js';
import { acrobot, acrobotDefinition } from '../../envs/classic/acrobot.js';
import { cartPole, cartPoleDefinition } from '../../envs/classic/cart-pole.js';
import { mountainCarContinuous } from '../../envs/classic/mountain-car-continuous.js';
import { mountainCar } from '../../envs/classic/mountain-car.js';
import { pendulum } from '../../envs/classic/pendulum.js';
import type { EnvDefinition } from '../../envs/env.js';
import { cliffWalking } from '../../envs/grid/cliff-walking.js';
import { fourRooms } from '../../envs/grid/four-rooms.js';
import { frozenLake, frozenLake8x8 } from '../../envs/grid/frozen-lake.js';
import { gridWorld } from '../../envs/grid/grid-world.js';
import { maze } from '../../envs/grid/maze.js';
import { OptionError } from '../../math/check.js';
import { erased } from './classic/golden.js';
import { walker } from './walker.js';

interface Broken {
  readonly rule: string;
  readonly definition: EnvDefinition;
}

const folder = new URL('./broken/', import.meta.url);
const broken = readdirSync(folder).filter((name) => name.endsWith('.ts'));

test('there are broken worlds for every rule', async () => {
  const rules = await Promise.all(
    broken.map(async (name) => ((await import(new URL(name, folder).href)) as Broken).rule),
  );
  expect([...new Set(rules)].sort()).toEqual([
    'allocation',
    'bounds',
    'description',
    'determinism',
    'finite',
    'hiddenState',
    'knob',
    'observationSpace',
    'observationWidth',
    'purity',
    'size',
    'space',
    'terminal',
    'throws',
  ]);
});

describe('a broken world is rejected for its own reason only', () => {
  test.each(broken)('%s', async (name) => {
    const { rule, definition } = (await import(new URL(name, folder).href)) as Broken;
    const problems = checkEnv(definition);
    expect([...new Set(problems.map((problem) => problem.rule))]).toEqual([rule]);
    // What is wrong, then what to change.
    for (const { message } of problems) expect(message).toMatch(/^.{10,}[.”?] [A-Z].{8,}\.$/);
  });
});

describe('a sound world has no problems', () => {
  const worlds: readonly (readonly [string, EnvDefinition])[] = [
    ['walker', erased(walker)],
    ['cart-pole', erased(cartPole.definition)],
    ['cart-pole, other variants', erased(cartPoleDefinition({ integrator: 'semiImplicit', reward: 'suttonBarto' }))],
    ['pendulum', erased(pendulum.definition)],
    ['acrobot', erased(acrobot.definition)],
    ['acrobot, other equations', erased(acrobotDefinition({ equations: 'nips' }))],
    ['mountain car', erased(mountainCar.definition)],
    ['mountain car, continuous', erased(mountainCarContinuous.definition)],
    ['frozen lake', erased(frozenLake.definition)],
    ['frozen lake 8×8', erased(frozenLake8x8.definition)],
    ['cliff walking', erased(cliffWalking.definition)],
    ['grid world', erased(gridWorld.definition)],
    ['four rooms', erased(fourRooms.definition)],
    ['maze', erased(maze.definition)],
  ];

  test.each(worlds)('%s', (_, definition) => {
    expect(checkEnv(definition)).toEqual([]);
  });
});

test('options are checked', () => {
  expect(() => checkEnv(walker, { bytesPerStep: -1 })).toThrow(OptionError);
  expect(() => checkEnv(walker, { bytes: 1 } as CheckEnvOptions)).toThrow(OptionError);
});
