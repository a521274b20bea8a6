import { describe, expect, it } from 'vitest';
import { a2c } from '../../../agents/a2c.js';
import { reinforce } from '../../../agents/reinforce.js';
import { quadraticBandit } from '../../../envs/bandits/quadratic.js';
import { softmaxBandit } from '../../../envs/bandits/softmax.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { actorLearner } from '../../../experiments/actor-learner.js';
import { evaluate } from '../../../experiments/evaluate.js';
import type { Learner } from '../../../experiments/learner.js';
import { landscapeDescent } from '../../../experiments/recipes/descent.js';
import { ensemblePolicy } from '../../../experiments/recipes/ensemble-policy.js';
import { random, streams } from '../../../math/random.js';

const still = { episodes: 8, hidden: [], deviation: 0.25, outputGain: 0 } as const;
const real = actorLearner(quadraticBandit(), reinforce(still));
const choices = actorLearner(softmaxBandit(), reinforce(still));
/** Weight and bias of a policy whose mean is so. */
const meanAt = (mean: number): Float64Array => Float64Array.of(mean, 0);
/** Weights and biases of a policy that all but always takes one of three arms. */
const armAt = (arm: number): Float64Array => Float64Array.from([0, 1, 2, 3, 4, 5], (k) => (k === arm ? 30 : 0));

function likely(learner: Learner): number {
  const out = new Float64Array(1);
  learner.actor?.agent.mode?.(Float32Array.of(1), 1, out);
  return out[0];
}

function drawn(learner: Learner, rows: number): number[] {
  const out = new Float64Array(8);
  const stream = random(3);
  return Array.from({ length: rows / 8 }, () => {
    learner.actor?.agent.act(new Float32Array(8).fill(1), 8, out, stream);
    return [...out];
  }).flat();
}

describe('an ensemble of policies', () => {
  it('most likely takes the mean of real actions, and of choices what most members take', () => {
    expect(likely(ensemblePolicy(real, [1, 2, 6].map(meanAt)))).toBeCloseTo(3, 5);
    expect(likely(ensemblePolicy(choices, [2, 0, 2].map(armAt)))).toBe(2);
    expect(likely(ensemblePolicy(choices, [2, 1].map(armAt)))).toBe(1);
  });

  it('draws from the mean of its members’ distributions', () => {
    const actions = drawn(ensemblePolicy(real, [-4, 4].map(meanAt)), 4000);
    const above = actions.filter((action) => action > 0);
    // Half of 4000, with a deviation of 32; around each mean the members' own deviation of 0.25.
    expect(Math.abs(above.length - 2000)).toBeLessThan(4 * 32);
    const mean = above.reduce((sum, action) => sum + action / above.length, 0);
    expect(mean).toBeCloseTo(4, 1);
    const deviation = Math.sqrt(
      above.reduce((sum, action) => sum + (action - mean) * (action - mean), 0) / above.length,
    );
    expect(deviation).toBeCloseTo(0.25, 1);
  });

  it('of one member is that member', () => {
    const learner = real.create({ streams: streams(0) });
    learner.setParameters(meanAt(-0.7));
    expect(evaluate(ensemblePolicy(real, [meanAt(-0.7)]), { deterministic: true }).returns).toEqual(
      evaluate(learner, { deterministic: true }).returns,
    );
    // The target is −1: ½·0.3².
    expect(evaluate(ensemblePolicy(real, [-0.4, -1].map(meanAt)), { deterministic: true }).return.value).toBeCloseTo(
      -0.045,
      5,
    );
  });

  it('does not learn, and refuses what it cannot put together', () => {
    expect(() => ensemblePolicy(real, [meanAt(1)]).learn({})).toThrow('ensemblePolicy');
    expect(() => ensemblePolicy(real, [])).toThrow('ensemblePolicy.members: expected at least one member');
    const landscape = landscapeDescent({ landscape: quadraticLandscape({ eigenvalues: [1] }), learningRate: 1 });
    expect(() => ensemblePolicy(landscape, [Float64Array.of(1)])).toThrow('a policy in a world');
    const normalised = actorLearner(quadraticBandit(), a2c({ normalizeObservations: true, hidden: [] }));
    const { length } = normalised.create({ streams: streams(0) }).parameters();
    expect(() => ensemblePolicy(normalised, [new Float64Array(length)])).toThrow('running statistics');
  });
});
