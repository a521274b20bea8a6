import { describe, expect, it } from 'vitest';
import { ppo } from '../../agents/ppo.js';
import { reinforce } from '../../agents/reinforce.js';
import { cycle } from '../../curriculum/schedule.js';
import { cartPole } from '../../envs/classic/cart-pole.js';
import { balance } from '../../envs/control/balance.js';
import { frozenLake } from '../../envs/grid/frozen-lake.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import { playFrames } from '../../experiments/episodes.js';
import { evaluate, evaluation } from '../../experiments/evaluate.js';
import type { Learner } from '../../experiments/learner.js';
import { resolve } from '../../curriculum/schedule.js';
import { streams } from '../../math/random.js';
import { eventsOf, only, scripted, there, tiny, tinyAgent, wave } from './tiny.js';

function learnerOf(...[env, agent]: Parameters<typeof actorLearner>): Learner {
  return actorLearner(env, agent).create({ streams: streams(3) });
}

const small = () => learnerOf(balance({ rewardScale: wave(0.2, 1.8) }), tinyAgent());

describe('evaluate', () => {
  it('plays so many whole episodes, also where the agent has room for fewer at once', () => {
    const { returns, lengths, return: mean, length } = evaluate(small(), { episodes: 5 });
    expect(returns).toHaveLength(5);
    // The flagship's episodes have 40 steps.
    expect(lengths).toEqual([40, 40, 40, 40, 40]);
    expect(length).toEqual({ value: 40, low: 40, high: 40 });
    expect(mean.value).toBeCloseTo(returns.reduce((sum, value) => sum + value, 0) / 5, 12);
    expect(mean.low).toBeLessThan(mean.value);
    expect(mean.high).toBeGreaterThan(mean.value);
    expect(new Set(returns).size).toBe(5);
  });

  it('is the same for the same seed and another one for another', () => {
    const learner = small();
    expect(evaluate(learner, { episodes: 4, seed: 1 })).toEqual(evaluate(learner, { episodes: 4, seed: 1 }));
    expect(evaluate(learner, { episodes: 4, seed: 1 })).not.toEqual(evaluate(learner, { episodes: 4, seed: 2 }));
  });

  it('by most likely actions needs no noise: on a world without chance all episodes are one', () => {
    // FrozenLake without slipping: every start is the same.
    const learner = learnerOf(frozenLake({ successRate: 1 }), ppo({ rows: 2, steps: 8, hidden: [4] }));
    const { lengths, returns } = evaluate(learner, { episodes: 6, deterministic: true });
    expect(new Set(lengths).size).toBe(1);
    expect(new Set(returns).size).toBe(1);
    expect(new Set(evaluate(learner, { episodes: 6 }).lengths).size).toBeGreaterThan(1);
  });

  it('turns knobs as asked, keeps those the experiment holds, and leaves moving ones at their default', () => {
    const agent = reinforce({ episodes: 4, hidden: [2] });
    const moving = learnerOf(cartPole({ gravity: cycle({ wave: 'cosine', period: 4, min: 5, max: 12 }) }), agent);
    const plain = learnerOf(cartPole(), agent);
    expect(evaluate(moving, { episodes: 8 })).toEqual(evaluate(plain, { episodes: 8 }));
    const held = learnerOf(cartPole({ gravity: 12 }), agent);
    expect(evaluate(held, { episodes: 8 })).not.toEqual(evaluate(plain, { episodes: 8 }));
    expect(evaluate(plain, { episodes: 8, settings: { gravity: 12 } })).toEqual(evaluate(held, { episodes: 8 }));
  });

  it('counts returns unscaled: the reward scale does not move them', () => {
    const learner = small();
    const at = (rewardScale: number) => evaluate(learner, { episodes: 4, settings: { rewardScale } }).returns;
    expect(at(0.2)).toEqual(at(1.8));
  });

  it('refuses knobs, values and learners that it cannot play', () => {
    expect(() => evaluate(small(), { settings: { gravty: 9 } })).toThrow("Did you mean 'gravity'?");
    expect(() => evaluate(small(), { settings: { rewardScale: -1 } })).toThrow('Balance.rewardScale');
    expect(() => evaluate(small(), { episodes: 0 })).toThrow('episodes: expected an integer ≥ 1, got 0.');
    expect(() => evaluate(scripted({}).learner.create({ streams: streams(0) }))).toThrow(
      'evaluate: expected a learner that is a policy in a world',
    );
  });
});

describe('an evaluation in a run', () => {
  it('publishes mean return and length of its episodes when it is due', () => {
    const hooks = [evaluation({ every: 3, episodes: 4 })];
    const updates = only(eventsOf(tiny({ hooks })), 'update');
    for (const { update, signals } of updates) {
      expect('evaluation.return' in signals).toBe(update % 3 === 0);
      if (update % 3 === 0) expect(signals['evaluation.length']).toBe(40);
    }
  });

  it('leaves the bytes of the training alone', () => {
    const hooks = [
      evaluation({ every: 1, episodes: 3 }),
      evaluation({ id: 'hard', every: 2, settings: { difficulty: 1 } }),
    ];
    for (const agent of [
      tinyAgent({ learningRate: 0.5 }),
      ppo({ rows: 2, steps: 20, hidden: [3], normalizeObservations: true }),
    ]) {
      const told = (more: object): string[] =>
        only(eventsOf(tiny({ agent, ...more }), { checkpointEvery: 2 }), 'update').map(({ signals, values }) => {
          const own = Object.entries(signals).filter(([name]) => !/^(evaluation|hard)\./.test(name));
          return JSON.stringify([Object.fromEntries(own), values]);
        });
      expect(told({ hooks })).toEqual(told({}));
    }
  });

  it('leaves the learner as it was: the same checkpoint before and after, in the middle of an update too', () => {
    const learner = learnerOf(cartPole(), ppo({ rows: 3, steps: 10, hidden: [4], normalizeObservations: true }));
    learner.collect(resolve(learner.batchTunables, 0, {}));
    const other = learnerOf(cartPole(), ppo({ rows: 3, steps: 10, hidden: [4], normalizeObservations: true }));
    other.collect(resolve(other.batchTunables, 0, {}));
    const before = JSON.stringify(learner.checkpoint());
    evaluate(learner, { episodes: 7 });
    evaluate(learner, { episodes: 7, deterministic: true });
    expect(JSON.stringify(learner.checkpoint())).toBe(before);
    const step = resolve(learner.stepTunables, 0, {});
    expect(learner.learn(step)).toEqual(other.learn(step));
  });
});

describe('the frames of an episode', () => {
  it('are the steps that an evaluation counts, with the picture of the world', () => {
    const learner = small();
    const options = { streams: streams(0).under('evaluation'), deterministic: true };
    const frames = playFrames(there(learner.actor), options);
    let frame = frames.next().value;
    expect(frame).toMatchObject({ step: 0, return: 0 });
    expect(frame).not.toHaveProperty('action');
    while (frame.ended === undefined) frame = frames.next().value;
    const { returns, lengths } = evaluate(learner, { episodes: 1, seed: 0, deterministic: true });
    expect(frame.step).toBe(lengths[0]);
    expect(frame.return).toBeCloseTo(returns[0], 12);
    expect(frame.ended).toBe('truncated');
    expect(frame.lines.join('')).not.toBe('');
    expect(frames.next().value.step).toBe(0);
  });
});
