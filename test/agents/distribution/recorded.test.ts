import { describe, expect, it } from 'vitest';
import {
  categorical,
  distributionFor,
  freeGaussian,
  gaussian,
  multiCategorical,
  squashed,
} from '../../../agents/index.js';
import { box, multiDiscrete } from '../../../envs/space.js';
import { recorded } from '../recorded.js';

interface Peer {
  readonly categorical: {
    readonly logits: readonly (readonly number[])[];
    readonly logits_q: readonly (readonly number[])[];
    readonly actions: readonly number[];
    readonly log_prob: readonly number[];
    readonly kl_p_q: readonly number[];
    readonly kl_q_p: readonly number[];
  };
  readonly gaussian: Readonly<
    Record<'mean' | 'std' | 'mean_q' | 'std_q' | 'x', readonly (readonly number[])[]> &
      Record<'log_prob_sum' | 'entropy_sum' | 'kl_p_q_sum' | 'squashed_logp', readonly number[]>
  >;
}
const peer = recorded('distributions.json') as Peer;
/** Means, then logarithms of deviations, as a row of outputs. */
const rowOf = (mean: readonly number[], std: readonly number[]): number[] => [...mean, ...std.map(Math.log)];

describe('against PyTorch', () => {
  const { mean, std, mean_q, std_q, x } = peer.gaussian;
  const policy = freeGaussian(3, 'predicted', 1);
  const p = Float64Array.from(mean.flatMap((row, i) => rowOf(row, std[i])));
  const actions = Float64Array.from(x.flat());

  it('a Gaussian has the log-densities and entropies', () => {
    const logs = new Float64Array(3);
    policy.logProbability(p, actions, 3, logs);
    logs.forEach((log, row) => expect(log).toBeCloseTo(peer.gaussian.log_prob_sum[row], 12));
    for (let row = 0; row < 3; row++)
      expect(policy.entropy(p.subarray(row * 6, row * 6 + 6), 1)).toBeCloseTo(peer.gaussian.entropy_sum[row], 12);
  });

  it('a Gaussian has the divergences', () => {
    for (let row = 0; row < 3; row++) {
      const q = Float64Array.from(rowOf(mean_q[row], std_q[row]));
      const found = policy.divergence(p.subarray(row * 6, row * 6 + 6), q, 1);
      expect(Math.abs(found / peer.gaussian.kl_p_q_sum[row] - 1)).toBeLessThan(1e-12);
    }
  });

  it('a squashed Gaussian has the log-densities of tanh(x)', () => {
    const logs = new Float64Array(3);
    const pressed = squashed(policy, [-1, -1, -1], [1, 1, 1]);
    pressed.logProbability(p, actions.map(Math.tanh), 3, logs);
    logs.forEach((log, row) => expect(log).toBeCloseTo(peer.gaussian.squashed_logp[row], 12));
  });

  it('a categorical has the divergences, both ways', () => {
    const { logits, logits_q, kl_p_q, kl_q_p } = peer.categorical;
    logits.forEach((row, i) => {
      const [from, to] = [Float64Array.from(row), Float64Array.from(logits_q[i])];
      expect(categorical(5).divergence(from, to, 1)).toBeCloseTo(kl_p_q[i], 12);
      expect(categorical(5).divergence(to, from, 1)).toBeCloseTo(kl_q_p[i], 12);
    });
  });

  it('several choices have the sum of their log-probabilities', () => {
    const { logits, actions: chosen, log_prob } = peer.categorical;
    const log = new Float64Array(1);
    multiCategorical([5, 5, 5]).logProbability(Float64Array.from(logits.flat()), Float64Array.from(chosen), 1, log);
    expect(log[0]).toBeCloseTo(log_prob[0] + log_prob[1] + log_prob[2], 12);
  });
});

describe('extremes', () => {
  it('several choices stay finite at logits of ±1000', () => {
    const policy = multiCategorical([2, 2]);
    const outputs = Float64Array.of(1000, -1000, 0, 1000);
    const out = new Float64Array(4);
    const log = new Float64Array(1);
    policy.logProbability(outputs, Float64Array.of(1, 0), 1, log);
    expect(log[0]).toBe(-3000);
    policy.score(outputs, Float64Array.of(1, 0), Float64Array.of(1), 1, out);
    expect([...out]).toEqual([-1, 1, 1, -1]);
    out.fill(0);
    policy.addEntropyGradient(outputs, 1, 1, out);
    expect([...out].every((value) => value === 0)).toBe(true);
    expect(policy.divergence(outputs, outputs, 1)).toBe(0);
  });

  it('an action on the bound of a squashed policy has a finite score', () => {
    const policy = squashed(gaussian(1, 0.5), [-2], [2]);
    const out = new Float64Array(2);
    policy.logProbability(new Float64Array(2), Float64Array.of(2, -2), 2, out);
    expect(out.every(Number.isFinite)).toBe(true);
    policy.score(new Float64Array(2), Float64Array.of(2, -2), Float64Array.of(1, 1), 2, out);
    expect(out.every(Number.isFinite)).toBe(true);
  });

  it('squashed actions keep to their bounds', () => {
    const policy = squashed(gaussian(1, 30), [-2], [4]);
    const actions = new Float64Array(100);
    let draw = 0;
    // A stand-in stream of ever larger normals of both signs.
    const noise = { normal: () => (draw++ % 2 === 0 ? draw : -draw) };
    policy.sample(new Float64Array(100), 100, noise as never, actions);
    expect(Math.min(...actions)).toBe(-2);
    expect(Math.max(...actions)).toBe(4);
  });
});

describe('the family of a space', () => {
  it('is several choices for a MultiDiscrete, and free or squashed where that is asked', () => {
    const real = box([[-1, 1]]);
    expect(distributionFor(multiDiscrete([3, 2]), 1).outputs).toBe(5);
    expect(distributionFor(real, 0.5, { spread: 'learnt' }).startOutputs).toEqual([0, Math.log(0.5)]);
    expect(distributionFor(real, 0.5, { spread: 'predicted' }).outputs).toBe(2);
    expect(() => distributionFor(box([[0, Infinity]]), 1, { squash: true })).toThrow('agent.squash');
  });
});
