import { describe, expect, it } from 'vitest';
import { batchNoise, type SampleGradients } from '../../../agents/curvature/batch-noise.js';
import { a2c, imitation, ppo, reinforce, type Agent, type AgentSpec } from '../../../agents/index.js';
import { agentTrial } from '../../../agents/check/trial.js';
import { reference } from '../../../agents/engine/reference.js';
import { discrete } from '../../../envs/space.js';
import { random } from '../../../math/random.js';
import { distance, normals } from '../engine/dense.js';

/** Samples with these gradients, row by row. */
function samples(rows: Float64Array, count: number, size: number): SampleGradients {
  return {
    count,
    size,
    weighted(factors, out) {
      out.fill(0);
      for (let i = 0; i < count; i++)
        for (let k = 0; k < size; k++) out[k] += (factors[i] * rows[i * size + k]) / count;
    },
  };
}

describe('the noise of a batch', () => {
  it('is the sample variance of the gradients, and the scale its share of |G|²', () => {
    const [count, size] = [40, 6];
    const rows = normals(1, count * size).map((x, at) => x + (at % size === 0 ? 2 : 0));
    const mean = Float64Array.from({ length: size }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += rows[i * size + k] / count;
      return sum;
    });
    let variance = 0;
    for (let i = 0; i < count; i++)
      for (let k = 0; k < size; k++) variance += (rows[i * size + k] - mean[k]) ** 2 / (count - 1);
    const signal = mean.reduce((sum, x) => sum + x * x, 0) - variance / count;
    const found = batchNoise(samples(rows, count, size), { samples: 20_000, random: random(2) });
    // The signs' own error: about √(2/20 000) of the sum of squares.
    expect(found.variance / variance).toBeCloseTo(1, 1);
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.05);
    expect(Math.abs(found.squaredGradient / signal - 1)).toBeLessThan(0.05);
    expect(found.noiseScale).toBeCloseTo(found.variance / found.squaredGradient, 10);
  });

  it('is infinite where only noise is left', () => {
    const rows = Float64Array.of(1, -1, 1, -1);
    expect(batchNoise(samples(rows, 4, 1), { random: random(1) }).noiseScale).toBe(Infinity);
  });

  it('refuses a batch of one', () => {
    expect(() => batchNoise(samples(Float64Array.of(1), 1, 1), { random: random(1) })).toThrow('batchNoise.count');
  });
});

const options = { rows: 4, steps: 5, hidden: [5] } as const;

describe.each<readonly [string, AgentSpec]>([
  ['PPO', ppo({ ...options, minibatches: 2, dropout: 0.2 })],
  ['PPO, one network', ppo({ ...options, networks: 'shared' })],
  ['A2C', a2c(options)],
  ['REINFORCE', reinforce({ episodes: 3, hidden: [5] })],
  ['imitation', imitation({ rows: 8, steps: 2, hidden: [5] })],
])('the samples of %s', (_, spec) => {
  const prepared = (): Agent => {
    const trial = agentTrial(spec, discrete(3), reference);
    trial.prepare(0);
    return trial.agent;
  };

  it('add up to the gradient, one by one as together', () => {
    const agent = prepared();
    const batch = agent.sampleGradients?.();
    if (batch === undefined) throw new Error('has none');
    const { count, size } = batch;
    const [whole, sum, one] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    for (let i = 0; i < count; i++) {
      const single = new Float64Array(count);
      single[i] = 1;
      batch.weighted(single, one);
      for (let k = 0; k < size; k++) sum[k] += one[k];
    }
    agent.gradient(whole);
    expect(distance(sum, whole)).toBeLessThan(1e-12);
  });

  it('are each of one row: their pieces differ', () => {
    const batch = prepared().sampleGradients?.();
    if (batch === undefined) throw new Error('has none');
    const pieces = [0, 1].map((i) => {
      const out = new Float64Array(batch.size);
      batch.weighted(
        Float64Array.from({ length: batch.count }, (__, k) => (k === i ? 1 : 0)),
        out,
      );
      return out;
    });
    expect(distance(pieces[0], pieces[1])).toBeGreaterThan(1e-3);
  });
});

it('samples of a normalised network have no gradients of their own', () => {
  const trial = agentTrial(ppo({ ...options, batchNorm: true }), discrete(3), reference);
  trial.prepare(0);
  expect(trial.agent.sampleGradients?.()).toBeUndefined();
});
