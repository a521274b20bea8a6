import { describe, expect, it } from 'vitest';
import {
  categorical,
  hessianOperator,
  ppo,
  ppoLoss,
  selectEngine,
  surrogate,
  type Agent,
  type EngineName,
  type NetworkShape,
  type PpoOptions,
  type Rollout,
} from '../../agents/index.js';
import { globalNorm, clipFactor } from '../../agents/optimizers/clip.js';
import { normalize } from '../../agents/advantages.js';
import { box, discrete } from '../../envs/space.js';
import { streams } from '../../math/random.js';
import { actedBatch } from './acted-batch.js';
import { distance, normals } from './engine/dense.js';
import { flat, recorded, type RecordedInputs, type RecordedNetwork } from './recorded.js';

interface Case {
  readonly args: {
    readonly normalize_advantage: boolean;
    readonly clip_vloss: number | null;
    readonly ent_coef: number;
    readonly vf_coef: number;
    readonly clip: number;
    readonly value_loss_half: boolean;
  };
  readonly policy_loss: number;
  readonly value_loss: number;
  readonly entropy: number;
  readonly total_loss: number;
  readonly approx_kl_k3: number;
  readonly clipfrac: number;
  readonly grad_policy: RecordedNetwork;
  readonly grad_value: RecordedNetwork;
  readonly grad_global_norm: number;
  readonly clip_grad_norm_coef_at_0_5: number;
}
const { inputs, cases } = recorded('ppo_loss.json') as {
  readonly inputs: RecordedInputs;
  readonly cases: readonly Case[];
};
const ROWS = inputs.obs.length;
const policy = categorical(3);
const shape: NetworkShape = { inputs: 4, hidden: [8], outputs: 3, activation: 'tanh' };

/** PPO's loss of a recorded case, in an engine. */
function lossOf(
  engineName: EngineName,
  { args }: Case,
): {
  terms: ReturnType<typeof ppoLoss>;
  gradients: [Float64Array, Float64Array];
  total: number;
} {
  const engine = selectEngine(engineName);
  const actor = engine.network(shape, ROWS);
  const critic = engine.network({ ...shape, outputs: 1 }, ROWS);
  actor.parameters.set(flat(inputs.policy));
  critic.parameters.set(flat(inputs.value));
  const seen = Float64Array.from(inputs.obs.flat());
  const advantages = Float64Array.from(inputs.advantages);
  normalize(advantages, ROWS);
  const [policyCotangents, valueCotangents] = [actor.array(ROWS * 3), critic.array(ROWS)];
  // Our value loss is the whole square: where theirs is halved, half the weight is the same loss.
  const valueWeight = args.vf_coef * (args.value_loss_half ? 0.5 : 1);
  const terms = ppoLoss(
    policy,
    {
      rows: ROWS,
      outputs: actor.forward(seen, ROWS, 'train'),
      values: critic.forward(seen, ROWS, 'train'),
      actions: Float64Array.from(inputs.actions),
      advantages,
      returns: Float64Array.from(inputs.returns),
      oldValues: Float64Array.from(inputs.old_values),
      oldLogProbabilities: Float64Array.from(inputs.old_logprobs),
    },
    { clipRange: args.clip, clipValues: args.clip_vloss !== null, entropyBonus: args.ent_coef, valueWeight },
    policyCotangents,
    valueCotangents,
    new Float64Array(ROWS),
  );
  const gradients: [Float64Array, Float64Array] = [new Float64Array(actor.size), new Float64Array(critic.size)];
  const [a, c] = [actor.array(actor.size), critic.array(critic.size)];
  actor.backward(policyCotangents, a);
  critic.backward(valueCotangents, c);
  gradients[0].set(a);
  gradients[1].set(c);
  const total = terms.policyLoss - args.ent_coef * terms.entropy + valueWeight * terms.valueLoss;
  return { terms, gradients, total };
}

describe.each(cases.map((one) => [one.args.value_loss_half ? 'CleanRL' : 'Stable-Baselines3', one] as const))(
  "PPO's loss with the settings of %s",
  (_, one) => {
    it('has the recorded terms in Float64', () => {
      const { terms, total } = lossOf('reference', one);
      expect(terms.policyLoss).toBeCloseTo(one.policy_loss, 11);
      expect(terms.valueLoss * (one.args.value_loss_half ? 0.5 : 1)).toBeCloseTo(one.value_loss, 11);
      expect(terms.entropy).toBeCloseTo(one.entropy, 11);
      expect(terms.approxKl).toBeCloseTo(one.approx_kl_k3, 11);
      expect(terms.clipFraction).toBe(one.clipfrac);
      expect(total).toBeCloseTo(one.total_loss, 11);
    });

    it.each([
      ['reference', 1e-10],
      ['simd', 1e-5],
    ] as const)('has the recorded gradients, their norm and what its limit leaves: %s', (engine, tolerance) => {
      const { gradients } = lossOf(engine, one);
      expect(distance(gradients[0], flat(one.grad_policy))).toBeLessThan(tolerance);
      expect(distance(gradients[1], flat(one.grad_value))).toBeLessThan(tolerance);
      const norm = globalNorm(gradients);
      expect(Math.abs(norm / one.grad_global_norm - 1)).toBeLessThan(tolerance);
      expect(Math.abs(clipFactor(norm, 0.5) / one.clip_grad_norm_coef_at_0_5 - 1)).toBeLessThan(tolerance);
    });
  },
);

const STEPS = 6;
const WORLD_ROWS = 4;
const SAMPLES = STEPS * WORLD_ROWS;
const values = {
  discount: 0.9,
  gaeLambda: 0.8,
  advantageScale: 1,
  clipRange: 0.2,
  entropyBonus: 0.01,
  valueWeight: 0.5,
};
const step = {
  learningRate: 0.01,
  gradientNormLimit: 0.5,
  klLimit: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-5,
  weightDecay: 0,
};
const observation = box([
  [-9, 9],
  [-9, 9],
]);

function agentFor(options: PpoOptions = {}, engine: EngineName = 'reference'): Agent {
  return ppo({ rows: WORLD_ROWS, steps: STEPS, minibatches: 2, epochs: 3, hidden: [5], ...options }).create({
    observation,
    action: discrete(3),
    maxSteps: 50,
    labelled: false,
    engine: selectEngine(engine),
    streams: streams(3),
  });
}

/** A batch of random observations and rewards, with a death and a time limit in it. */
function batchFrom(agent: Agent, seed = 11): Rollout {
  const batch = actedBatch(agent, WORLD_ROWS, normals(seed, SAMPLES * 2), normals(seed + 1, SAMPLES));
  batch.finalObservations.set(normals(seed + 2, SAMPLES * 2));
  batch.nextObservations.set(normals(seed + 3, WORLD_ROWS * 2));
  batch.terminated[5] = 1;
  batch.truncated[14] = 1;
  return batch;
}

describe.each(['separate', 'shared'] as const)('the curvature of PPO, %s networks', (networks) => {
  it('has the size of the parameters, is symmetric, and ≥ 0 for the values', () => {
    const agent = agentFor({ networks });
    agent.prepare(batchFrom(agent), values);
    const size = agent.parameters().length;
    const [u, v] = [normals(20, size), normals(21, size)];
    const [hu, hv, gv] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    const { hessian, gaussNewton } = agent.curvature();
    expect(hessian.size).toBe(size);
    hessian.apply(u, hu);
    hessian.apply(v, hv);
    gaussNewton?.apply(v, gv);
    const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
    expect(inner(u, hv)).toBeCloseTo(inner(v, hu), 10);
    expect(inner(v, gv)).toBeGreaterThan(0);
  });
});

describe('the un-clipped surrogate', () => {
  interface Curvatures {
    readonly obs: readonly (readonly number[])[];
    readonly actions: readonly number[];
    readonly advantages: readonly number[];
    readonly policy: RecordedNetwork;
  }
  const peer = recorded('hessian.json') as Curvatures;

  it('at θ_old has the gradient of −mean A·log π, and the outer products beside its curvature', () => {
    const network = selectEngine('reference').network({ inputs: 4, hidden: [5], outputs: 3, activation: 'tanh' }, 16);
    network.parameters.set(flat(peer.policy));
    const outputs = network.forward(Float64Array.from(peer.obs.flat()), 16, 'train');
    const actions = Float64Array.from(peer.actions);
    const weights = Float64Array.from(peer.advantages, (a) => -a / 16);
    const loss = surrogate(policy, actions, weights, 0);
    const cotangents = new Float64Array(48);
    loss.gradient(outputs, 16, cotangents);
    const gradient = new Float64Array(network.size);
    network.backward(cotangents, gradient);
    const old = new Float64Array(16);
    policy.logProbability(outputs, actions, 16, old);
    /** Slope of the surrogate with the ratios to θ_old, at other parameters. */
    const slopeAt = (theta: Float64Array): Float64Array => {
      network.parameters.set(theta);
      const moved = network.forward(Float64Array.from(peer.obs.flat()), 16, 'train');
      const logs = new Float64Array(16);
      policy.logProbability(moved, actions, 16, logs);
      const out = new Float64Array(48);
      policy.score(
        moved,
        actions,
        weights.map((w, i) => w * Math.exp(logs[i] - old[i])),
        16,
        out,
      );
      const slope = new Float64Array(network.size);
      network.backward(out, slope);
      return slope;
    };
    const theta = flat(peer.policy);
    const v = normals(5, network.size);
    const above = slopeAt(theta.map((x, i) => x + 1e-5 * v[i]));
    const below = slopeAt(theta.map((x, i) => x - 1e-5 * v[i]));
    const image = new Float64Array(network.size);
    network.parameters.set(theta);
    network.forward(Float64Array.from(peer.obs.flat()), 16, 'train');
    hessianOperator(network, loss).apply(v, image);
    expect(
      distance(
        image,
        above.map((x, i) => (x - below[i]) / 2e-5),
      ),
    ).toBeLessThan(1e-8);
  });
});

describe('an update of PPO', () => {
  it('makes epochs × minibatches steps, and stops before a step whose divergence is above its limit', () => {
    const agent = agentFor();
    agent.prepare(batchFrom(agent), values);
    expect(agent.update(step)['optimizerSteps']).toBe(6);
    const stopped = agentFor();
    stopped.prepare(batchFrom(stopped), values);
    // The first step starts at π_old, where the divergence is 0; after it, it is not.
    const made = stopped.update({ ...step, learningRate: 0.05, klLimit: 1e-9 })['optimizerSteps'];
    expect(made).toBeGreaterThanOrEqual(1);
    expect(made).toBeLessThan(6);
  });

  it('starts at ratio 1: its first minibatch has no divergence and nothing clipped', () => {
    const agent = agentFor({ epochs: 1, minibatches: 1 });
    agent.prepare(batchFrom(agent), values);
    const { approxKl, clipFraction } = agent.update(step);
    expect(approxKl).toBeCloseTo(0, 12);
    expect(clipFraction).toBe(0);
  });

  it('with one minibatch and plain descent is θ − η·gradient, the gradient told before', () => {
    const agent = agentFor({ epochs: 1, minibatches: 1, optimizer: 'gradientDescent' });
    agent.prepare(batchFrom(agent), values);
    const before = agent.parameters();
    const gradient = new Float64Array(before.length);
    agent.gradient(gradient);
    agent.update({ learningRate: 0.3, gradientNormLimit: 0, klLimit: 0, weightDecay: 0 });
    const after = agent.parameters();
    // The batch is summed in the order of its shuffle.
    expect(
      distance(
        after.map((x, i) => before[i] - x),
        gradient.map((g) => 0.3 * g),
      ),
    ).toBeLessThan(1e-10);
  });

  it('does not see the scale of rewards where advantages are normalised and the values are right', () => {
    const moved = [1, 7].map((scale) => {
      const agent = agentFor({ epochs: 1, minibatches: 1, optimizer: 'gradientDescent', networks: 'separate' });
      const batch = batchFrom(agent);
      // No values at all: advantages are then proportional to the rewards.
      const theta = agent.parameters();
      theta.fill(0, 2 * 5 + 5 + 5 * 3 + 3);
      agent.setParameters(theta);
      for (let i = 0; i < SAMPLES; i++) batch.rewards[i] *= scale;
      agent.prepare(batch, values);
      agent.update({ learningRate: 0.3, gradientNormLimit: 0, klLimit: 0, weightDecay: 0 });
      return agent.parameters().slice(0, 33);
    });
    expect(distance(moved[0], moved[1])).toBeLessThan(1e-7);
  });

  it('counts a truncated episode as ended only where that is asked', () => {
    const [goesOn, ends] = (['bootstrap', 'terminate'] as const).map((timeLimits) => {
      const agent = agentFor({ timeLimits });
      agent.prepare(batchFrom(agent), values);
      const gradient = new Float64Array(agent.parameters().length);
      agent.gradient(gradient);
      return gradient;
    });
    expect(distance(goesOn, ends)).toBeGreaterThan(1e-3);
  });
});

describe('PPO refuses', () => {
  it.each([
    [{ learningrate: 1 }, "Did you mean 'learningRate'?"],
    [{ minibatches: 600 }, 'ppo.minibatches: expected an integer in [1, 512], got 600. A batch has 512 samples.'],
    [{ networks: 'share' }, "Did you mean 'shared'?"],
    [{ clipRange: 0 }, 'ppo.clipRange: expected a number > 0, got 0.'],
    [{ smoothing: 0.9 }, 'ppo.smoothing'],
    [{ updateRate: 0.1, rows: 0 }, 'ppo.rows: expected an integer ≥ 1, got 0.'],
  ])('%j', (options, message) => {
    expect(() => ppo(options as PpoOptions)).toThrow(message);
  });
});
