import { describe, expect, it } from 'vitest';
import { reinforce } from '../../agents/reinforce.js';
import { defineEnv } from '../../envs/env.js';
import { box } from '../../envs/space.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import { streams } from '../../math/random.js';

/** Lives for `life` steps, at most 6; the reward of step t (from 0) is t + 1. */
const mayfly = defineEnv({
  id: 'Mayfly',
  about: 'It counts its steps.',
  observation: box([[0, 10]]),
  action: box([[-1, 1]]),
  knobs: { life: { default: 3, min: 1, max: 9 }, rewardScale: { default: 1, min: 0.1, max: 10 } },
  difficulty: [],
  stateSize: 1,
  maxSteps: 6,
  worstRewardPerStep: 0,
  reset(state, at) {
    state[at] = 0;
  },
  step(state, at) {
    state[at] += 1;
    return state[at];
  },
  terminal: (state, at, { life }) => state[at] >= life,
  observe(state, at, out, o) {
    out[o] = state[at];
  },
});

const agent = reinforce({ episodes: 2, hidden: [2] });
const values = { discount: 1, advantageScale: 1 };

describe('a policy in a world', () => {
  it.each([
    [3, 3, 6],
    [1, 1, 1],
    // The time limit of 6 steps ends it first.
    [9, 6, 21],
  ])('of %d steps of life measures whole episodes of %d steps and a return of %d', (life, length, total) => {
    const learner = actorLearner(mayfly({ life: 3 }), agent).create({ streams: streams(0) });
    expect(learner.collect({ life, ...values })).toMatchObject({
      episodeLength: length,
      return: total,
      envSteps: 2 * length,
      rewardPerStep: total / length,
    });
  });

  it('scores the unscaled reward and learns from the scaled one', () => {
    const make = (rewardScale: number) => {
      const learner = actorLearner(
        mayfly({ rewardScale }),
        reinforce({ episodes: 2, hidden: [2], baseline: 'none' }),
      ).create({
        streams: streams(0),
        engine: 'reference',
      });
      const measured = learner.collect({ rewardScale, ...values });
      const gradient = new Float64Array(learner.parameters().length);
      learner.gradient?.(gradient);
      return { measured, gradient };
    };
    const [plain, scaled] = [make(1), make(4)];
    expect(scaled.measured['return']).toBe(plain.measured['return']);
    expect(plain.gradient.some((value) => value !== 0)).toBe(true);
    scaled.gradient.forEach((value, i) => expect(value).toBeCloseTo(4 * plain.gradient[i], 10));
  });

  it('starts every batch with fresh episodes', () => {
    const learner = actorLearner(mayfly(), agent).create({ streams: streams(0) });
    const first = learner.collect(values);
    expect(learner.collect(values)).toMatchObject({ return: first['return'], envSteps: first['envSteps'] });
  });

  it('parts its tunables by when they act', () => {
    const learner = actorLearner(mayfly({ life: 2 }), agent).create({ streams: streams(0) });
    expect(Object.keys(learner.batchTunables)).toEqual(['life', 'discount', 'advantageScale']);
    expect(Object.keys(learner.stepTunables)).toEqual(['learningRate', 'momentum']);
  });

  it('names the step it takes, with and without momentum', () => {
    const learner = actorLearner(mayfly(), agent).create({ streams: streams(0) });
    expect(learner.stepRule({ learningRate: 1, momentum: 0 })).toEqual({ kind: 'gradientDescent' });
    expect(learner.stepRule({ learningRate: 1, momentum: 0.9 })).toEqual({
      kind: 'heavyBall',
      form: 'accumulated',
      momentum: 0.9,
    });
  });
});
