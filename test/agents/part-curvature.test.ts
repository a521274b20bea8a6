import { describe, expect, it } from 'vitest';
import { agentTrial } from '../../agents/check/trial.js';
import { reference } from '../../agents/engine/reference.js';
import { a2c, ppo, type LinearOperator } from '../../agents/index.js';
import { discrete } from '../../envs/space.js';
import { distance, normals } from './engine/dense.js';

const options = { rows: 4, steps: 8, hidden: [5], optimizer: 'gradientDescent' } as const;

function applied(operator: LinearOperator, v: Float64Array): Float64Array {
  const out = new Float64Array(operator.size);
  operator.apply(v.subarray(0, operator.size), out);
  return out;
}

describe.each(['separate', 'shared'] as const)('curvature of a part of the batch, %s networks', (networks) => {
  it('is that of the policy’s parameters, and does not move the gradient or the update that follow', () => {
    const [asked, left] = [0, 1].map(() => agentTrial(ppo({ ...options, networks }), discrete(3), reference));
    for (const trial of [asked, left]) trial.prepare(0);
    const size = asked.agent.parameters().length;
    const { hessian } = asked.agent.curvature({ rows: 6 });
    expect(networks === 'separate' ? hessian.size < size : hessian.size === size).toBe(true);
    const [u, v] = [normals(1, hessian.size), normals(2, hessian.size)];
    const along = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
    expect(along(u, applied(hessian, v))).toBeCloseTo(along(v, applied(hessian, u)), 12);
    const [one, other] = [new Float64Array(size), new Float64Array(size)];
    asked.agent.gradient(one);
    left.agent.gradient(other);
    expect(one).toEqual(other);
    asked.agent.curvature({ rows: 6 });
    for (const trial of [asked, left]) trial.learn(0);
    expect(asked.agent.parameters()).toEqual(left.agent.parameters());
  });

  it('of nearly every sample is nearly the policy’s block of the whole', () => {
    const trial = agentTrial(ppo({ ...options, networks, minibatches: 1, normalizeAdvantages: false }), discrete(3), reference); // prettier-ignore
    const { agent } = trial;
    trial.prepare(0);
    const whole = agent.curvature().hessian;
    const v = normals(3, whole.size);
    // The 32 samples are all of them; one less leaves a stride of 1 and the last one out.
    const block = agent.curvature({ rows: 31 }).hessian;
    v.fill(0, block.size);
    const part = applied(block, v);
    agent.curvature();
    const all = applied(agent.curvature().hessian, v).subarray(0, block.size);
    // One sample in 32 is missing: the two are near, and not the same.
    const apart = distance(part, all);
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThan(0.5);
  });
});

it('an agent that makes one step from its batch takes all of it', () => {
  const trial = agentTrial(a2c(options), discrete(3), reference);
  const { agent } = trial;
  trial.prepare(0);
  const size = agent.parameters().length;
  const v = normals(4, size);
  expect(applied(agent.curvature({ rows: 4 }).hessian, v)).toEqual(applied(agent.curvature().hessian, v));
});
