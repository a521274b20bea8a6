import { describe, expect, it } from 'vitest';
import { hessianOperator } from '../../../agents/curvature/hessian.js';
import type { LinearOperator } from '../../../agents/curvature/operator.js';
import { spectralDensity } from '../../../agents/curvature/spectral-density.js';
import { selectEngine } from '../../../agents/engine/select.js';
import { labelLoss } from '../../../agents/label-loss.js';
import { eigenvalues } from '../../../math/eigen.js';
import { random } from '../../../math/random.js';
import { normals } from '../engine/dense.js';

function diagonal(values: readonly number[]): LinearOperator {
  return { size: values.length, apply: (v, out) => out.set(Array.from(v, (x, i) => values[i] * x)) };
}

describe('the spectral density', () => {
  it('has weights ≥ 0 whose sum is 1', () => {
    const found = spectralDensity(diagonal([-3, 0, 1, 1, 8, 20]), { samples: 3, steps: 4, random: random(1) });
    expect(Math.min(...found.weights)).toBeGreaterThanOrEqual(0);
    expect(found.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(found.nodes.length).toBe(12);
  });

  it('integrates low powers as the start vectors see them: one vector, two steps, up to the third', () => {
    const values = [-2, -1, 0.5, 3, 4];
    const found = spectralDensity(diagonal(values), { samples: 1, steps: 2, random: random(7) });
    // The same start vector, drawn again.
    const again = random(7);
    const squares = values.map(() => {
      const x = again.normal();
      return x * x;
    });
    const all = squares.reduce((sum, square) => sum + square, 0);
    for (const power of [1, 2, 3]) {
      const seen = values.reduce((sum, value, i) => sum + (squares[i] / all) * value ** power, 0);
      expect(found.mean((node) => node ** power)).toBeCloseTo(seen, 10);
    }
  });

  it('smoothed, is a density: its integral is 1', () => {
    const found = spectralDensity(diagonal([-1, 2, 5]), { random: random(2) });
    let area = 0;
    for (let at = -10; at < 15; at += 0.01) area += 0.01 * found.smoothed(at, 0.5);
    expect(area).toBeCloseTo(1, 6);
  });

  it('of a network with 67 parameters is that of its dense Hessian', () => {
    const shape = { inputs: 4, hidden: [8], outputs: 3, activation: 'tanh' } as const;
    const rows = 24;
    const network = selectEngine('reference').network(shape, rows);
    network.parameters.set(normals(1, network.size, 0.7));
    network.forward(normals(2, rows * 4), rows, 'train');
    const labels = Float64Array.from({ length: rows }, (_, i) => i % 3);
    const operator = hessianOperator(network, labelLoss(3, labels, 0, 0));
    const { size } = operator;
    expect(size).toBe(67);
    const dense = new Float64Array(size * size);
    for (let column = 0; column < size; column++) {
      const unit = new Float64Array(size);
      unit[column] = 1;
      const image = new Float64Array(size);
      operator.apply(unit, image);
      for (let row = 0; row < size; row++) dense[row * size + column] = image[row];
    }
    const all = Array.from(eigenvalues(dense, size).re);
    const found = spectralDensity(operator, { samples: 400, steps: 30, random: random(3) });
    const mean = all.reduce((sum, value) => sum + value, 0) / size;
    const square = all.reduce((sum, value) => sum + value * value, 0) / size;
    // 400 vectors: four standard errors of the mean, √(2·Σ(λ − mean)²/n²/400).
    const error = Math.sqrt((2 * (square - mean * mean)) / size / 400);
    expect(Math.abs(found.mean((node) => node) - mean)).toBeLessThan(4 * error);
    const exact = all.filter((value) => value < -0.01).length / size;
    expect(Math.abs(found.shareBelow(-0.01) - exact)).toBeLessThan(0.05);
  });

  it.each([
    [{ samples: 0 }, 'spectralDensity.samples'],
    [{ steps: 0 }, 'spectralDensity.steps'],
    [{ step: 3 }, "Did you mean 'steps'?"],
  ])('refuses %j', (options, message) => {
    expect(() => spectralDensity(diagonal([1, 2]), { ...options, random: random(1) })).toThrow(message);
  });
});
