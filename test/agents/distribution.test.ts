import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { categorical, distributionFor, gaussian, type Distribution } from '../../agents/index.js';
import { box, discrete } from '../../envs/space.js';
import { random } from '../../math/random.js';
import { normals } from './engine/dense.js';

interface Peer {
  readonly categorical: {
    readonly logits: readonly (readonly number[])[];
    readonly actions: readonly number[];
    readonly log_prob: readonly number[];
    readonly entropy: readonly number[];
    readonly extreme: {
      readonly logits: readonly (readonly number[])[];
      readonly log_probs: readonly (readonly number[])[];
    };
  };
}
const peer = JSON.parse(readFileSync(new URL('../peers/distributions.json', import.meta.url), 'utf8')) as Peer;

const ROWS = 4;
const families: readonly (readonly [string, Distribution, number])[] = [
  ['one normal', gaussian(1, 0.5), 1],
  ['three normals', gaussian(3, 1.3), 3],
  ['two choices', categorical(2), 1],
  ['five choices', categorical(5), 1],
];

/** Outputs and actions that the family itself drew, and one weight a row, one of them 0. */
function batchOf(
  policy: Distribution,
  width: number,
): { outputs: Float64Array; actions: Float64Array; weights: Float64Array } {
  const outputs = normals(1, ROWS * policy.outputs);
  const actions = new Float64Array(ROWS * width);
  policy.sample(outputs, ROWS, random(2), actions);
  return { outputs, actions, weights: Float64Array.of(0.7, -1.3, 0, 2) };
}

describe.each(families)('%s', (_, policy, width) => {
  const { outputs, actions, weights } = batchOf(policy, width);
  const logs = (at: Float64Array): Float64Array => {
    const out = new Float64Array(ROWS);
    policy.logProbability(at, actions, ROWS, out);
    return out;
  };
  const rowOf = (i: number): number => Math.floor(i / policy.outputs);

  it('scores are differences of its log-probability', () => {
    const scores = new Float64Array(outputs.length);
    policy.score(outputs, actions, weights, ROWS, scores);
    const step = 1e-6;
    for (let i = 0; i < outputs.length; i++) {
      const above = logs(outputs.map((value, k) => (k === i ? value + step : value)))[rowOf(i)];
      const below = logs(outputs.map((value, k) => (k === i ? value - step : value)))[rowOf(i)];
      expect(scores[i]).toBeCloseTo((weights[rowOf(i)] * (above - below)) / (2 * step), 7);
    }
  });

  it('the curvature of the ratio is the second difference of π/π_old', () => {
    const old = logs(outputs);
    const tangents = normals(3, outputs.length);
    const curvature = new Float64Array(outputs.length);
    policy.ratioCurvature(outputs, tangents, actions, weights, ROWS, curvature);
    const ratio = (row: number, i: number, e: number, f: number): number =>
      Math.exp(
        logs(outputs.map((value, k) => value + (k === i ? e : 0) + f * (rowOf(k) === row ? tangents[k] : 0)))[row] -
          old[row],
      );
    const step = 1e-4;
    for (let i = 0; i < outputs.length; i++) {
      const row = rowOf(i);
      const mixed =
        (ratio(row, i, step, step) -
          ratio(row, i, step, -step) -
          ratio(row, i, -step, step) +
          ratio(row, i, -step, -step)) /
        (4 * step * step);
      expect(curvature[i]).toBeCloseTo(weights[row] * mixed, 4);
    }
  });

  it('a row of weight 0 answers 0', () => {
    const out = new Float64Array(outputs.length);
    policy.score(outputs, actions, weights, ROWS, out);
    expect(Array.from(out.subarray(2 * policy.outputs, 3 * policy.outputs), Math.abs)).toEqual(
      Array(policy.outputs).fill(0),
    );
  });
});

/** Actions with their probability, over which any quadratic in the action has its exact mean. */
function quadrature(outputs: Float64Array, deviation: number | undefined): [number[], number][] {
  if (deviation === undefined) {
    const total = outputs.reduce((sum, z) => sum + Math.exp(z), 0);
    return Array.from(outputs, (z, k) => [[k], Math.exp(z) / total]);
  }
  // Gauss–Hermite with three nodes a coordinate.
  let nodes: [number[], number][] = [[[], 1]];
  for (const m of outputs) {
    nodes = nodes.flatMap(([action, p]) =>
      [-Math.sqrt(3), 0, Math.sqrt(3)].map((x): [number[], number] => [
        [...action, m + deviation * x],
        p * (x === 0 ? 2 / 3 : 1 / 6),
      ]),
    );
  }
  return nodes;
}

describe.each([
  ['three normals', gaussian(3, 1.3), 1.3],
  ['four choices', categorical(4), undefined],
] as const)('%s', (_name, policy, deviation) => {
  it('has the Fisher matrix E[∇log π ∇log πᵀ]', () => {
    const outputs = normals(5, policy.outputs);
    const tangent = normals(6, policy.outputs);
    const expected = new Float64Array(policy.outputs);
    const score = new Float64Array(policy.outputs);
    for (const [action, p] of quadrature(outputs, deviation)) {
      policy.score(outputs, Float64Array.from(action), Float64Array.of(1), 1, score);
      const along = score.reduce((sum, s, i) => sum + s * tangent[i], 0);
      for (let i = 0; i < expected.length; i++) expected[i] += p * along * score[i];
    }
    const out = new Float64Array(policy.outputs);
    policy.fisher(outputs, tangent, 1, out);
    for (let i = 0; i < out.length; i++) expect(out[i]).toBeCloseTo(expected[i], 12);
  });
});

describe('a categorical', () => {
  const { logits, actions, log_prob, entropy, extreme } = peer.categorical;

  it('has the recorded log-probabilities and entropies', () => {
    const policy = categorical(logits[0].length);
    const outputs = Float64Array.from(logits.flat());
    const out = new Float64Array(logits.length);
    policy.logProbability(outputs, Float64Array.from(actions), logits.length, out);
    out.forEach((value, row) => expect(value).toBeCloseTo(log_prob[row], 13));
    logits.forEach((row, i) => expect(policy.entropy(Float64Array.from(row), 1)).toBeCloseTo(entropy[i], 13));
  });

  it('stays finite for logits of 1000', () => {
    const policy = categorical(3);
    for (const [row, outputs] of extreme.logits.entries()) {
      for (let action = 0; action < 3; action++) {
        const out = new Float64Array(1);
        policy.logProbability(Float64Array.from(outputs), Float64Array.of(action), 1, out);
        expect(out[0]).toBeCloseTo(extreme.log_probs[row][action], 12);
      }
      expect(Number.isFinite(policy.entropy(Float64Array.from(outputs), 1))).toBe(true);
      const out = new Float64Array(3);
      policy.fisher(Float64Array.from(outputs), Float64Array.of(1, 2, 3), 1, out);
      expect(out.every(Number.isFinite)).toBe(true);
    }
  });

  it('draws each choice as often as its probability says', () => {
    const outputs = Float64Array.of(Math.log(0.1), Math.log(0.6), Math.log(0.3));
    const draws = 20_000;
    const actions = new Float64Array(1);
    const counts = [0, 0, 0];
    const noise = random(7);
    for (let i = 0; i < draws; i++) {
      categorical(3).sample(outputs, 1, noise, actions);
      counts[actions[0]]++;
    }
    // Five standard deviations of a share: √(.25/20000) = .0035.
    [0.1, 0.6, 0.3].forEach((p, k) => expect(Math.abs(counts[k] / draws - p)).toBeLessThan(0.018));
  });
});

describe('a Gaussian', () => {
  it('has the log-density and entropy of a normal', () => {
    const out = new Float64Array(1);
    gaussian(2, 0.5).logProbability(Float64Array.of(1, -1), Float64Array.of(1.25, 0), 1, out);
    const density = (x: number): number => Math.exp(-x * x * 2) / (0.5 * Math.sqrt(2 * Math.PI));
    expect(out[0]).toBeCloseTo(Math.log(density(0.25) * density(1)), 13);
    expect(gaussian(2, 0.5).entropy(new Float64Array(2), 1)).toBeCloseTo(Math.log(2 * Math.PI * Math.E * 0.25), 13);
  });

  it('draws around its outputs with its deviation', () => {
    const rows = 20_000;
    const actions = new Float64Array(rows);
    gaussian(1, 0.5).sample(new Float64Array(rows).fill(3), rows, random(8), actions);
    const mean = actions.reduce((sum, a) => sum + a, 0) / rows;
    const variance = actions.reduce((sum, a) => sum + (a - mean) * (a - mean), 0) / rows;
    // Five standard deviations of the mean and of the variance.
    expect(Math.abs(mean - 3)).toBeLessThan((5 * 0.5) / Math.sqrt(rows));
    expect(Math.abs(variance - 0.25)).toBeLessThan(5 * 0.25 * Math.sqrt(2 / rows));
  });
});

describe('the family of an action space', () => {
  it('is categorical for choices and Gaussian for real vectors', () => {
    expect(distributionFor(discrete(4), 1).outputs).toBe(4);
    expect(distributionFor(box([[-1, 1], [-2, 2]]), 1).outputs).toBe(2); // prettier-ignore
  });
});
