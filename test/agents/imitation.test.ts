import { describe, expect, it } from 'vitest';
import { imitation, labelLoss, selectEngine, type ImitationOptions } from '../../agents/index.js';
import { resolve } from '../../curriculum/schedule.js';
import { cartPole, contextualBandit } from '../../envs/index.js';
import { box, discrete } from '../../envs/space.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import { streams } from '../../math/random.js';
import { difference, distance, normals } from './engine/dense.js';

const ROWS = 4;
const CLASSES = 3;
const labels = Float64Array.of(0, 2, 1, 2);
const outputs = normals(1, ROWS * CLASSES);

/** The loss as its formula says, written out. */
function lossOf(at: Float64Array, focus: number, smoothing: number): number {
  let sum = 0;
  for (let row = 0; row < ROWS; row++) {
    const logits = at.subarray(row * CLASSES, (row + 1) * CLASSES);
    const total = logits.reduce((all, z) => all + Math.exp(z), 0);
    logits.forEach((z, k) => {
      const p = Math.exp(z) / total;
      const target = (1 - smoothing) * (k === labels[row] ? 1 : 0) + smoothing / CLASSES;
      sum -= target * (1 - p) ** focus * Math.log(p);
    });
  }
  return sum / ROWS;
}

describe.each([
  [0, 0],
  [0, 0.2],
  [1, 0],
  [2, 0.1],
  [0.5, 0],
])('the loss of labels at focus %d and smoothing %d', (focus, smoothing) => {
  const loss = labelLoss(CLASSES, labels, focus, smoothing);
  const gradientAt = (at: Float64Array): Float64Array => {
    const out = new Float64Array(at.length);
    loss.gradient(at, ROWS, out);
    return out;
  };

  it('is its formula', () => {
    expect(loss.value(outputs, ROWS)).toBeCloseTo(lossOf(outputs, focus, smoothing), 13);
  });

  it('has its slope as gradient and the slope of that as curvature', () => {
    const v = normals(2, outputs.length);
    const along = difference((at) => Float64Array.of(lossOf(at, focus, smoothing)), outputs, v)[0];
    expect(gradientAt(outputs).reduce((sum, g, i) => sum + g * v[i], 0)).toBeCloseTo(along, 8);
    const out = new Float64Array(outputs.length);
    loss.secondDerivative(outputs, v, ROWS, out);
    expect(distance(out, difference(gradientAt, outputs, v))).toBeLessThan(1e-8);
  });

  it('stays finite for logits of 1000', () => {
    const far = Float64Array.of(1000, 0, -1000, 1000, 0, -1000, 0, 1000, 0, -1000, -1000, 1000);
    const out = new Float64Array(far.length);
    loss.gradient(far, ROWS, out);
    expect(out.every(Number.isFinite)).toBe(true);
    loss.secondDerivative(far, normals(3, far.length), ROWS, out);
    expect(out.every(Number.isFinite)).toBe(true);
  });
});

describe('the gradient of cross-entropy', () => {
  it('is (p − t)/rows', () => {
    const out = new Float64Array(CLASSES * ROWS);
    labelLoss(CLASSES, labels, 0, 0).gradient(new Float64Array(CLASSES * ROWS), ROWS, out);
    [-2, 1, 1].forEach((third, k) => expect(out[k]).toBeCloseTo(third / 3 / ROWS, 14));
  });
});

describe('imitation', () => {
  it('learns the labels of a set: it names most of them, where chance names a fourth', () => {
    const learner = actorLearner(contextualBandit(), imitation({ learningRate: 0.2, hidden: [32] })).create({
      streams: streams(1),
    });
    let accuracy = 0;
    let first = 0;
    for (let update = 0; update < 300; update++) {
      accuracy = learner.collect(resolve(learner.batchTunables, update, {}))['accuracy'];
      if (update === 0) first = accuracy;
      learner.learn(resolve(learner.stepTunables, update, {}));
    }
    expect(first).toBeLessThan(0.5);
    expect(accuracy).toBeGreaterThan(0.75);
  });

  it('with dropout and batch normalisation keeps the running statistics in its checkpoint, not among its parameters', () => {
    const spec = imitation({ rows: 8, hidden: [8], dropout: 0.5, batchNorm: true, learningRate: 0.1 });
    const learner = actorLearner(contextualBandit(), spec).create({ streams: streams(2) });
    const first = resolve(learner.batchTunables, 0, {});
    expect(first).toEqual({ focus: 0, labelSmoothing: 0, dropout: 0.5, updateRate: 0.1 });
    for (let update = 0; update < 5; update++) {
      expect(learner.collect(first)['loss']).toBeGreaterThan(0);
      learner.learn(resolve(learner.stepTunables, update, {}));
    }
    const kept = learner.checkpoint()['agent'] as { readonly buffers: readonly number[] };
    expect(kept.buffers.length).toBe(16);
    expect(kept.buffers.every(Number.isFinite)).toBe(true);
    expect(kept.buffers.slice(8)).not.toEqual(Array(8).fill(1));
  });

  it('refuses a world without labels, or one whose actions are no classes', () => {
    expect(() => actorLearner(cartPole(), imitation()).create({ streams: streams(1) })).toThrow('a world with labels');
    const context = {
      observation: box([[0, 1]]),
      maxSteps: 1,
      labelled: true,
      engine: selectEngine('reference'),
      streams: streams(1),
    };
    expect(() => imitation().create({ ...context, action: box([[0, 1]]) })).toThrow('imitation.action');
    expect(imitation().create({ ...context, action: discrete(2) }).gathering).toEqual({
      kind: 'steps',
      rows: 64,
      steps: 1,
    });
  });

  it.each([
    [{ focos: 1 }, "Did you mean 'focus'?"],
    [{ labelSmoothing: 2 }, 'imitation.labelSmoothing: expected a number in [0, 1], got 2.'],
  ])('refuses %j', (options, message) => {
    expect(() => imitation(options as ImitationOptions)).toThrow(message);
  });
});
