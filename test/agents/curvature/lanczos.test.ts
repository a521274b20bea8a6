import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceEstimate } from '../../../agents/curvature/hutchinson.js';
import { lanczos, lanczosWorkspace } from '../../../agents/curvature/lanczos.js';
import type { LinearOperator } from '../../../agents/curvature/operator.js';
import { preconditionedOperator } from '../../../agents/curvature/preconditioned.js';
import { OptionError } from '../../../math/check.js';
import { random } from '../../../math/random.js';

/** Q·diag(eigenvalues)·Q with the reflection Q = I − 2uuᵀ/uᵀu: a full matrix of known spectrum. */
function withSpectrum(eigenvalues: readonly number[], seed = 5): LinearOperator {
  const noise = random(seed);
  const size = eigenvalues.length;
  const u = eigenvalues.map(() => noise.normal());
  const square = u.reduce((sum, value) => sum + value * value, 0);
  const reflect = (v: number[]): number[] => {
    const along = (2 * v.reduce((sum, value, i) => sum + value * u[i], 0)) / square;
    return v.map((value, i) => value - along * u[i]);
  };
  return {
    size,
    apply: (v, out) => out.set(reflect(reflect(Array.from(v)).map((value, i) => value * eigenvalues[i]))),
  };
}

describe('lanczos', () => {
  it('finds every eigenvalue in as many steps as there are', () => {
    const spectrum = [-7, -2.5, -0.1, 0.3, 1, 4, 5.5, 20];
    const { ritz, steps, largest, smallest } = lanczos(withSpectrum(spectrum), { steps: 50, random: random(1) });
    expect(steps).toBe(8);
    spectrum.forEach((value, i) => expect(ritz[i]).toBeCloseTo(value, 10));
    expect([smallest, largest]).toEqual([ritz[0], ritz[7]]);
  });

  it('keeps the signs of an indefinite spectrum, whichever end is longer', () => {
    const bulk = Array.from({ length: 200 }, (_, i) => i / 200);
    for (const [low, high] of [
      [-30, 8],
      [-3, 40],
    ]) {
      const ends = lanczos(withSpectrum([low, ...bulk, high]), { steps: 12, random: random(2) });
      expect(ends.smallest).toBeCloseTo(low, 6);
      expect(ends.largest).toBeCloseTo(high, 6);
    }
  });

  it('answers a negative largest value when all are negative', () => {
    const ends = lanczos(withSpectrum([-9, -4, -1]), { random: random(3) });
    expect(ends.largest).toBeCloseTo(-1, 10);
    expect(ends.smallest).toBeCloseTo(-9, 10);
  });

  it('bounds its errors by the residuals, and never reaches beyond the spectrum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 9 }), (seed, steps) => {
        const noise = random(seed);
        const spectrum = Array.from({ length: 40 }, () => 10 * noise.normal());
        const ends = lanczos(withSpectrum(spectrum, seed), { steps, random: noise });
        const error = (value: number): number => Math.min(...spectrum.map((one) => Math.abs(one - value)));
        expect(error(ends.largest)).toBeLessThanOrEqual(ends.largestResidual + 1e-9);
        expect(error(ends.smallest)).toBeLessThanOrEqual(ends.smallestResidual + 1e-9);
        expect(ends.largest).toBeLessThanOrEqual(Math.max(...spectrum) + 1e-9);
        expect(ends.smallest).toBeGreaterThanOrEqual(Math.min(...spectrum) - 1e-9);
        expect(ends.ritz.length).toBe(steps);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('shows no ghosts: an eigenvalue found early is found once', () => {
    const spectrum = [1000, ...Array.from({ length: 99 }, (_, i) => Math.cos(i))];
    const { ritz } = lanczos(withSpectrum(spectrum), { steps: 60, random: random(4) });
    expect(Array.from(ritz).filter((value) => value > 2)).toHaveLength(1);
  });

  it('stops when the matrix has nothing more to show', () => {
    const two = lanczos(withSpectrum([...Array<number>(30).fill(-2), ...Array<number>(30).fill(5)]), {
      random: random(6),
    });
    expect(two.steps).toBe(2);
    expect([two.smallest, two.largest].map((value) => Number(value.toFixed(10)))).toEqual([-2, 5]);
    expect(two.largestResidual).toBeLessThan(1e-10);
    const none = lanczos(withSpectrum(Array<number>(20).fill(0)), { random: random(6) });
    expect(none).toMatchObject({ steps: 1, largestResidual: 0, smallestResidual: 0 });
    expect(none.largest).toBeCloseTo(0, 15);
  });

  it('answers NaN for an operator that answers NaN or overflows', () => {
    for (const value of [NaN, Infinity]) {
      const ends = lanczos({ size: 5, apply: (_, out) => out.fill(value) }, { random: random(1) });
      expect(ends.steps).toBe(1);
      expect([ends.largest, ends.smallest, ends.largestResidual]).toEqual([NaN, NaN, NaN]);
    }
  });

  it('gives the same bits for the same seed, in new arrays and in used ones', () => {
    const matrix = withSpectrum(Array.from({ length: 50 }, (_, i) => Math.sin(i)));
    const first = lanczos(matrix, { steps: 8, random: random(9) });
    const workspace = lanczosWorkspace(50, 12);
    lanczos(withSpectrum(Array<number>(50).fill(3)), { steps: 12, random: random(8), workspace });
    expect(lanczos(matrix, { steps: 8, random: random(9), workspace })).toEqual(first);
    expect(lanczos(matrix, { steps: 8, random: random(10) }).alphas[0]).not.toBe(first.alphas[0]);
  });

  it('refuses no steps, unknown options and a workspace of another size', () => {
    const matrix = withSpectrum([1, 2, 3]);
    expect(() => lanczos(matrix, { steps: 0, random: random(1) })).toThrow(
      'lanczos.steps: expected an integer ≥ 1, got 0.',
    );
    expect(() => lanczos(matrix, { random: random(1), ...{ step: 3 } })).toThrow(OptionError);
    expect(() => lanczos(matrix, { random: random(1), workspace: lanczosWorkspace(4, 3) })).toThrow(/workspace/);
    expect(() => lanczos(matrix, { random: random(1), workspace: lanczosWorkspace(3, 2) })).toThrow(/workspace/);
  });
});

describe('preconditionedOperator', () => {
  it('has the eigenvalues of P⁻¹·H', () => {
    // P⁻¹H = diag(4, 1)⁻¹·[[2, 1], [1, −3]]: trace −2.5, determinant −7/4.
    const hessian: LinearOperator = {
      size: 2,
      apply: (v, out) => out.set([2 * v[0] + v[1], v[0] - 3 * v[1]]),
    };
    const root = Math.sqrt(2.5 * 2.5 + 7);
    const ends = lanczos(preconditionedOperator(hessian, Float64Array.of(4, 1)), { random: random(1) });
    expect(ends.largest).toBeCloseTo((-2.5 + root) / 2, 12);
    expect(ends.smallest).toBeCloseTo((-2.5 - root) / 2, 12);
  });

  it('makes a diagonal matrix the identity by itself', () => {
    const matrix: LinearOperator = { size: 2, apply: (v, out) => out.set([4 * v[0], v[1]]) };
    const out = new Float64Array(2);
    preconditionedOperator(matrix, Float64Array.of(4, 1)).apply(Float64Array.of(3, 5), out);
    expect([...out]).toEqual([3, 5]);
  });

  it('refuses a diagonal that is not positive or of another size', () => {
    const hessian = withSpectrum([1, 2]);
    expect(() => preconditionedOperator(hessian, Float64Array.of(1, 0))).toThrow(
      'diagonal[1]: expected a number > 0, got 0.',
    );
    expect(() => preconditionedOperator(hessian, Float64Array.of(1))).toThrow('diagonal: expected 2 numbers, got 1.');
  });
});

describe('traceEstimate', () => {
  it('is exact for a diagonal matrix, with no spread', () => {
    const diagonal: LinearOperator = { size: 3, apply: (v, out) => out.set([-3 * v[0], v[1], 7 * v[2]]) };
    expect(traceEstimate(diagonal, { samples: 4, random: random(1) })).toEqual({ trace: 5, standardError: 0 });
  });

  it('is within five of its standard errors of the trace, and they have the right size', () => {
    const matrix = withSpectrum(Array.from({ length: 30 }, (_, i) => i - 10));
    const { trace, standardError } = traceEstimate(matrix, { samples: 4000, random: random(2) });
    expect(Math.abs(trace - 135)).toBeLessThan(5 * standardError);
    // Var zᵀHz = 2·(‖H‖² − Σ Hᵢᵢ²) over the entries off the diagonal.
    let off = Array.from({ length: 30 }, (_, i) => (i - 10) * (i - 10)).reduce((sum, value) => sum + value, 0);
    for (let i = 0; i < 30; i++) {
      const unit = new Float64Array(30);
      const column = new Float64Array(30);
      unit[i] = 1;
      matrix.apply(unit, column);
      off -= column[i] * column[i];
    }
    expect(standardError / Math.sqrt((2 * off) / 4000)).toBeCloseTo(1, 1);
  });

  it('refuses no samples', () => {
    expect(() => traceEstimate(withSpectrum([1]), { samples: 0, random: random(1) })).toThrow(OptionError);
  });
});
