import { describe, expect, test } from 'vitest';
import { cartPole, cartPoleDefinition } from '../../../envs/classic/cart-pole.js';
import { settingsAt } from '../../../envs/env.js';
import { random } from '../../../math/random.js';
import { OptionError } from '../../../math/check.js';
import { erased, near, replay, rollOut, trajectories } from './golden.js';

const definition = erased(cartPole.definition);
const names: Readonly<Record<string, string>> = {
  masspole: 'poleMass',
  masscart: 'cartMass',
  length: 'length',
  gravity: 'gravity',
};

/** Attributes of the reference as knobs; what it derives from them is left out. */
function knobsOf(attributes: Readonly<Record<string, number | string>> = {}): Record<string, number> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (name in names ? [[names[name], Number(value)]] : [])),
  );
}

describe('CartPole-v1', () => {
  const recorded = trajectories('CartPole-v1');

  test('five trajectories of Gymnasium are there', () => {
    expect(recorded).toHaveLength(5);
  });

  test.each(recorded.map((trajectory, index) => ({ trajectory, index })))(
    'each step of recorded trajectory $index agrees with Gymnasium, masses following their knobs',
    ({ trajectory }) => {
      const semiImplicit = trajectory.attrs?.['kinematics_integrator'] === 'semi-implicit euler';
      const world = semiImplicit ? erased(cartPoleDefinition({ integrator: 'semiImplicit' })) : definition;
      replay(world, trajectory, knobsOf(trajectory.attrs));
    },
  );

  test('one push to the left from (.01, −.02, .03, .04) gives the values of the reference', () => {
    const { state } = rollOut(definition, [0.01, -0.02, 0.03, 0.04], () => 0, 1);
    for (const [i, value] of [0.0096, -0.215539017102789, 0.0308, 0.341995223776039].entries())
      near(state[i], value, 1e-14);
  });

  test('pushing right from rest ends after 9 steps', () => {
    const { state, steps, total } = rollOut(definition, [0, 0, 0, 0], () => 1, 500);
    expect(steps).toBe(9);
    expect(total).toBe(9);
    near(state[2], -0.21518604988501, 1e-13);
  });

  test('the limits themselves do not end the episode, anything beyond does', () => {
    const settings = settingsAt(definition, {});
    const limit = (12 * 2 * Math.PI) / 360;
    const ends = (x: number, angle: number): boolean =>
      definition.terminal(Float64Array.of(x, 0, angle, 0), 0, settings);
    expect([ends(2.4, limit), ends(-2.4, -limit)]).toEqual([false, false]);
    expect([ends(2.4 + 1e-12, 0), ends(-2.4 - 1e-12, 0), ends(0, limit + 1e-12), ends(0, -limit - 1e-12)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  test('a heavier cart or pole changes the very next step', () => {
    const after = (values: Record<string, number>): number[] =>
      Array.from(rollOut(definition, [0, 0, 0.1, 0], () => 1, 1, values).state);
    expect(after({ cartMass: 10 })).not.toEqual(after({}));
    expect(after({ poleMass: 1 })).not.toEqual(after({}));
  });

  test('the hard end multiplies the upright growth rate as the linearisation says', () => {
    const rate = (difficulty: number): number => {
      const { gravity, length, poleMass, cartMass } = settingsAt(definition, { difficulty }) as Record<string, number>;
      return Math.sqrt(gravity / (length * (4 / 3 - poleMass / (poleMass + cartMass))));
    };
    near(rate(0), 3.972, 2e-4);
    near(rate(1), 8.881, 2e-4);
    near(rate(0.5), Math.sqrt(3.972 * 8.881), 2e-4);
  });

  test('a start stays within initRange in every coordinate', () => {
    const stream = random(3);
    const state = new Float64Array(4);
    let widest = 0;
    for (let i = 0; i < 200; i++) {
      definition.reset(state, 0, settingsAt(definition, { initRange: 0.15 }), stream);
      for (const value of state) widest = Math.max(widest, Math.abs(value));
    }
    expect(widest).toBeLessThanOrEqual(0.15);
    expect(widest).toBeGreaterThan(0.14);
  });

  test('the Sutton–Barto reward is 0, and −1 for the fall', () => {
    const world = erased(cartPoleDefinition({ reward: 'suttonBarto' }));
    expect(rollOut(world, [0, 0, 0, 0], () => 1, 8).total).toBe(0);
    expect(rollOut(world, [0, 0, 0, 0], () => 1, 9).total).toBe(-1);
  });

  test('a misspelt variant names the nearest one', () => {
    expect(() => cartPoleDefinition({ integrator: 'semiimplicit' as 'semiImplicit' })).toThrow(OptionError);
    expect(() => cartPoleDefinition({ integrator: 'semiimplicit' as 'semiImplicit' })).toThrow(
      "Did you mean 'semiImplicit'?",
    );
  });

  test.each([
    [{}, 22.4],
    [{ force: 5 }, 28.6],
    [{ cartMass: 4 }, 38.1],
    [{ length: 0.25 }, 14.5],
    [{ length: 0.1 }, 8.8],
    [{ timeStep: 0.04 }, 10.3],
  ])('a random policy lasts as long with %o as in the reference, %d steps', (values, steps) => {
    const settings = settingsAt(definition, values);
    const state = new Float64Array(4);
    let total = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const stream = random(seed);
      definition.reset(state, 0, settings, stream);
      total += rollOut(definition, Array.from(state), () => stream.integer(2), 500, values).steps / 1000;
    }
    // The reference averaged 300 seeds, whose standard error is about 3 %, ours is half of it.
    expect(Math.abs(total / steps - 1)).toBeLessThan(0.1);
  });

  test.each(
    Object.entries(definition.knobs).flatMap(([name, { hard }]) => (hard === undefined ? [] : [{ name, hard }])),
  )('the hard end of $name can be held for 500 steps by the sign of a linear law', ({ name, hard }) => {
    const settings = settingsAt(definition, { [name]: hard });
    const push = (row: Float64Array): number => (row[0] + 1.6 * row[1] + 18 * row[2] + 4.3 * row[3] > 0 ? 1 : 0);
    for (let seed = 0; seed < 5; seed++) {
      const state = new Float64Array(4);
      definition.reset(state, 0, settings, random(seed));
      expect(rollOut(definition, Array.from(state), push, 500, { [name]: hard }).steps).toBe(500);
    }
  });

  test('the picture leans with the pole and names the numbers', () => {
    const lines = definition.render?.(Float64Array.of(0, 0, 0.2, 0), 0, settingsAt(definition, {})) ?? [];
    expect(lines[0]).toContain('/');
    expect(lines.at(-1)).toBe('x +0.000 m  angle +0.200 rad');
  });
});
