import { describe, expect, it } from 'vitest';
import type { Learner } from '../../../experiments/learner.js';
import { gradientNoise, gradientNoiseScale } from '../../../experiments/recipes/noise-scale.js';
import { random } from '../../../math/random.js';

/** A learner whose batch gradient is G + noise of a known deviation a coordinate. */
function noisy(signal: number, deviation: number): Learner {
  const source = random(3);
  return {
    parameters: () => new Float64Array(50),
    collect: () => ({}),
    gradient: (out: Float64Array) => {
      for (let i = 0; i < 50; i++) out[i] = signal + deviation * source.normal();
    },
  } as unknown as Learner;
}

describe('gradientNoiseScale', () => {
  it('is the batch size times variance over squared gradient: 32·0.5²/0.2²', () => {
    const found = gradientNoiseScale(noisy(0.2, 0.5), {}, 32, 4000);
    // |G|² is measured with a relative deviation of 2·0.5/(0.2·√(50·4000)) ≈ 0.011.
    expect(found / ((32 * 0.25) / 0.04)).toBeGreaterThan(0.95);
    expect(found / ((32 * 0.25) / 0.04)).toBeLessThan(1.05);
  });

  it('has its parts: 50 coordinates of variance 32·0.5² a row, and of 0.2² squared gradient', () => {
    const { variance, signal, scale } = gradientNoise(noisy(0.2, 0.5), {}, 32, 4000);
    // A variance of 50·4000 squares has a relative deviation of √(2/200000) ≈ 0.003.
    expect(variance / (50 * 32 * 0.25)).toBeCloseTo(1, 1.5);
    expect(signal / (50 * 0.04)).toBeCloseTo(1, 1);
    expect(scale).toBeCloseTo(variance / signal, 9);
  });

  it('is 0 without noise, and stays finite without a gradient', () => {
    expect(gradientNoiseScale(noisy(0.2, 0), {}, 32, 8)).toBeCloseTo(0, 6);
    const most = gradientNoiseScale(noisy(0, 1), {}, 32, 8);
    expect(most).toBeGreaterThan(32);
    expect(Number.isFinite(most)).toBe(true);
  });

  it('refuses one batch, and a learner without gradients', () => {
    expect(() => gradientNoiseScale(noisy(1, 1), {}, 32, 1)).toThrow('gradientNoise.batches');
    const without = { ...noisy(1, 1), gradient: undefined } as unknown as Learner;
    expect(() => gradientNoiseScale(without, {}, 32)).toThrow('gradientNoise.learner');
  });
});
