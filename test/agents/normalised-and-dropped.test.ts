import { describe, expect, it } from 'vitest';
import {
  a2c,
  checkAgent,
  naturalGradient,
  ppo,
  reinforce,
  selectEngine,
  unitReadings,
  type Agent,
  type AgentSpec,
  type PpoOptions,
  type Rollout,
} from '../../agents/index.js';
import { box, discrete } from '../../envs/space.js';
import { streams } from '../../math/random.js';
import { actedBatch } from './acted-batch.js';
import { distance, normals } from './engine/dense.js';

const both = { batchNorm: true, dropout: 0.3, hidden: [6, 5] } as const;

describe('an agent whose hidden layers are normalised and dropped keeps the laws', () => {
  it.each<readonly [string, AgentSpec]>([
    ['PPO, separate networks', ppo({ ...both, rows: 4, steps: 6, minibatches: 2 })],
    ['PPO, one network', ppo({ ...both, rows: 4, steps: 6, minibatches: 2, networks: 'shared' })],
    ['PPO that normalises observations too', ppo({ ...both, rows: 4, steps: 6, normalizeObservations: true })],
    ['A2C', a2c({ ...both, rows: 4, steps: 6 })],
    ['REINFORCE', reinforce({ ...both, episodes: 4 })],
    ['REINFORCE with a learnt baseline', reinforce({ ...both, episodes: 4, baseline: 'learnt' })],
    ['natural gradient, dropped alone', naturalGradient({ dropout: 0.3, hidden: [6], rows: 4, steps: 6 })],
  ])('%s', (_, spec) => {
    expect(checkAgent(spec)).toEqual([]);
  });
});

const STEPS = 8;
const ROWS = 4;
const SAMPLES = STEPS * ROWS;
const values = { discount: 0.9, gaeLambda: 0.8, advantageScale: 1, clipRange: 0.2, entropyBonus: 0, valueWeight: 0.5 };
const still = { learningRate: 0, gradientNormLimit: 0, klLimit: 0, weightDecay: 0 };

function agentFor(options: PpoOptions): Agent {
  return ppo({ rows: ROWS, steps: STEPS, hidden: [12], optimizer: 'gradientDescent', ...options }).create({
    observation: box([
      [-9, 9],
      [-9, 9],
    ]),
    action: discrete(3),
    maxSteps: 50,
    labelled: false,
    engine: selectEngine('reference'),
    streams: streams(3),
  });
}

/** A batch whose observations are far from mean 0 and deviation 1. */
function batchFrom(agent: Agent): Rollout {
  const observations = normals(5, SAMPLES * 2).map((x) => 3 + 2 * x);
  const batch = actedBatch(agent, ROWS, observations, normals(6, SAMPLES));
  batch.nextObservations.set(normals(7, ROWS * 2));
  return batch;
}

/** A policy that is not nearly flat, so that a mask of another sample would show. */
function steep(options: PpoOptions): Agent {
  const agent = agentFor(options);
  agent.setParameters(agent.parameters().map((x, i) => x + Math.sin(7 * i)));
  return agent;
}

describe('an update of PPO', () => {
  it('holds the mask of every sample through all its epochs and minibatches', () => {
    const agent = steep({ dropout: 0.5, epochs: 3, minibatches: 4 });
    agent.prepare(batchFrom(agent), { ...values, dropout: 0.5 });
    const { approxKl, clipFraction } = agent.update(still);
    expect(approxKl).toBeCloseTo(0, 12);
    expect(clipFraction).toBe(0);
  });

  it('draws other masks for the next update', () => {
    const [first, second] = [new Float64Array(200), new Float64Array(200)];
    const agent = steep({ dropout: 0.5 });
    const batch = batchFrom(agent);
    for (const out of [first, second]) {
      agent.prepare(batch, { ...values, dropout: 0.5 });
      agent.gradient(out);
    }
    expect(distance(first, second)).toBeGreaterThan(0.1);
  });

  it('starts at ratio 1 under batch normalisation: log π_old is that of training, not of acting', () => {
    const agent = steep({ batchNorm: true, epochs: 1, minibatches: 1 });
    // Running statistics that stay at mean 0 and deviation 1 are far from this batch's.
    agent.prepare(batchFrom(agent), { ...values, updateRate: 0 });
    const { approxKl } = agent.update(still);
    expect(approxKl).toBeCloseTo(0, 12);
  });

  it('moves the running statistics by their share, once', () => {
    const agent = steep({ batchNorm: true, epochs: 2, minibatches: 2 });
    const batch = batchFrom(agent);
    agent.prepare(batch, { ...values, updateRate: 0.25 });
    agent.update(still);
    const { parameters, buffers = [] } = agent.policyNetwork?.() ?? { parameters: [] };
    for (let unit = 0; unit < 12; unit++) {
      let mean = 0;
      for (let row = 0; row < SAMPLES; row++)
        for (let k = 0; k < 2; k++) mean += (parameters[unit * 2 + k] * batch.observations[row * 2 + k]) / SAMPLES;
      expect(buffers[unit]).toBeCloseTo(0.25 * mean, 10);
    }
  });

  it('goes on from a checkpoint with its running statistics and the next masks', () => {
    const options = { batchNorm: true, dropout: 0.4, minibatches: 2 };
    const shaping = { ...values, dropout: 0.4, updateRate: 0.3 };
    const [one, other] = [steep(options), agentFor(options)];
    const batch = batchFrom(one);
    one.prepare(batch, shaping);
    one.update({ ...still, learningRate: 0.1 });
    other.restore(JSON.parse(JSON.stringify(one.checkpoint())) as ReturnType<Agent['checkpoint']>);
    for (const agent of [one, other]) {
      agent.prepare(batch, shaping);
      agent.update({ ...still, learningRate: 0.1 });
    }
    expect(other.parameters()).toEqual(one.parameters());
    expect(other.checkpoint()).toEqual(one.checkpoint());
  });
});

describe('normalised layers are refused', () => {
  it('by the natural gradient, whose Fisher matrix is that of single rows', () => {
    expect(() => naturalGradient({ batchNorm: true } as object)).toThrow(
      'naturalGradient.batchNorm: expected false, got true.',
    );
  });

  it.each<readonly [string, () => AgentSpec, string]>([
    ['minibatches of one sample', () => ppo({ batchNorm: true, minibatches: 300 }), 'ppo.minibatches'],
    ['a batch of one sample', () => a2c({ batchNorm: true, rows: 1, steps: 1 }), 'a2c.steps'],
    ['a single episode', () => reinforce({ batchNorm: true, episodes: 1 }), 'reinforce.episodes'],
    ['a rate of 1', () => ppo({ dropout: 1 }), 'ppo.dropout: expected a number ≥ 0 and < 1, got 1.'],
  ])('with %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('dormant units of a normalised layer', () => {
  it('are those whose activation stays after the normalisation', () => {
    // Two units see the first input, whatever its scale; one has scale 0; one is shifted below relu's edge.
    const shape = { inputs: 1, hidden: [4], outputs: 1, activation: 'relu', batchNorm: true } as const;
    const parameters = Float64Array.of(1, 1000, 1, 1, 0, 0, 0, -9, 1, 1, 0, 1, 1, 1, 1, 1, 0);
    const readings = unitReadings(shape, parameters, Float64Array.of(4, 5, 6, 7), 4);
    expect(readings).toEqual({ dormantUnits: 0.5, effectiveRank: 1 });
  });
});
