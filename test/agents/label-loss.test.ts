import { describe, expect, it } from 'vitest';
import { labelLoss, shareRight } from '../../agents/index.js';
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

describe('the share of rows that are right', () => {
  it('counts the largest output of each row, of equal ones the first', () => {
    expect(shareRight(Float64Array.of(1, 3, 2, 5, 5, 5, -1, -2, -3), Float64Array.of(1, 0, 2), 3)).toBe(2 / 3);
  });
});
