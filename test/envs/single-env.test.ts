import { describe, expect, test } from 'vitest';
import { acrobot } from '../../envs/classic/acrobot.js';
import { cartPole } from '../../envs/classic/cart-pole.js';
import { mountainCar } from '../../envs/classic/mountain-car.js';
import { pendulum } from '../../envs/classic/pendulum.js';
import { EnvError } from '../../envs/env-error.js';
import type { EnvDefinition, EnvSpec } from '../../envs/env.js';
import { frozenLake } from '../../envs/grid/frozen-lake.js';
import { singleEnv } from '../../envs/single-env.js';
import { contains } from '../../envs/space.js';
import { OptionError } from '../../math/check.js';
import { readPeer } from './classic/golden.js';

interface RecordedReset {
  readonly state: readonly number[];
  readonly obs: readonly number[];
  readonly next_state: readonly number[];
  readonly next_obs: readonly number[];
}

const { cases } = readPeer('random.json') as {
  cases: readonly { readonly seed: string; readonly resets: Readonly<Record<string, RecordedReset>> }[];
};

/** A world whose observation is the state, so that a reset can be compared in float64 as well. */
function bare(spec: EnvSpec): { readonly spec: EnvSpec; readonly state: () => readonly number[] } {
  let seen: readonly number[] = [];
  const { definition } = spec;
  const watched: EnvDefinition = {
    ...definition,
    observe(state, at, out, o, settings) {
      seen = Array.from(state);
      definition.observe(state, at, out, o, settings);
    },
  };
  return { spec: { ...spec, definition: watched }, state: () => seen };
}

describe('resets', () => {
  const worlds = {
    'CartPole-v1': cartPole(),
    'Pendulum-v1': pendulum(),
    'Acrobot-v1': acrobot(),
    'MountainCar-v0': mountainCar(),
  };

  test.each(
    cases.flatMap(({ seed, resets }) => Object.entries(resets).map(([id, recorded]) => ({ seed, id, recorded }))),
  )('seed $seed starts $id where Gymnasium does, and the next reset goes on', ({ seed, id, recorded }) => {
    const { spec, state } = bare(worlds[id as keyof typeof worlds]);
    const env = singleEnv(spec);
    // One float32 ulp: the observation holds sines and cosines.
    const close = (seen: Float32Array, values: readonly number[]): void => {
      for (const [i, value] of values.entries()) expect(Math.abs(seen[i] - value)).toBeLessThanOrEqual(1.2e-7);
    };
    const first = env.reset({ seed });
    expect(state()).toEqual(recorded.state);
    close(first.observation, recorded.obs);
    const second = env.reset();
    expect(state()).toEqual(recorded.next_state);
    close(second.observation, recorded.next_obs);
  });

  test('one seed is one episode, another seed another', () => {
    const play = (seed: number): number[] => {
      const env = singleEnv(frozenLake());
      env.reset({ seed });
      const seen: number[] = [];
      for (let i = 0; i < 40; i++) {
        const { observation, terminated } = env.step(i % 4);
        seen.push(observation[0]);
        if (terminated) env.reset();
      }
      return seen;
    };
    expect(play(1)).toEqual(play(1));
    expect(play(1)).not.toEqual(play(2));
  });
});

describe('steps', () => {
  test('the time limit truncates and does not terminate', () => {
    const env = singleEnv(pendulum());
    env.reset({ seed: 1 });
    for (let i = 1; i < 200; i++) expect(env.step(0).truncated).toBe(false);
    const last = env.step(0);
    expect([last.truncated, last.terminated]).toEqual([true, false]);
  });

  test('an end in the very last step allowed is a termination only', () => {
    const { definition } = cartPole();
    const env = singleEnv({ definition: { ...definition, maxSteps: 9 }, tunables: {}, apply: 'update' });
    env.reset({ seed: 0 });
    let result = env.step(1);
    for (let i = 1; i < 9 && !result.terminated; i++) result = env.step(1);
    expect([result.terminated, result.truncated]).toEqual([true, false]);
  });

  test('a terminal step of cart-pole pays 1 like every other', () => {
    const env = singleEnv(cartPole());
    env.reset({ seed: 0 });
    let result = env.step(1);
    while (!result.terminated) result = env.step(1);
    expect(result.reward).toBe(1);
  });

  test('observations may be kept: each is its own array, inside the space', () => {
    const env = singleEnv(cartPole());
    const first = env.reset({ seed: 3 }).observation;
    const copy = Array.from(first);
    const second = env.step(1).observation;
    expect(Array.from(first)).toEqual(copy);
    expect(second).not.toBe(first);
    expect(contains(env.observationSpace, second)).toBe(true);
  });

  test('rewards are scaled by the knob rewardScale, raw rewards are not', () => {
    const { definition } = mountainCar();
    const scaled: EnvDefinition = {
      ...definition,
      knobs: { ...definition.knobs, rewardScale: { default: 1, min: 0, max: 4 } },
    };
    const env = singleEnv({ definition: scaled, tunables: { rewardScale: 3 }, apply: 'update' });
    env.reset({ seed: 0 });
    const { reward, rawReward } = env.step(0);
    expect([reward, rawReward]).toEqual([-3, -1]);
  });

  test('the picture is there after a reset', () => {
    const env = singleEnv(cartPole());
    expect(env.render()).toEqual([]);
    env.reset();
    expect(env.render().length).toBeGreaterThan(2);
  });
});

describe('knobs', () => {
  test('the reference world reports none, a turned one reports what was turned', () => {
    expect(singleEnv(cartPole()).reset().info.knobs).toEqual({});
    expect(singleEnv(cartPole({ gravity: 12 })).reset().info.knobs).toEqual({ gravity: 12 });
    expect(singleEnv(cartPole()).reset({ options: { length: 1 } }).info.knobs).toEqual({ length: 1 });
  });

  test('schedules are read once, at the update that is named', () => {
    const spec = cartPole({ gravity: (update) => 10 + update });
    expect(singleEnv(spec).settings['gravity']).toBe(10);
    expect(singleEnv(spec, { update: 5 }).settings['gravity']).toBe(15);
  });

  test('a knob acts at once, or from the next episode on where the world says so', () => {
    const now = singleEnv(cartPole());
    now.reset();
    now.turn({ gravity: 20 });
    expect(now.settings['gravity']).toBe(20);
    const later = singleEnv(cartPole({}, { apply: 'episode' }));
    later.reset();
    later.turn({ gravity: 20 });
    expect(later.settings['gravity']).toBe(9.8);
    expect(later.step(0).info.knobs).toEqual({});
    later.reset();
    expect(later.settings['gravity']).toBe(20);
  });

  test('of difficulty and a knob that it moves, the one turned last holds', () => {
    const env = singleEnv(cartPole({ gravity: 12 }));
    env.turn({ difficulty: 1 });
    expect([env.settings['length'], env.settings['gravity']]).toEqual([0.1, 12]);
    env.turn({ length: 0.3 });
    expect(env.settings['length']).toBe(0.3);
    env.turn({ gravity: 9.8 });
    expect(env.settings['length']).toBe(0.3);
  });
});

describe('errors say what was expected, what came and what to do', () => {
  const started = (): ReturnType<typeof singleEnv> => {
    const env = singleEnv(cartPole());
    env.reset();
    return env;
  };

  test('a step before the first reset', () => {
    expect(() => singleEnv(cartPole()).step(0)).toThrow(
      new EnvError('CartPole-v1.step', 'a reset first', 'a step', 'Call reset().'),
    );
  });

  test('a step after the end', () => {
    const env = started();
    while (!env.step(1).terminated);
    expect(() => env.step(1)).toThrow(
      'CartPole-v1.step: expected a reset after the end of the episode, got another step. Call reset()',
    );
    env.reset();
    expect(env.step(1).terminated).toBe(false);
  });

  test.each([2, -1, 0.5, NaN, Infinity])('the action %d of two choices', (action) => {
    expect(() => started().step(action)).toThrow(EnvError);
    expect(() => started().step(action)).toThrow(`expected an integer in [0, 1], got ${action}.`);
  });

  test('an action of the wrong length', () => {
    expect(() => started().step([0, 1])).toThrow('expected an integer in [0, 1], got 2 numbers: 0, 1.');
    expect(started().step([1]).reward).toBe(1);
  });

  test('a torque outside the box, and NaN', () => {
    const env = singleEnv(pendulum());
    env.reset();
    expect(() => env.step(2.1)).toThrow('Pendulum-v1.step: expected a number in [-2, 2], got 2.1. Clip or rescale');
    expect(() => env.step(NaN)).toThrow(EnvError);
    expect(env.step([-2]).terminated).toBe(false);
  });

  test.each([-1, 1.5, NaN, 'abc', '-3'])('the seed %s', (seed) => {
    expect(() => started().reset({ seed })).toThrow(OptionError);
    expect(() => singleEnv(cartPole(), { seed })).toThrow(OptionError);
  });

  test('a knob out of its bounds or misspelt leaves the settings as they were', () => {
    const env = started();
    expect(() => env.turn({ gravity: 31 })).toThrow(
      'CartPole-v1.gravity: expected a number in [1, 30], got 31. The default is 9.8 m/s².',
    );
    expect(() => env.turn({ gravty: 3 })).toThrow("Did you mean 'gravity'?");
    expect(() => env.reset({ options: { gravity: NaN } })).toThrow(OptionError);
    expect(env.settings['gravity']).toBe(9.8);
    env.turn({ length: 1 });
    expect(env.settings['gravity']).toBe(9.8);
  });

  test('an error names its parts', () => {
    const error = new EnvError('World.step', 'this', 'that', 'Do so.');
    expect([error.name, error.call, error.expected, error.got, error.advice]).toEqual([
      'EnvError',
      'World.step',
      'this',
      'that',
      'Do so.',
    ]);
    expect(error.message).toBe('World.step: expected this, got that. Do so.');
  });
});
