import { expect, it } from 'vitest';
import { softmaxBandit } from '../../../envs/bandits/softmax.js';
import { vectorEnv } from '../../../envs/vector-env.js';
import { streams } from '../../../math/random.js';

it('pays 1, .8 and 0 for its three arms, one pull an episode', () => {
  const world = vectorEnv(softmaxBandit(), { rows: 3, streams: streams(0) });
  world.reset();
  world.step(Float64Array.of(0, 1, 2));
  expect(Array.from(world.rewards)).toEqual([1, 0.8, 0]);
  expect(Array.from(world.terminated)).toEqual([1, 1, 1]);
});

it('adds the noise times the first normal of the episode', () => {
  const world = vectorEnv(softmaxBandit({ noise: 0.5 }), { rows: 2, streams: streams(0) });
  world.reset();
  world.step(Float64Array.of(2, 2));
  for (let row = 0; row < 2; row++) {
    expect(world.rewards[row]).toBe(0.5 * streams(0).fork('environment', row, 0).normal());
  }
});
