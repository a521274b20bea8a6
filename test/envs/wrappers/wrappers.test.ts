import { describe, expect, test } from 'vitest';
import { checkEnv } from '../../../envs/check-env.js';
import { cartPole } from '../../../envs/classic/cart-pole.js';
import { mountainCarContinuous } from '../../../envs/classic/mountain-car-continuous.js';
import { mountainCar } from '../../../envs/classic/mountain-car.js';
import { pendulum } from '../../../envs/classic/pendulum.js';
import { defineEnv, settingsAt, type EnvDefinition } from '../../../envs/env.js';
import { cliffWalking } from '../../../envs/grid/cliff-walking.js';
import { frozenLake } from '../../../envs/grid/frozen-lake.js';
import { widthOf } from '../../../envs/space.js';
import {
  actionRepeat,
  clipActions,
  delayedObservation,
  frameStack,
  noisyObservations,
  oneHot,
  rescaleActions,
  scaledReward,
  stickyActions,
  timeAware,
  timeLimit,
  visibleDifficulty,
} from '../../../envs/wrappers/index.js';
import { OptionError } from '../../../math/check.js';
import { random } from '../../../math/random.js';
import { erased } from '../classic/golden.js';
import { walker } from '../walker.js';

/** One step's reward and what is seen after it. */
interface Seen {
  readonly reward: number;
  readonly observation: readonly number[];
  readonly terminal: boolean;
}

/** Plays the actions from the start of a seed; the first entry is the start. */
function play(
  definition: EnvDefinition,
  actions: readonly number[],
  seed = 1,
  values: Record<string, number> = {},
): Seen[] {
  const settings = settingsAt(definition, values);
  const stream = random(seed);
  const state = new Float64Array(definition.stateSize);
  const look = (reward: number): Seen => {
    const out = new Float32Array(widthOf(definition.observation));
    definition.observe(state, 0, out, 0, settings);
    return { reward, observation: Array.from(out), terminal: definition.terminal(state, 0, settings) };
  };
  definition.reset(state, 0, settings, stream);
  return [
    look(0),
    ...actions.map((action) => look(definition.step(state, 0, Float64Array.of(action), 0, settings, stream))),
  ];
}

const car = erased(mountainCar.definition);
const swing = erased(pendulum.definition);
const actions = [2, 2, 0, 1, 2, 0, 0, 2];

describe('every wrapper leaves a sound world sound', () => {
  const wrapped: readonly (readonly [string, EnvDefinition])[] = [
    ['timeLimit', timeLimit(car, 7)],
    ['timeAware', timeAware(erased(walker))],
    ['clipActions', clipActions(swing)],
    ['rescaleActions', rescaleActions(swing)],
    ['stickyActions', erased(stickyActions(erased(walker)))],
    ['actionRepeat', actionRepeat(erased(walker), 3)],
    ['frameStack', frameStack(erased(walker), 3)],
    ['frameStack of numbers', frameStack(erased(frozenLake.definition), 2)],
    ['noisyObservations', erased(noisyObservations(erased(walker), 0.2))],
    ['delayedObservation', delayedObservation(erased(walker), 2)],
    ['scaledReward', erased(scaledReward(erased(walker)))],
    ['visibleDifficulty', visibleDifficulty(erased(cartPole.definition))],
    ['visibleDifficulty, hidden', visibleDifficulty(erased(cartPole.definition), { hidden: true })],
    ['oneHot', oneHot(erased(frozenLake.definition))],
    ['a chain', timeAware(frameStack(clipActions(rescaleActions(erased(mountainCarContinuous.definition))), 2))],
    ['another', erased(noisyObservations(delayedObservation(erased(stickyActions(actionRepeat(car, 2))), 3), 0.1))],
  ];

  test.each(wrapped)('%s', (_, definition) => {
    expect(checkEnv(definition, { bytesPerStep: 256 })).toEqual([]);
  });

  test.each(wrapped)('%s keeps the picture and the name', (_, definition) => {
    expect(definition.id.length).toBeGreaterThan(3);
    if (definition.id === 'Walker') return;
    const state = new Float64Array(definition.stateSize);
    const settings = settingsAt(definition, {});
    definition.reset(state, 0, settings, random(1));
    expect(definition.render?.(state, 0, settings).length).toBeGreaterThan(2);
  });
});

describe('time', () => {
  test('a time limit replaces the world’s, Infinity removes it', () => {
    expect([timeLimit(car, 7).maxSteps, timeLimit(car, Infinity).maxSteps]).toEqual([7, Infinity]);
    expect(() => timeLimit(car, 0)).toThrow(OptionError);
  });

  test('a time-aware world shows the share of its limit that has passed, and 0 again after a reset', () => {
    const world = timeAware(timeLimit(car, 10));
    const shares = play(world, actions).map(({ observation }) => observation[2]);
    expect(shares).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => Math.fround(n / 10)));
    const settings = settingsAt(world, {});
    const state = new Float64Array(world.stateSize).fill(9);
    world.reset(state, 0, settings, random(0));
    expect(state[world.stateSize - 1]).toBe(0);
  });

  test('a world without a limit, or one that shows numbered states, cannot be time-aware', () => {
    expect(() => timeAware(timeLimit(car, Infinity))).toThrow('Wrap the world in timeLimit first.');
    expect(() => timeAware(frozenLake.definition)).toThrow('Wrap the world in oneHot first.');
    expect(timeAware(oneHot(frozenLake.definition)).stateSize).toBe(2);
  });
});

describe('actions', () => {
  test('clipped actions act as the nearest bound, on the cost as well', () => {
    const world = clipActions(erased(mountainCarContinuous.definition));
    const bound = play(erased(mountainCarContinuous.definition), [1, -1]);
    expect(play(world, [7, -3])).toEqual(bound);
    expect(world.action).toEqual({ kind: 'box', low: [-Infinity], high: [Infinity] });
    expect(() => clipActions(car)).toThrow(OptionError);
  });

  test('rescaled actions cover the world’s own range', () => {
    expect(play(rescaleActions(swing), [1, -1, 0, 0.5])).toEqual(play(swing, [2, -2, 0, 1]));
    expect(play(rescaleActions(swing, { low: 0, high: 4 }), [4, 0, 2, 3])).toEqual(play(swing, [2, -2, 0, 1]));
    expect(() => rescaleActions(swing, { low: 1, high: 1 })).toThrow(OptionError);
    expect(() => rescaleActions(clipActions(swing))).toThrow('Rescale before clipActions.');
  });

  test('an action repeats until the end and its rewards add up', () => {
    const repeated = play(actionRepeat(car, 3), [2, 0]);
    const plain = play(car, [2, 2, 2, 0, 0, 0]);
    expect(repeated.map(({ observation }) => observation)).toEqual([0, 3, 6].map((n) => plain[n].observation));
    expect(repeated.map(({ reward }) => reward)).toEqual([0, -3, -3]);
    expect(actionRepeat(car, 3)).toMatchObject({ maxSteps: 67, worstRewardPerStep: -3 });
    const fall = play(actionRepeat(erased(cartPole.definition), 100), [1])[1];
    const steps = play(erased(cartPole.definition), new Array<number>(30).fill(1)).findIndex(
      ({ terminal }) => terminal,
    );
    expect([fall.terminal, fall.reward]).toEqual([true, steps]);
  });

  test('sticky actions repeat the last one in the named share of steps, never at the first', () => {
    const world = erased(stickyActions(erased(walker)));
    const settings = settingsAt(world, { stickiness: 0.4 });
    const stream = random(9);
    const state = new Float64Array(world.stateSize);
    let stuck = 0;
    for (let n = 0; n < 4000; n++) {
      if (n % 40 === 0) world.reset(state, 0, settings, stream);
      world.step(state, 0, Float64Array.of(n % 2 === 0 ? -1 : 1), 0, settings, stream);
      const kept = state[2] !== (n % 2 === 0 ? -1 : 1);
      if (n % 40 === 0) expect(kept).toBe(false);
      else if (kept) stuck++;
    }
    // Alternating asks: a step acts otherwise than asked after an odd run of repeats; its rate is p/(1 + p), here 0.286
    // (standard error 0.007), a little less since runs start afresh.
    expect(stuck / 3900).toBeGreaterThan(0.25);
    expect(stuck / 3900).toBeLessThan(0.31);
    expect(
      play(
        world,
        actions.map((a) => a / 2),
        1,
        { stickiness: 0 },
      ).length,
    ).toBe(9);
    expect(() => stickyActions(erased(walker), 1)).toThrow(OptionError);
  });
});

describe('observations', () => {
  const plain = play(car, actions).map(({ observation }) => observation);

  test('stacked frames are the last ones, oldest first, and copies of the first at the start', () => {
    const stacked = play(frameStack(car, 3), actions).map(({ observation }) => observation);
    for (const [n, frames] of stacked.entries()) {
      expect(frames).toEqual([n - 2, n - 1, n].flatMap((m) => plain[Math.max(m, 0)]));
    }
    expect(frameStack(erased(frozenLake.definition), 2).observation).toEqual({
      kind: 'multiDiscrete',
      counts: [16, 16],
    });
    expect(() => frameStack(car, 0)).toThrow(OptionError);
  });

  test('delayed observations come the named number of steps late', () => {
    const late = play(delayedObservation(car, 3), actions).map(({ observation }) => observation);
    expect(late).toEqual(plain.map((_, n) => plain[Math.max(n - 3, 0)]));
    expect(play(delayedObservation(car, 0), actions).map(({ observation }) => observation)).toEqual(plain);
  });

  test('noise has the named deviation and is the same when looked at twice', () => {
    const world = erased(noisyObservations(car, 0.5));
    const settings = settingsAt(world, {});
    const state = new Float64Array(world.stateSize);
    const stream = random(4);
    const [once, twice, bare] = [new Float32Array(2), new Float32Array(2), new Float32Array(2)];
    let squares = 0;
    world.reset(state, 0, settings, stream);
    for (let n = 0; n < 2000; n++) {
      world.step(state, 0, Float64Array.of(1), 0, settings, stream);
      world.observe(state, 0, once, 0, settings);
      world.observe(state, 0, twice, 0, settings);
      expect(once).toEqual(twice);
      car.observe(state, 0, bare, 0, settings);
      for (let i = 0; i < 2; i++) squares += (once[i] - bare[i]) * (once[i] - bare[i]);
    }
    // Mean square of 4000 normals: relative standard error √(2/4000) = 2.2 %.
    expect(squares / 4000 / 0.25).toBeGreaterThan(0.91);
    expect(squares / 4000 / 0.25).toBeLessThan(1.09);
    expect(play(world, actions, 1, { observationNoise: 0 }).map(({ observation }) => observation)).toEqual(plain);
    expect(() => noisyObservations(frozenLake.definition, 1)).toThrow('Wrap the world in oneHot first.');
  });

  test('a numbered state is shown as one 1', () => {
    const world = oneHot(erased(cliffWalking.definition));
    const { observation } = play(world, [0])[1];
    expect(observation.indexOf(1)).toBe(24);
    expect(observation.reduce((a, b) => a + b)).toBe(1);
    expect(() => oneHot(car)).toThrow(OptionError);
  });

  test('visible difficulty is 0 at the easy end and 1 at the hard end, hidden it is 0 everywhere', () => {
    const pole = erased(cartPole.definition);
    const shown = (values: Record<string, number>, hidden = false): number =>
      play(visibleDifficulty(pole, { hidden }), [], 1, values)[0].observation[4];
    expect(shown({})).toBe(0);
    expect(shown({ difficulty: 1 })).toBeCloseTo(1, 6);
    expect(shown({ difficulty: 0.3 })).toBeCloseTo(0.3, 6);
    expect(shown({ difficulty: 1 }, true)).toBe(0);
    const two = visibleDifficulty(pole, { knobs: ['gravity', 'force'] });
    expect(play(two, [], 1, { gravity: 20, force: 40 })[0].observation.slice(4)).toEqual([1, 1]);
    expect(() => visibleDifficulty(pole, { knobs: ['gravty'] })).toThrow("Did you mean 'gravity'?");
  });
});

describe('rewards', () => {
  test('a scaled reward is a knob: the world’s own rewards stay as they are', () => {
    const maker = defineEnv(scaledReward(cartPole.definition));
    expect(maker({ rewardScale: 2, gravity: 12 }).tunables).toEqual({ rewardScale: 2, gravity: 12 });
    const scaled = erased(scaledReward(car));
    expect(play(scaled, actions, 1, { rewardScale: 5 })).toEqual(play(car, actions));
    expect(() => scaledReward(scaled)).toThrow('The world has it already: turn it.');
    expect(() => scaledReward(car, 11)).toThrow(OptionError);
  });
});
