import { expect, it } from 'vitest';
import { balance } from '../../../envs/control/balance.js';
import { adversarialPendulum } from '../../../envs/games/adversarial-pendulum.js';
import { vectorEnv } from '../../../envs/vector-env.js';
import { streams } from '../../../math/random.js';

it('is the flagship while nobody pushes, and speeds up by .05·push under a full push', () => {
  const options = { rows: 1, streams: streams(2) };
  const [alone, unpushed, pushed] = [balance(), adversarialPendulum(), adversarialPendulum({ push: 8 })].map((spec) =>
    vectorEnv(spec, options),
  );
  for (const world of [alone, unpushed, pushed]) world.reset();
  alone.step(Float64Array.of(0.7));
  unpushed.step(Float64Array.of(0.7, 0));
  pushed.step(Float64Array.of(0.7, -30));
  expect(Array.from(unpushed.state)).toEqual(Array.from(alone.state));
  expect(unpushed.rewards[0]).toBe(alone.rewards[0]);
  expect(pushed.state[1] - alone.state[1]).toBeCloseTo(-0.4, 14);
});
