import { describe, expect, it } from 'vitest';
import { balance } from '../../envs/control/balance.js';
import { cartPole } from '../../envs/classic/cart-pole.js';
import { settingsAt } from '../../envs/env.js';
import { quadraticBandit } from '../../envs/bandits/quadratic.js';
import { vectorEnv } from '../../envs/vector-env.js';
import { streams } from '../../math/random.js';

const still = (rows: number) => new Float64Array(rows);

describe('vectorEnv', () => {
  it('draws episode e of row r from its own stream', () => {
    const world = vectorEnv(balance({ noise: 0 }), { rows: 2, streams: streams(9) });
    world.reset();
    for (let episode = 0; episode < 3; episode++) {
      for (let row = 0; row < 2; row++) {
        const source = streams(9).fork('environment', row, episode);
        expect(world.state[row * 2]).toBe(source.uniform(-0.5, 0.5));
        expect(world.state[row * 2 + 1]).toBe(source.uniform(-0.5, 0.5));
      }
      for (let n = 0; n < 40; n++) world.step(still(2));
    }
  });

  it('pays the reward times rewardScale and keeps the unscaled one', () => {
    const world = vectorEnv(balance({ rewardScale: 1.5 }), { rows: 3, streams: streams(1) });
    world.reset();
    world.step(still(3));
    for (let row = 0; row < 3; row++) {
      expect(world.rawRewards[row]).toBeLessThan(0);
      expect(world.rewards[row]).toBe(1.5 * world.rawRewards[row]);
    }
  });

  it('lets a turned knob act at once, or from the next episode on', () => {
    for (const [apply, expected] of [
      ['update', 3],
      ['episode', 1],
    ] as const) {
      const world = vectorEnv(balance({}, { apply }), { rows: 1, streams: streams(1) });
      world.reset();
      world.step(still(1));
      world.turn({ rewardScale: 3 });
      world.step(still(1));
      expect(world.rewards[0] / world.rawRewards[0]).toBeCloseTo(expected, 12);
      for (let n = 2; n < 40; n++) world.step(still(1));
      expect(world.truncated[0]).toBe(1);
      world.step(still(1));
      expect(world.rewards[0] / world.rawRewards[0]).toBeCloseTo(3, 12);
    }
  });

  it('keeps a row in the world its episode began in, while a row that starts again meets the turned one', () => {
    const make = (gravity: number, apply: 'update' | 'episode') => {
      const world = vectorEnv(cartPole({ gravity }, { apply }), { rows: 2, streams: streams(4) });
      world.reset();
      return world;
    };
    const turned = make(9.8, 'episode');
    const before = make(9.8, 'update');
    const after = make(25, 'update');
    turned.turn({ gravity: 25 });
    // Row 0 is pushed over and starts again under the new gravity; row 1 is balanced and lives on under the old one.
    for (let n = 0; n < 30; n++) {
      const lean = turned.observations[4 + 2] + 0.3 * turned.observations[4 + 3] > 0 ? 1 : 0;
      const actions = Float64Array.of(1, lean);
      for (const world of [turned, before, after]) world.step(actions);
      expect(Array.from(turned.state.subarray(4))).toEqual(Array.from(before.state.subarray(4)));
      if (turned.terminated[0] === 1) break;
    }
    expect(turned.terminated[0]).toBe(1);
    const settings = settingsAt(turned.definition, { gravity: 25 });
    const old = settingsAt(turned.definition, {});
    for (const [row, values] of [settings, old].entries()) {
      const alone = turned.state.slice(4 * row, 4 * row + 4);
      turned.definition.step(alone, 0, Float64Array.of(1), 0, values, streams(0).fork('policy'));
      const world = vectorEnv(cartPole({}, { apply: 'episode' }), { rows: 2, streams: streams(4) });
      world.restore(turned.checkpoint());
      world.step(Float64Array.of(1, 1));
      expect(Array.from(world.state.subarray(4 * row, 4 * row + 4))).toEqual(Array.from(alone));
    }
  });

  it('turns every knob anew: those not named return to their defaults', () => {
    const world = vectorEnv(quadraticBandit({ curvature: 4 }), { rows: 1, streams: streams(1) });
    world.reset();
    world.step(still(1));
    expect(world.rawRewards[0]).toBe(-2);
    world.turn({ distance: 2, learningRate: 7 });
    world.step(still(1));
    expect(world.rawRewards[0]).toBe(-2); // curvature 1 at distance 2
  });

  it('lets a row wait, unchanged and unpaid, when resets are disabled', () => {
    const world = vectorEnv(quadraticBandit(), { rows: 2, streams: streams(1), autoReset: 'disabled' });
    world.reset();
    world.step(Float64Array.of(1, 2));
    expect(Array.from(world.terminated)).toEqual([1, 1]);
    const state = Array.from(world.state);
    world.step(Float64Array.of(5, 5));
    expect(Array.from(world.state)).toEqual(state);
    expect(Array.from(world.rewards)).toEqual([0, 0]);
    expect(Array.from(world.terminated)).toEqual([0, 0]);
    expect(Array.from(world.ended)).toEqual([1, 1]);
    world.reset();
    expect(Array.from(world.ended)).toEqual([0, 0]);
  });

  it('keeps numbers that JSON cannot write in its checkpoint', () => {
    const world = vectorEnv(balance(), { rows: 1, streams: streams(1) });
    world.reset();
    world.step(Float64Array.of(NaN));
    const copy = vectorEnv(balance(), { rows: 1, streams: streams(1) });
    copy.restore(JSON.parse(JSON.stringify(world.checkpoint())));
    expect(Array.from(copy.state)).toEqual([NaN, NaN]);
  });

  it('restores a world that was never reset as one', () => {
    const make = () => vectorEnv(balance(), { rows: 1, streams: streams(1) });
    const world = make();
    world.reset();
    world.restore(JSON.parse(JSON.stringify(make().checkpoint())));
    expect(() => world.step(still(1))).toThrow('Call reset() first.');
    world.reset();
    expect(world.state[0]).toBe(streams(1).fork('environment', 0, 0).uniform(-0.5, 0.5));
  });

  it('refuses what it cannot use, by name', () => {
    const world = vectorEnv(balance(), { rows: 2, streams: streams(1) });
    expect(() => world.step(still(2))).toThrow('Call reset() first.');
    world.reset();
    expect(() => world.step(still(3))).toThrow('vectorEnv.step.actions: expected 2 × 1 numbers, got 3.');
    expect(() => world.turn({ gravity: 13 })).toThrow('Balance.gravity: expected a number in [0, 12], got 13.');
    expect(() => vectorEnv(balance(), { rows: 0, streams: streams(1) })).toThrow('vectorEnv.rows');
    const other = vectorEnv(quadraticBandit(), { rows: 2, streams: streams(1) }).checkpoint();
    expect(() => world.restore(other)).toThrow('expected 2 rows of Balance');
    expect(() => world.restore(null)).toThrow('vectorEnv.checkpoint');
  });
});
