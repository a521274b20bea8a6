import { describe, expect, test } from 'vitest';
import { acrobot } from '../../envs/classic/acrobot.js';
import { cartPole } from '../../envs/classic/cart-pole.js';
import { mountainCarContinuous } from '../../envs/classic/mountain-car-continuous.js';
import { mountainCar } from '../../envs/classic/mountain-car.js';
import { pendulum } from '../../envs/classic/pendulum.js';
import { settingsAt, type EnvDefinition, type Settings } from '../../envs/env.js';
import { cliffWalking } from '../../envs/grid/cliff-walking.js';
import { fourRooms } from '../../envs/grid/four-rooms.js';
import { frozenLake } from '../../envs/grid/frozen-lake.js';
import { gridWorld } from '../../envs/grid/grid-world.js';
import { maze } from '../../envs/grid/maze.js';
import { sample } from '../../envs/space.js';
import { random } from '../../math/random.js';
import { erased } from './classic/golden.js';

/** Each world with the range its states are drawn from. */
const worlds: readonly (readonly [string, EnvDefinition, readonly (readonly [number, number])[]])[] = [
  [
    'cart-pole',
    erased(cartPole.definition),
    [
      [-2, 2],
      [-2, 2],
      [-0.2, 0.2],
      [-2, 2],
    ],
  ],
  [
    'pendulum',
    erased(pendulum.definition),
    [
      [-3, 3],
      [-8, 8],
    ],
  ],
  [
    'acrobot',
    erased(acrobot.definition),
    [
      [-3, 3],
      [-3, 3],
      [-4, 4],
      [-9, 9],
    ],
  ],
  [
    'mountain car',
    erased(mountainCar.definition),
    [
      [-1.2, 0.6],
      [-0.07, 0.07],
    ],
  ],
  [
    'mountain car, continuous',
    erased(mountainCarContinuous.definition),
    [
      [-1.2, 0.6],
      [-0.07, 0.07],
    ],
  ],
  ['frozen lake', erased(frozenLake.definition), [[0, 16]]],
  ['cliff walking', erased(cliffWalking.definition), [[0, 48]]],
  ['grid world', erased(gridWorld.definition), [[0, 12]]],
  ['four rooms', erased(fourRooms.definition), [[0, 169]]],
  ['maze', erased(maze.definition), [[0, 121]]],
];

/** A start, then 2000 single steps from random states: all numbers that come out. Boxed actions exceed their bounds. */
function probed(
  definition: EnvDefinition,
  ranges: readonly (readonly [number, number])[],
  settings: Settings,
): number[] {
  const source = random(2);
  const state = new Float64Array(definition.stateSize);
  const action = new Float64Array(1);
  definition.reset(state, 0, settings, random(3));
  const numbers = Array.from(state);
  for (let n = 0; n < 2000; n++) {
    for (const [i, [low, high]] of ranges.entries()) state[i] = source.uniform(low, high);
    if (ranges.length === 1) state[0] = Math.floor(state[0]);
    sample(definition.action, source, action);
    if (definition.action.kind === 'box') action[0] *= 4;
    numbers.push(
      definition.step(state, 0, action, 0, settings, random(n)),
      definition.terminal(state, 0, settings) ? 1 : 0,
      ...state,
    );
  }
  return numbers;
}

describe.each(worlds)('%s', (_, definition, ranges) => {
  const usual = probed(definition, ranges, settingsAt(definition, {}));

  test.each(Object.keys(definition.knobs))('%s bites: a tenth of its range changes more than 1e-9', (name) => {
    const { min, max, default: value } = definition.knobs[name];
    const tenth = (max - min) / 10;
    for (const moved of [value + tenth, value - tenth].filter((x) => x >= min && x <= max)) {
      const numbers = probed(definition, ranges, settingsAt(definition, { [name]: moved }));
      expect(numbers.some((x, i) => Math.abs(x - usual[i]) > 1e-9)).toBe(true);
    }
  });

  test('difficulty 0 is the reference, except on ice, whose hard end it is', () => {
    const end = definition.id.startsWith('FrozenLake') ? 1 : 0;
    expect(settingsAt(definition, { difficulty: end })).toEqual(settingsAt(definition, {}));
    expect(settingsAt(definition, { difficulty: 1 - end })).not.toEqual(settingsAt(definition, {}));
  });
});
