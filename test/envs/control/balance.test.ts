import { describe, expect, it } from 'vitest';
import { settingsAt, type Settings } from '../../../envs/env.js';
import { balance } from '../../../envs/control/balance.js';
import { vectorEnv } from '../../../envs/vector-env.js';
import { random, streams } from '../../../math/random.js';

const { definition } = balance;

/** One step from a state with a noise that is known, by the definition. */
function step(state: [number, number], action: number, knobs: Record<string, number> = {}) {
  const row = Float64Array.from(state);
  const reward = definition.step(
    row,
    0,
    Float64Array.of(action),
    0,
    settingsAt(balance().definition, knobs) as Settings<typeof definition.knobs>,
    random(2),
  );
  return { angle: row[0], speed: row[1], reward };
}

describe('balance', () => {
  it('moves as computed by hand: speed first, angle with the new speed, reward of the new state', () => {
    // .3 + .05·(5·sin .2 + 6·.5) = .3 + .05·(.99334665397530608 + 3) = .49966733269876530
    const { angle, speed, reward } = step([0.2, 0.3], 0.5, { noise: 0 });
    expect(speed).toBeCloseTo(0.4996673326987653, 14);
    expect(angle).toBeCloseTo(0.2249833666349383, 14);
    expect(reward).toBeCloseTo(-0.080584259599021, 14);
  });

  it('clips torque, speed and angle, and bounds the reward', () => {
    const pushed = step([0.1, 7.9], 1000, { noise: 0 });
    expect(pushed.speed).toBe(8);
    expect(pushed.angle).toBeCloseTo(0.5, 14);
    expect(pushed.reward).toBe(-6); // .25 + 6.4 + 1.28 is above 6
    const fallen = step([-1.99, -8], -1000, { noise: 0 });
    expect(fallen.angle).toBe(-2);
    const gentle = step([0, 0], 20, { noise: 0 });
    expect(gentle.speed).toBeCloseTo(0.05 * 6 * 8, 14);
  });

  it('adds noise times one normal, and draws it also at noise 0', () => {
    const normal = random(2).normal();
    const quiet = step([0.2, 0.3], 0.5, { noise: 0 });
    expect(step([0.2, 0.3], 0.5, { noise: 0.3 }).speed - quiet.speed).toBeCloseTo(0.3 * normal, 14);
    const source = random(7);
    definition.step(
      new Float64Array(2),
      0,
      new Float64Array(1),
      0,
      { rewardScale: 1, actuatorGain: 6, gravity: 5, noise: 0 },
      source,
    );
    const expected = random(7);
    expected.normal();
    expect(source.save()).toEqual(expected.save());
  });

  it('ends by time alone, after 40 steps', () => {
    const world = vectorEnv(balance(), { rows: 1, streams: streams(0) });
    world.reset();
    for (let n = 1; n <= 40; n++) {
      world.step(Float64Array.of(8));
      expect([world.terminated[0], world.truncated[0]]).toEqual([0, n === 40 ? 1 : 0]);
    }
  });

  it('has the knobs of the experiment: reward scale, gain, gravity and noise', () => {
    const bounds = Object.entries(definition.knobs).map(([name, { default: usual, min, max }]) => [
      name,
      usual,
      min,
      max,
    ]);
    expect(bounds).toEqual([
      ['rewardScale', 1, 0.05, 4],
      ['actuatorGain', 6, 1, 14],
      ['gravity', 5, 0, 12],
      ['noise', 0.05, 0, 0.5],
    ]);
  });

  it('can be held upright by a linear controller, at each hard end alone', () => {
    for (const name of ['gravity', 'actuatorGain', 'noise'] as const) {
      const spec = balance({ [name]: definition.knobs[name].hard });
      const world = vectorEnv(spec, { rows: 64, streams: streams(1) });
      world.reset();
      const actions = new Float64Array(64);
      let sum = 0;
      for (let n = 0; n < 40; n++) {
        for (let row = 0; row < 64; row++) actions[row] = -4.5 * world.state[row * 2] - 1.2 * world.state[row * 2 + 1];
        world.step(actions);
        for (let row = 0; row < 64; row++) sum += world.rawRewards[row] / (64 * 40);
      }
      expect(sum).toBeGreaterThan(-0.4);
    }
  });
});
