import { expect, it } from 'vitest';
import { doubleIntegrator } from '../../../envs/control/double-integrator.js';
import { settingsAt } from '../../../envs/env.js';
import { vectorEnv } from '../../../envs/vector-env.js';
import { random, streams } from '../../../math/random.js';

it('moves as computed by hand: velocity first, position with the new velocity', () => {
  const { definition } = doubleIntegrator;
  const settings = settingsAt(doubleIntegrator().definition, { noise: 0, mass: 2, force: 3, friction: 0.5 });
  const state = Float64Array.of(1, -0.4);
  const reward = definition.step(
    state,
    0,
    Float64Array.of(5),
    0,
    settings as Parameters<typeof definition.step>[4],
    random(0),
  );
  // v = −.4 + .1·(1·3 + .5·.4)/2 = −.24; x = 1 − .024
  expect(state[1]).toBeCloseTo(-0.24, 14);
  expect(state[0]).toBeCloseTo(0.976, 14);
  expect(reward).toBeCloseTo(-(0.976 * 0.976 + 0.1 * 0.0576 + 0.01), 14);
});

it('is brought to rest by a linear controller, also at difficulty 1', () => {
  const world = vectorEnv(doubleIntegrator({ difficulty: 1, noise: 0 }), { rows: 50, streams: streams(3) });
  world.reset();
  const actions = new Float64Array(50);
  for (let n = 0; n < 99; n++) {
    for (let row = 0; row < 50; row++) actions[row] = -2 * world.state[row * 2] - 3 * world.state[row * 2 + 1];
    world.step(actions);
  }
  for (const x of world.state) expect(Math.abs(x)).toBeLessThan(0.05);
});
