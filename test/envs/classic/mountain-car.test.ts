import { describe, expect, test } from 'vitest';
import { mountainCarContinuous } from '../../../envs/classic/mountain-car-continuous.js';
import { mountainCar } from '../../../envs/classic/mountain-car.js';
import { settingsAt, type EnvDefinition } from '../../../envs/env.js';
import { OptionError } from '../../../math/check.js';
import { random } from '../../../math/random.js';
import { erased, near, replay, rollOut, trajectories } from './golden.js';

const definition = erased(mountainCar.definition);
const alongVelocity = (row: Float64Array): number => (row[1] >= 0 ? 2 : 0);

/** Most steps over the reference's five starts of pushing along the velocity. */
function worstCase(world: EnvDefinition, push: (row: Float64Array) => number, values: Record<string, number>): number {
  return Math.max(
    ...[-0.6, -0.55, -0.5, -0.45, -0.4].map((start) => rollOut(world, [start, 0], push, 999, values).steps),
  );
}

describe('MountainCar-v0', () => {
  const recorded = trajectories('MountainCar-v0');

  test('two trajectories of Gymnasium are there', () => {
    expect(recorded).toHaveLength(2);
  });

  test.each(recorded.map((trajectory, index) => ({ trajectory, index })))(
    'each step of recorded trajectory $index agrees with Gymnasium',
    ({ trajectory }) => replay(definition, trajectory),
  );

  test('pushing along the velocity from −0.5 takes 124 steps', () => {
    const { state, steps } = rollOut(definition, [-0.5, 0], alongVelocity, 200);
    expect(steps).toBe(124);
    near(state[0], 0.534949982565574, 1e-12);
  });

  test.each([
    [{}, 124],
    [{ gravity: 0.003 }, 155],
    [{ gravity: 0.0035 }, 171],
    [{ force: 0.00085 }, 179],
    [{ force: 0.0008 }, 208],
    [{ maxSpeed: 0.04 }, 156],
  ])('with %o the worst of five starts takes %i steps', (values, steps) => {
    expect(worstCase(definition, alongVelocity, values)).toBe(steps);
  });

  test('the wall on the left stops the car', () => {
    expect(Array.from(rollOut(definition, [-1.19, -0.07], () => 0, 1).state)).toEqual([-1.2, 0]);
  });

  test('the flag must be reached at the asked speed', () => {
    const ends = (velocity: number): boolean =>
      definition.terminal(Float64Array.of(0.5, velocity), 0, settingsAt(definition, { goalVelocity: 0.02 }));
    expect([ends(0.019), ends(0.02)]).toEqual([false, true]);
  });

  test('a start range that runs backwards is an error, not a swap', () => {
    const settings = settingsAt(definition, { startLow: 0, startHigh: -0.5 });
    expect(() => definition.reset(new Float64Array(2), 0, settings, random(0))).toThrow(OptionError);
    expect(() => definition.reset(new Float64Array(2), 0, settings, random(0))).toThrow('Move startHigh as well.');
  });

  test('the picture shows the car and the flag', () => {
    const picture = (definition.render?.(Float64Array.of(-0.5, 0), 0, settingsAt(definition, {})) ?? []).join('\n');
    expect(picture).toContain('⚑');
    expect(picture).toContain('position -0.500');
  });
});

describe('MountainCarContinuous-v0', () => {
  const continuous = erased(mountainCarContinuous.definition);
  const recorded = trajectories('MountainCarContinuous-v0');

  test('one trajectory of Gymnasium is there', () => {
    expect(recorded).toHaveLength(1);
  });

  test('each step of the recorded trajectory agrees with Gymnasium to one float32 ulp', () => {
    for (const trajectory of recorded) replay(continuous, trajectory, {}, 1e-7);
  });

  test('the state is a float32 number after every step', () => {
    const { state } = rollOut(continuous, [-0.5, 0], () => 0.3, 1);
    expect(Array.from(state)).toEqual(Array.from(Float32Array.from(state)));
    expect(state[1]).not.toBe(0);
  });

  test('1.5 along and −0.7 against the velocity takes 109 steps and returns 81.107', () => {
    const { steps, total } = rollOut(continuous, [-0.5, 0], (row) => (row[1] >= 0 ? 1.5 : -0.7), 999);
    expect(steps).toBe(109);
    near(total, 81.107, 1e-5);
  });

  test.each([
    [{}, 111],
    [{ power: 0.0009 }, 123],
    [{ gravity: 0.0035 }, 104],
    [{ power: 0.0009, gravity: 0.0035 }, 192],
    [{ maxSpeed: 0.045 }, 129],
  ])('with %o the worst of five starts takes %i steps', (values, steps) => {
    expect(worstCase(continuous, (row) => (row[1] >= 0 ? 1 : -1), values)).toBe(steps);
  });

  test('the force is clipped, the cost is not', () => {
    const one = rollOut(continuous, [-0.5, 0], () => 1, 1);
    const three = rollOut(continuous, [-0.5, 0], () => 3, 1);
    expect(Array.from(three.state)).toEqual(Array.from(one.state));
    near(three.total, -0.9, 1e-15);
  });
});
