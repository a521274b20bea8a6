import { describe, expect, it } from 'vitest';
import { imitation, selectEngine, type ImitationOptions } from '../../agents/index.js';
import { resolve } from '../../curriculum/schedule.js';
import { cartPole, contextualBandit } from '../../envs/index.js';
import { box, discrete } from '../../envs/space.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import { streams } from '../../math/random.js';

describe('imitation', () => {
  it('learns the labels of a set: it names most of them, where chance names a fourth', () => {
    const learner = actorLearner(contextualBandit(), imitation({ learningRate: 0.2, hidden: [32] })).create({
      streams: streams(1),
    });
    let accuracy = 0;
    let first = 0;
    for (let update = 0; update < 300; update++) {
      accuracy = learner.collect(resolve(learner.batchTunables, update, {}))['accuracy'];
      if (update === 0) first = accuracy;
      learner.learn(resolve(learner.stepTunables, update, {}));
    }
    expect(first).toBeLessThan(0.5);
    expect(accuracy).toBeGreaterThan(0.75);
  });

  it('with dropout and batch normalisation keeps the running statistics in its checkpoint, not among its parameters', () => {
    const spec = imitation({ rows: 8, hidden: [8], dropout: 0.5, batchNorm: true, learningRate: 0.1 });
    const learner = actorLearner(contextualBandit(), spec).create({ streams: streams(2) });
    const first = resolve(learner.batchTunables, 0, {});
    expect(first).toEqual({ focus: 0, labelSmoothing: 0, dropout: 0.5, updateRate: 0.1 });
    for (let update = 0; update < 5; update++) {
      expect(learner.collect(first)['loss']).toBeGreaterThan(0);
      learner.learn(resolve(learner.stepTunables, update, {}));
    }
    const kept = learner.checkpoint()['agent'] as { readonly buffers: readonly number[] };
    expect(kept.buffers.length).toBe(16);
    expect(kept.buffers.every(Number.isFinite)).toBe(true);
    expect(kept.buffers.slice(8)).not.toEqual(Array(8).fill(1));
  });

  it('refuses a world without labels, or one whose actions are no classes', () => {
    expect(() => actorLearner(cartPole(), imitation()).create({ streams: streams(1) })).toThrow('a world with labels');
    const context = {
      observation: box([[0, 1]]),
      maxSteps: 1,
      labelled: true,
      engine: selectEngine('reference'),
      streams: streams(1),
    };
    expect(() => imitation().create({ ...context, action: box([[0, 1]]) })).toThrow('imitation.action');
    expect(imitation().create({ ...context, action: discrete(2) }).gathering).toEqual({
      kind: 'steps',
      rows: 64,
      steps: 1,
    });
  });

  it.each([
    [{ focos: 1 }, "Did you mean 'focus'?"],
    [{ labelSmoothing: 2 }, 'imitation.labelSmoothing: expected a number in [0, 1], got 2.'],
  ])('refuses %j', (options, message) => {
    expect(() => imitation(options as ImitationOptions)).toThrow(message);
  });
});
