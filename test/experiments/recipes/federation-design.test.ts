import { describe, expect, it } from 'vitest';
import { designSums, phasesOfSums, wavesOfSums } from '../../../experiments/recipes/federation-design.js';
import { cycle } from '../../../curriculum/schedule.js';
import { random } from '../../../math/random.js';

/** Solves Ax = b by Gaussian elimination with pivots; undefined when singular. */
function solve(a: number[][], b: number[]): number[] | undefined {
  const rows = a.map((row, i) => [...row, b[i]]);
  const n = b.length;
  for (let i = 0; i < n; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]) > Math.abs(rows[best][i]) ? i + k : best), i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    if (Math.abs(rows[i][i]) < 1e-12) return undefined;
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= n; j++) rows[k][j] -= factor * rows[i][j];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

/** The smallest residual by trying every set of clients at their bounds: the others solve a linear system. */
function byEnumeration(drifts: number[][], min: number, max: number, total: number): number {
  const count = drifts.length;
  const residual = (w: number[]): number =>
    Math.hypot(...drifts[0].map((_, i) => w.reduce((sum, value, k) => sum + value * drifts[k][i], 0)));
  const gram = drifts.map((a) => drifts.map((b) => a.reduce((sum, x, i) => sum + x * b[i], 0)));
  let best = Infinity;
  const choices = Array.from({ length: 3 ** count }, (_, code) =>
    Array.from({ length: count }, (_unused, k) => Math.floor(code / 3 ** k) % 3),
  );
  for (const choice of choices) {
    const w = choice.map((at) => (at === 1 ? min : at === 2 ? max : NaN));
    const free = choice.flatMap((at, k) => (at === 0 ? [k] : []));
    const fixed = w.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0);
    const matrix = [...free.map((k) => [...free.map((j) => gram[k][j]), 1]), [...free.map(() => 1), 0]];
    const right = [
      ...free.map((k) => -w.reduce((sum, value, j) => (Number.isNaN(value) ? sum : sum + gram[k][j] * value), 0)),
      total - fixed,
    ];
    const found = free.length === 0 ? [] : solve(matrix, right);
    if (found === undefined || (free.length === 0 && Math.abs(fixed - total) > 1e-12)) continue;
    for (const [i, k] of free.entries()) w[k] = found[i];
    if (w.every((value) => value >= min - 1e-12 && value <= max + 1e-12)) best = Math.min(best, residual(w));
  }
  return best;
}

describe('sums of rates by design', () => {
  it('find the smallest residual within the bounds: as trying every set of bounds does', () => {
    const noise = random(4);
    let bounded = 0;
    for (let draw = 0; draw < 20; draw++) {
      const drifts = Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => noise.normal() + 0.5));
      const { sums, residual, equal } = designSums({ drifts, min: 0.3, max: 1.7, total: 4 });
      expect(sums.reduce((sum, value) => sum + value, 0)).toBeCloseTo(4, 12);
      for (const value of sums) expect(value >= 0.3 && value <= 1.7).toBe(true);
      expect(residual).toBeCloseTo(byEnumeration(drifts, 0.3, 1.7, 4), 7);
      expect(residual).toBeLessThanOrEqual(equal + 1e-12);
      if (sums.some((value) => value === 0.3 || value === 1.7)) bounded++;
    }
    expect(bounded).toBeGreaterThan(3);
  });

  it('leave centred drifts alone: equal sums already cancel', () => {
    const { sums, residual } = designSums({
      drifts: [
        [1, 2],
        [-3, 0],
        [2, -2],
      ],
      min: 0.3,
      max: 1.7,
    });
    for (const value of sums) expect(value).toBeCloseTo(1, 12);
    expect(residual).toBeLessThan(1e-12);
  });

  it('cancel two opposite drifts by hand: 1·w₀ = 2·w₁', () => {
    const { sums, residual } = designSums({ drifts: [[1], [-2]], min: 0.3, max: 1.7, total: 1.5 });
    expect(sums[0]).toBeCloseTo(1, 9);
    expect(sums[1]).toBeCloseTo(0.5, 9);
    expect(residual).toBeLessThan(1e-9);
  });

  it('refuse a total out of reach', () => {
    expect(() => designSums({ drifts: [[1], [2]], min: 0, max: 1, total: 3 })).toThrow('designSums.total');
  });
});

describe('waves of given sums', () => {
  it('sum to them in every round, at any phase', () => {
    const sums = [0.3, 0.55, 0.8];
    const waves = wavesOfSums({ sums, localSteps: 12, periods: 2, min: 0.01, wave: 'triangle' });
    for (const [k, wave] of waves.entries()) {
      expect(wave.options.phase).toBe(k / 3);
      for (const round of [0, 1, 7]) {
        const lived = Array.from({ length: 12 }, (_, j) => wave(12 * round + j, {}));
        expect(lived.reduce((sum, value) => sum + value, 0)).toBeCloseTo(sums[k], 12);
      }
    }
  });

  it('refuse a sum below the trough', () => {
    expect(() => wavesOfSums({ sums: [0.05], localSteps: 10, min: 0.01 })).toThrow('wavesOfSums.sums[0]');
  });
});

describe('phases of given sums', () => {
  it('sum to them in their round, as far as the height reaches', () => {
    const options = { localSteps: 10, period: 50, min: 0.005, max: 0.095, round: 3 };
    const { phases, sums } = phasesOfSums({ ...options, sums: [0.3, 0.5, 0.62, 5] });
    for (const [k, phase] of phases.entries()) {
      const wave = cycle({ wave: 'cosine', period: 50, min: 0.005, max: 0.095, phase });
      const lived = Array.from({ length: 10 }, (_, j) => wave(30 + j, {}));
      expect(lived.reduce((sum, value) => sum + value, 0)).toBeCloseTo(sums[k], 12);
    }
    expect(sums.slice(0, 3)).toEqual([expect.closeTo(0.3, 12), expect.closeTo(0.5, 12), expect.closeTo(0.62, 12)]);
    expect(sums[3]).toBeLessThan(0.95);
  });

  it('have nothing to say where whole periods fill the round', () => {
    const options = { sums: [1], localSteps: 10, min: 0, max: 0.2 };
    expect(() => phasesOfSums({ ...options, period: 5 })).toThrow('a period that does not divide the round');
  });
});
