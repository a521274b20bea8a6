import { describe, expect, it } from 'vitest';
import {
  a2c,
  a2cLoss,
  categorical,
  hessianOperator,
  lanczos,
  ppoLoss,
  returnsToGo,
  rollout,
  selectEngine,
  type A2cOptions,
  type EngineName,
  type NetworkShape,
  type OutputLoss,
} from '../../agents/index.js';
import { random } from '../../math/random.js';
import { distance } from './engine/dense.js';
import { flat, recorded, type RecordedInputs, type RecordedNetwork } from './recorded.js';

interface A2cCase {
  readonly args: { readonly ent_coef: number; readonly vf_coef: number };
  readonly policy_loss: number;
  readonly value_loss: number;
  readonly entropy_loss: number;
  readonly total_loss: number;
  readonly grad_policy: RecordedNetwork;
  readonly grad_value: RecordedNetwork;
}
interface ReinforceCase {
  readonly gamma: number;
  readonly rewards: readonly number[];
  readonly returns: readonly number[];
  readonly normalized_returns: readonly number[];
  readonly loss: number;
  readonly grad_policy: RecordedNetwork;
}
const {
  inputs,
  a2c: a2cCases,
  reinforce,
} = recorded('a2c_reinforce_loss.json') as {
  readonly inputs: RecordedInputs;
  readonly a2c: readonly A2cCase[];
  readonly reinforce: readonly ReinforceCase[];
};
const ROWS = inputs.obs.length;
const policy = categorical(3);
const shape: NetworkShape = { inputs: 4, hidden: [8], outputs: 3, activation: 'tanh' };
const seen = Float64Array.from(inputs.obs.flat());
const actions = Float64Array.from(inputs.actions);
const engines: readonly (readonly [EngineName, number])[] = [
  ['reference', 1e-10],
  ['simd', 1e-5],
];

describe.each(engines)("A2C's loss in the engine %s", (engineName, tolerance) => {
  it.each(a2cCases)('has the recorded terms and gradients', (one) => {
    const engine = selectEngine(engineName);
    const actor = engine.network(shape, ROWS);
    const critic = engine.network({ ...shape, outputs: 1 }, ROWS);
    actor.parameters.set(flat(inputs.policy));
    critic.parameters.set(flat(inputs.value));
    const [policyCotangents, valueCotangents] = [actor.array(ROWS * 3), critic.array(ROWS)];
    const terms = a2cLoss(
      policy,
      {
        rows: ROWS,
        outputs: actor.forward(seen, ROWS, 'train'),
        values: critic.forward(seen, ROWS, 'train'),
        actions,
        advantages: Float64Array.from(inputs.advantages),
        returns: Float64Array.from(inputs.returns),
      },
      { entropyBonus: one.args.ent_coef, valueWeight: one.args.vf_coef },
      policyCotangents,
      valueCotangents,
      new Float64Array(ROWS),
    );
    const [a, c] = [actor.array(actor.size), critic.array(critic.size)];
    actor.backward(policyCotangents, a);
    critic.backward(valueCotangents, c);
    expect(Math.abs(terms.policyLoss / one.policy_loss - 1)).toBeLessThan(tolerance);
    expect(Math.abs(terms.valueLoss / one.value_loss - 1)).toBeLessThan(tolerance);
    expect(Math.abs(-terms.entropy / one.entropy_loss - 1)).toBeLessThan(tolerance);
    const total = terms.policyLoss - one.args.ent_coef * terms.entropy + one.args.vf_coef * terms.valueLoss;
    expect(Math.abs(total / one.total_loss - 1)).toBeLessThan(tolerance);
    expect(distance(a, flat(one.grad_policy))).toBeLessThan(tolerance);
    expect(distance(c, flat(one.grad_value))).toBeLessThan(tolerance);
  });

  it.each(reinforce)("REINFORCE's normalised loss has the recorded gradient", (one) => {
    const batch = rollout(ROWS, 1, 4, 1);
    batch.rewards.set(one.rewards);
    batch.valid.fill(1);
    const returns = new Float64Array(ROWS);
    returnsToGo(batch, one.gamma, returns);
    returns.forEach((value, t) => expect(value).toBeCloseTo(one.returns[t], 12));
    const mean = returns.reduce((sum, value) => sum + value, 0) / ROWS;
    const deviation = Math.sqrt(returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (ROWS - 1));
    const weights = returns.map((value) => -(value - mean) / (deviation + 1.1920928955078125e-7));
    weights.forEach((value, t) => expect(-value).toBeCloseTo(one.normalized_returns[t], 11));
    const network = selectEngine(engineName).network(shape, ROWS);
    network.parameters.set(flat(inputs.policy));
    const outputs = network.forward(seen, ROWS, 'train');
    const logs = new Float64Array(ROWS);
    policy.logProbability(outputs, actions, ROWS, logs);
    const loss = logs.reduce((sum, log, t) => sum + weights[t] * log, 0);
    expect(Math.abs(loss / one.loss - 1)).toBeLessThan(tolerance);
    const [cotangents, gradient] = [network.array(ROWS * 3), network.array(network.size)];
    policy.score(outputs, actions, weights, ROWS, cotangents);
    network.backward(cotangents, gradient);
    expect(distance(gradient, flat(one.grad_policy))).toBeLessThan(tolerance);
  });
});

interface Spectrum {
  readonly grad: readonly number[];
  readonly eig_max: number;
  readonly eig_min: number;
  readonly top_eigenvector_signed: readonly number[];
  readonly trace: number;
  readonly hvp: readonly number[];
}
const curvature = recorded('hessian.json') as Pick<
  RecordedInputs,
  'obs' | 'actions' | 'advantages' | 'old_logprobs' | 'policy'
> & {
  readonly results: Readonly<Record<'pg' | 'pg_entropy_0.01' | 'ppo_clip_0.2', Spectrum>>;
};

describe.each([
  ['pg', 0, 'reference'],
  ['pg_entropy_0.01', 0.01, 'reference'],
  ['ppo_clip_0.2', 0, 'reference'],
  ['pg', 0, 'simd'],
  ['pg_entropy_0.01', 0.01, 'simd'],
  ['ppo_clip_0.2', 0, 'simd'],
] as const)('the recorded Hessian of %s, entropy bonus %d, in %s', (name, entropyBonus, engineName) => {
  // Float32 carries seven digits: products are held in norm, eigenvalues relative to the largest.
  const [products, eigenvalues] = engineName === 'simd' ? [1e-5, 1e-5] : [1e-10, 1e-8];
  const peer = curvature.results[name];
  const scale = Math.max(Math.abs(peer.eig_max), Math.abs(peer.eig_min));
  const network = selectEngine(engineName).network({ inputs: 4, hidden: [5], outputs: 3, activation: 'tanh' }, 16);
  network.parameters.set(flat(curvature.policy));
  const outputs = network.forward(Float64Array.from(curvature.obs.flat()), 16, 'train');
  const chosen = Float64Array.from(curvature.actions);
  const advantages = Float64Array.from(curvature.advantages);
  const old = Float64Array.from(curvature.old_logprobs);
  const plain = advantages.map((a) => -a / 16);
  // Of the clipped loss only samples count that are not held; their ratios are those to the old policy.
  const logs = new Float64Array(16);
  policy.logProbability(outputs, chosen, 16, logs);
  const followed = plain.map((weight, i) => {
    const ratio = Math.exp(logs[i] - old[i]);
    const held = advantages[i] > 0 ? ratio > 1.2 : ratio < 0.8;
    return held ? 0 : weight * ratio;
  });
  const clipped = name === 'ppo_clip_0.2';
  const loss: OutputLoss = {
    gradient(at, rows, out) {
      const nothing = new Float64Array(16);
      const sample = { rows, outputs: at, values: nothing, actions: chosen, advantages, returns: nothing };
      const [valueCotangents, scratch] = [new Float64Array(16), new Float64Array(16)];
      if (clipped) {
        const weights = { clipRange: 0.2, clipValues: false, entropyBonus, valueWeight: 0 };
        const known = { ...sample, oldValues: nothing, oldLogProbabilities: old };
        ppoLoss(policy, known, weights, out, valueCotangents, scratch);
      } else a2cLoss(policy, sample, { entropyBonus, valueWeight: 0 }, out, valueCotangents, scratch);
    },
    secondDerivative(at, tangents, rows, out) {
      if (clipped) policy.ratioCurvature(at, tangents, chosen, followed, rows, out);
      else policy.scoreCurvature(at, tangents, chosen, plain, rows, out);
      policy.addEntropyCurvature(at, tangents, -entropyBonus / rows, rows, out);
    },
  };
  const hessian = hessianOperator(network, loss);

  it('has the gradient, the product and the trace', () => {
    const cotangents = new Float64Array(48);
    const [gradient, image] = [new Float64Array(43), new Float64Array(43)];
    loss.gradient(outputs, 16, cotangents);
    network.backward(cotangents, gradient);
    expect(distance(gradient, Float64Array.from(peer.grad))).toBeLessThan(products);
    hessian.apply(
      Float64Array.from({ length: 43 }, (_, i) => Math.sin(i + 1)),
      image,
    );
    expect(distance(image, Float64Array.from(peer.hvp))).toBeLessThan(products);
    let trace = 0;
    for (let i = 0; i < 43; i++) {
      const unit = new Float64Array(43);
      unit[i] = 1;
      hessian.apply(unit, image);
      trace += image[i];
    }
    expect(Math.abs(trace - peer.trace)).toBeLessThan(engineName === 'simd' ? 1e-5 * scale : 5e-10);
  });

  it('has the extreme eigenvalues and the top eigenvector', () => {
    const { largest, smallest } = lanczos(hessian, { steps: 43, random: random(1) });
    // In Float64 as before: half a unit of the eighth decimal.
    const bound = engineName === 'simd' ? eigenvalues * scale : 5e-9;
    expect(Math.abs(largest - peer.eig_max)).toBeLessThan(bound);
    expect(Math.abs(smallest - peer.eig_min)).toBeLessThan(bound);
    const top = Float64Array.from(peer.top_eigenvector_signed);
    const image = new Float64Array(43);
    hessian.apply(top, image);
    expect(
      distance(
        image,
        top.map((x) => peer.eig_max * x),
      ),
    ).toBeLessThan(eigenvalues);
  });
});

describe('A2C refuses', () => {
  it.each([
    [{ entropybonus: 1 }, "Did you mean 'entropyBonus'?"],
    [{ optimizer: 'rmsprop' }, "Did you mean 'rmsProp'?"],
    [{ discount: 2 }, 'a2c.discount: expected a number in [0, 1], got 2.'],
  ])('%j', (options, message) => {
    expect(() => a2c(options as A2cOptions)).toThrow(message);
  });
});
