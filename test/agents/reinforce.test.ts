import { describe, expect, it } from 'vitest';
import {
  reinforce,
  rollout,
  selectEngine,
  type Agent,
  type NetworkShape,
  type ReinforceOptions,
  type Rollout,
} from '../../agents/index.js';
import { balance } from '../../envs/control/balance.js';
import { box, discrete, type Space } from '../../envs/space.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import { random, streams } from '../../math/random.js';
import { difference, normals, outputsOf } from './engine/dense.js';

const STEPS = 4;
const ROWS = 3;
const observation = box([
  [-9, 9],
  [-9, 9],
]);
const values = { discount: 0.9, advantageScale: 0.5 };

function agentFor(action: Space, options: ReinforceOptions = {}): Agent {
  const context = {
    observation,
    action,
    maxSteps: STEPS,
    labelled: false,
    engine: selectEngine('reference'),
    streams: streams(3),
  };
  return reinforce({ episodes: ROWS, hidden: [3], outputGain: 1, ...options }).create(context);
}

/** A batch of random rewards in which the second row ends after two steps. */
function batchFrom(agent: Agent): Rollout {
  const batch = rollout(STEPS, ROWS, 2, 1);
  const seen = normals(11, STEPS * ROWS * 2);
  const actions = new Float64Array(ROWS);
  for (let t = 0; t < STEPS; t++) {
    const shown = Float32Array.from(seen.subarray(t * ROWS * 2, (t + 1) * ROWS * 2));
    agent.act(shown, ROWS, actions);
    batch.observations.set(shown, t * ROWS * 2);
    batch.actions.set(actions, t * ROWS);
  }
  batch.rewards.set(normals(12, STEPS * ROWS));
  batch.valid.fill(1);
  batch.terminated[1 * ROWS + 1] = 1;
  for (const t of [2, 3]) batch.valid[t * ROWS + 1] = 0;
  return batch;
}

/** Lived samples with their advantage, written out: discounted sums, less the mean of the living at that time. */
function samplesOf(batch: Rollout, baseline: 'none' | 'timeStep'): { at: number; advantage: number }[] {
  const living = (t: number): number[] => [0, 1, 2].filter((n) => batch.valid[t * ROWS + n] === 1);
  const returned = (t: number, n: number): number => {
    let sum = 0;
    for (let s = t, w = 1; s < STEPS && batch.valid[s * ROWS + n] === 1; s++, w *= values.discount)
      sum += w * batch.rewards[s * ROWS + n];
    return sum;
  };
  return [0, 1, 2, 3].flatMap((t) => {
    const alive = living(t);
    const base = baseline === 'none' ? 0 : alive.reduce((sum, n) => sum + returned(t, n), 0) / alive.length;
    return alive.map((n) => ({ at: t * ROWS + n, advantage: values.advantageScale * (returned(t, n) - base) }));
  });
}

/** The agent's network, for a network written out. */
function shapeOf(action: Space): NetworkShape {
  return { inputs: 2, hidden: [3], outputs: action.kind === 'discrete' ? action.count : 1, activation: 'tanh' };
}

/** log π of every sample at parameters, with no code of the engines or of the family. */
function logProbabilities(
  action: Space,
  batch: Rollout,
  samples: readonly { at: number }[],
): (parameters: Float64Array) => number[] {
  const shape = shapeOf(action);
  return (parameters) =>
    samples.map(({ at }) => {
      const y = outputsOf(shape, parameters, Float64Array.from(batch.observations.subarray(2 * at, 2 * at + 2)), 1);
      const u = batch.actions[at];
      if (action.kind !== 'discrete')
        return -0.5 * ((u - y[0]) / 0.5) * ((u - y[0]) / 0.5) - Math.log(0.5 * Math.sqrt(2 * Math.PI));
      return y[u] - Math.log(y.reduce((sum, z) => sum + Math.exp(z), 0));
    });
}

describe.each([
  ['a Gaussian policy', box([[-8, 8]])],
  ['a categorical policy', discrete(3)],
] as const)('%s', (_, action) => {
  const agent = agentFor(action);
  const batch = batchFrom(agent);
  agent.prepare(batch, values);
  const samples = samplesOf(batch, 'timeStep');
  const logs = logProbabilities(action, batch, samples);
  const parameters = Float64Array.from(agent.parameters());
  const old = logs(parameters);
  const surrogate = (theta: Float64Array): number => {
    const now = logs(theta);
    return -samples.reduce((sum, { advantage }, i) => sum + advantage * Math.exp(now[i] - old[i]), 0) / samples.length;
  };
  const loss = (theta: Float64Array): number => {
    const now = logs(theta);
    return -samples.reduce((sum, { advantage }, i) => sum + advantage * now[i], 0) / samples.length;
  };

  it('has the gradient of −mean A·log π, by differences', () => {
    const gradient = new Float64Array(parameters.length);
    agent.gradient(gradient);
    for (let i = 0; i < parameters.length; i++) {
      const unit = new Float64Array(parameters.length);
      unit[i] = 1;
      expect(gradient[i]).toBeCloseTo(difference((theta) => Float64Array.of(loss(theta)), parameters, unit)[0], 8);
    }
  });

  it('has the Hessian of −mean A·π/π_old with frozen advantages, by second differences', () => {
    const { hessian } = agent.curvature();
    const step = 1e-3;
    const image = new Float64Array(parameters.length);
    for (let pair = 0; pair < 6; pair++) {
      const u = normals(20 + pair, parameters.length);
      const v = normals(40 + pair, parameters.length);
      const at = (a: number, b: number): number =>
        surrogate(parameters.map((x, i) => x + step * (a * u[i] + b * v[i])));
      const mixed = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * step * step);
      hessian.apply(v, image);
      const along = image.reduce((sum, x, i) => sum + x * u[i], 0);
      // Differences of order step² beside values of order 1 to 10.
      expect(Math.abs(along - mixed)).toBeLessThan(2e-4 * Math.max(1, Math.abs(mixed)));
    }
  });

  it('has the Fisher matrix of its states: vᵀFv is the mean over them of E(∂log π along v)²', () => {
    const { fisher } = agent.curvature();
    const image = new Float64Array(parameters.length);
    for (let k = 0; k < 4; k++) {
      const v = normals(60 + k, parameters.length);
      let expected = 0;
      for (const { at } of samples) {
        const input = Float64Array.from(batch.observations.subarray(2 * at, 2 * at + 2));
        const outputs = (theta: Float64Array): Float64Array => outputsOf(shapeOf(action), theta, input, 1);
        const moved = difference(outputs, parameters, v);
        if (action.kind !== 'discrete') expected += moved[0] * moved[0] * 4;
        else {
          const weights = outputs(parameters).map(Math.exp);
          const total = weights.reduce((sum, w) => sum + w, 0);
          const mean = moved.reduce((sum, dy, a) => sum + (weights[a] / total) * dy, 0);
          moved.forEach((dy, a) => (expected += (weights[a] / total) * (dy - mean) * (dy - mean)));
        }
      }
      fisher.apply(v, image);
      const along = image.reduce((sum, x, i) => sum + x * v[i], 0);
      expect(along).toBeCloseTo(expected / samples.length, 7);
    }
  });
});

describe('the baseline', () => {
  it('can be left out: the gradient is then that of the plain returns', () => {
    const action = box([[-8, 8]]);
    const agent = agentFor(action, { baseline: 'none' });
    const batch = batchFrom(agent);
    agent.prepare(batch, values);
    const samples = samplesOf(batch, 'none');
    const logs = logProbabilities(action, batch, samples);
    const parameters = Float64Array.from(agent.parameters());
    const loss = (theta: Float64Array): Float64Array => {
      const now = logs(theta);
      return Float64Array.of(-samples.reduce((sum, { advantage }, i) => sum + advantage * now[i], 0) / samples.length);
    };
    const gradient = new Float64Array(parameters.length);
    agent.gradient(gradient);
    const v = normals(70, parameters.length);
    expect(gradient.reduce((sum, g, i) => sum + g * v[i], 0)).toBeCloseTo(difference(loss, parameters, v)[0], 7);
  });
});

describe('reinforce in a world', () => {
  const spec = reinforce({ episodes: 4, hidden: [4], advantageScale: 0.2 });
  const learn = (rate: number, rewardScale: number, updates: number): Float64Array => {
    const learner = actorLearner(balance({ rewardScale }), spec).create({ streams: streams(5), engine: 'reference' });
    for (let n = 0; n < updates; n++) {
      learner.collect({ rewardScale, discount: 0.95, advantageScale: 0.2 });
      learner.learn({ learningRate: rate, momentum: 0 });
    }
    return Float64Array.from(learner.parameters());
  };

  it('is the same run at (rate η, reward scale d) and at (η·d, 1), up to rounding', () => {
    const scaled = learn(0.4, 1.8, 6);
    const plain = learn(0.72, 1, 6);
    const start = learn(0, 1, 1);
    let moved = 0;
    for (let i = 0; i < plain.length; i++) {
      expect(scaled[i]).toBeCloseTo(plain[i], 9);
      moved = Math.max(moved, Math.abs(plain[i] - start[i]));
    }
    expect(moved).toBeGreaterThan(0.01);
  });

  it.each(['simd', 'reference'] as const)(
    'continues from a checkpoint bit for bit on %s, momentum and noise included',
    (engine) => {
      const make = () => actorLearner(balance(), spec).create({ streams: streams(6), engine });
      const update = (learner: ReturnType<typeof make>): unknown => [
        learner.collect({ discount: 0.95, advantageScale: 0.2 }),
        learner.learn({ learningRate: 0.5, momentum: 0.9 }),
      ];
      const whole = make();
      update(whole);
      update(whole);
      const kept = JSON.parse(JSON.stringify(whole.checkpoint())) as ReturnType<typeof whole.checkpoint>;
      const later = [update(whole), update(whole)];
      const other = make();
      update(other);
      other.restore(kept);
      expect([update(other), update(other)]).toEqual(later);
      expect(other.parameters()).toEqual(whole.parameters());
    },
  );

  it('starts with a fresh velocity when it is given parameters', () => {
    const make = () => actorLearner(balance(), spec).create({ streams: streams(6) });
    const used = make();
    used.collect({ discount: 0.95, advantageScale: 0.2 });
    used.learn({ learningRate: 0, momentum: 0.9 });
    const parameters = used.parameters();
    used.setParameters(parameters);
    used.learn({ learningRate: 1, momentum: 0.9 });
    const gradient = new Float64Array(parameters.length);
    used.gradient?.(gradient);
    used.parameters().forEach((value, i) => expect(value).toBeCloseTo(parameters[i] - gradient[i], 5));
  });
});

describe('reinforce refuses', () => {
  it.each([
    [{ learningrate: 1 }, "Did you mean 'learningRate'?"],
    [{ baseline: 'timestep' }, "Did you mean 'timeStep'?"],
    [{ episodes: 0 }, 'reinforce.episodes: expected an integer ≥ 1, got 0.'],
    [{ hidden: [4, 0.5] }, 'reinforce.hidden[1]: expected an integer ≥ 1, got 0.5.'],
    [{ deviation: 0 }, 'reinforce.deviation: expected a number > 0, got 0.'],
  ])('%j', (options, message) => {
    expect(() => reinforce(options as ReinforceOptions)).toThrow(message);
  });

  it('a world whose episodes have no end', () => {
    const context = {
      observation,
      action: discrete(2),
      maxSteps: Infinity,
      labelled: false,
      engine: selectEngine(),
      streams: streams(0),
    };
    expect(() => reinforce().create(context)).toThrow('REINFORCE needs episodes that end');
  });

  it('is drawn from its own stream, or from the one that is given', () => {
    const agent = agentFor(box([[-8, 8]]));
    const shown = new Float32Array(2 * ROWS);
    const [one, other] = [new Float64Array(ROWS), new Float64Array(ROWS)];
    agent.act(shown, ROWS, one, random(1));
    agent.act(shown, ROWS, other, random(1));
    expect(one).toEqual(other);
    agent.act(shown, ROWS, other);
    expect(one).not.toEqual(other);
  });
});
