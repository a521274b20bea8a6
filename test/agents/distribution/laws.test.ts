import { describe, expect, it } from 'vitest';
import {
  categorical,
  freeGaussian,
  gaussian,
  multiCategorical,
  squashed,
  type Distribution,
} from '../../../agents/index.js';
import { random } from '../../../math/random.js';
import { difference, distance, normals } from '../engine/dense.js';

const ROWS = 3;
const families: readonly (readonly [string, Distribution, number])[] = [
  ['a normal with a fixed deviation', gaussian(2, 0.7), 2],
  ['normals with learnt deviations', freeGaussian(2, 'learnt', 0.7), 2],
  ['normals with predicted deviations', freeGaussian(2, 'predicted', 0.7), 2],
  ['a choice', categorical(4), 1],
  ['several choices', multiCategorical([3, 2, 4]), 3],
  ['squashed normals', squashed(freeGaussian(2, 'learnt', 0.7), [-2, 0], [2, 3]), 2],
];

describe.each(families)('%s', (name, policy, width) => {
  const pitch = policy.outputs + policy.freeOutputs;
  const outputs = normals(1, ROWS * pitch, 0.5);
  const tangents = normals(2, ROWS * pitch);
  const actions = new Float64Array(ROWS * width);
  policy.sample(outputs, ROWS, random(3), actions);
  const weights = Float64Array.of(0.7, -1.3, 2);
  const scores = (at: Float64Array): Float64Array => {
    const out = new Float64Array(at.length);
    policy.score(at, actions, weights, ROWS, out);
    return out;
  };
  const entropyGradient = (at: Float64Array): Float64Array => {
    const out = new Float64Array(at.length);
    policy.addEntropyGradient(at, 1, ROWS, out);
    return out;
  };
  const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);

  it('scores are the slope of Σ weight·log π', () => {
    const along = difference(
      (at) => {
        const logs = new Float64Array(ROWS);
        policy.logProbability(at, actions, ROWS, logs);
        return Float64Array.of(inner(logs, weights));
      },
      outputs,
      tangents,
    )[0];
    expect(inner(scores(outputs), tangents)).toBeCloseTo(along, 7);
  });

  it('the curvature of the score is its slope', () => {
    const out = new Float64Array(outputs.length);
    policy.scoreCurvature(outputs, tangents, actions, weights, ROWS, out);
    expect(distance(out, difference(scores, outputs, tangents))).toBeLessThan(1e-8);
  });

  it('the curvature of the ratio adds the outer product of the score', () => {
    const out = new Float64Array(outputs.length);
    const score = new Float64Array(outputs.length);
    const expected = new Float64Array(outputs.length);
    policy.ratioCurvature(outputs, tangents, actions, weights, ROWS, out);
    policy.scoreCurvature(outputs, tangents, actions, weights, ROWS, expected);
    policy.score(outputs, actions, new Float64Array(ROWS).fill(1), ROWS, score);
    for (let row = 0; row < ROWS; row++) {
      const [from, to] = [row * pitch, (row + 1) * pitch];
      const along = inner(score.subarray(from, to), tangents.subarray(from, to));
      for (let i = from; i < to; i++) expected[i] += weights[row] * along * score[i];
    }
    expect(distance(out, expected)).toBeLessThan(1e-13);
  });

  it('the gradient of the entropy is its slope, and its curvature the slope of that', () => {
    const along = difference((at) => Float64Array.of(ROWS * policy.entropy(at, ROWS)), outputs, tangents)[0];
    expect(inner(entropyGradient(outputs), tangents)).toBeCloseTo(along, 7);
    const out = new Float64Array(outputs.length);
    policy.addEntropyCurvature(outputs, tangents, 1, ROWS, out);
    expect(distance(out, difference(entropyGradient, outputs, tangents))).toBeLessThan(1e-8);
  });

  it('the entropy gradient is added to what is there', () => {
    const out = new Float64Array(outputs.length).fill(5);
    policy.addEntropyGradient(outputs, -2, ROWS, out);
    const alone = entropyGradient(outputs);
    out.forEach((value, i) => expect(value).toBeCloseTo(5 - 2 * alone[i], 12));
  });

  it('the divergence is 0 from itself and grows as ½·tangentᵀ·Fisher·tangent', () => {
    expect(policy.divergence(outputs, outputs, ROWS)).toBeCloseTo(0, 14);
    const fisher = new Float64Array(outputs.length);
    policy.fisher(outputs, tangents, ROWS, fisher);
    const step = 1e-4;
    const moved = (sign: number): Float64Array => outputs.map((value, i) => value + sign * step * tangents[i]);
    const there = policy.divergence(outputs, moved(1), ROWS);
    const back = policy.divergence(outputs, moved(-1), ROWS);
    // Both sides together, so that the third order cancels.
    expect((ROWS * (there + back)) / (step * step)).toBeCloseTo(inner(tangents, fisher), 5);
  });

  it('log-probabilities of draws average to minus the entropy', () => {
    if (name.startsWith('squashed')) return;
    const draws = 20_000;
    const one = outputs.subarray(0, pitch);
    const drawn = new Float64Array(width);
    const log = new Float64Array(1);
    const noise = random(4);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < draws; i++) {
      policy.sample(one, 1, noise, drawn);
      policy.logProbability(one, drawn, 1, log);
      sum += log[0];
      squares += log[0] * log[0];
    }
    const mean = sum / draws;
    const error = Math.sqrt((squares / draws - mean * mean) / draws);
    expect(Math.abs(mean + policy.entropy(one, 1))).toBeLessThan(5 * error);
  });
});
