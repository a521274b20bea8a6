import { describe, expect, it } from 'vitest';
import { noiseWave } from '../../curriculum/noise-wave.js';

const count = 4096;
const sampled = (seed: number, harmonics: number): number[] => {
  const wave = noiseWave({ seed, harmonics });
  return Array.from({ length: count }, (_, i) => wave(i / count));
};
/** Size of one coefficient of the discrete Fourier transform. */
const size = (values: readonly number[], k: number): number => {
  let [real, imaginary] = [0, 0];
  for (const [i, value] of values.entries()) {
    real += value * Math.cos((2 * Math.PI * k * i) / count);
    imaginary += value * Math.sin((2 * Math.PI * k * i) / count);
  }
  return Math.hypot(real, imaginary) / count;
};

describe('noiseWave', () => {
  it.each([
    [0, 1],
    [1, 3],
    [2, 8],
    [3, 20],
  ])('of seed %d holds no frequency above its %d harmonics and spans [0, 1]', (seed, harmonics) => {
    const values = sampled(seed, harmonics);
    for (let k = 1; k <= harmonics; k++) expect(size(values, k)).toBeGreaterThan(1e-6);
    // Levels are trimmed by a rounding error at the extremes.
    for (let k = harmonics + 1; k <= harmonics + 40; k++) expect(size(values, k)).toBeLessThan(1e-12);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
    // The extremes lie at most half a sample beside a sample: ½(π/4096)²·(2·20)²·(span/2) < 10⁻³.
    expect(Math.min(...values)).toBeLessThan(1e-3);
    expect(Math.max(...values)).toBeGreaterThan(1 - 1e-3);
  });

  it('is the same shape for the same seed and another for another seed', () => {
    expect(sampled(5, 6)).toEqual(sampled(5, 6));
    expect(sampled(5, 6)).not.toEqual(sampled(6, 6));
  });

  it('is a shifted cosine with one harmonic', () => {
    const values = sampled(4, 1);
    const crest = values.indexOf(Math.max(...values));
    for (let i = 0; i < count; i += 97)
      expect(values[(crest + i) % count]).toBeCloseTo(0.5 * (1 + Math.cos((2 * Math.PI * i) / count)), 2);
  });

  it('names the option it cannot use', () => {
    expect(() => noiseWave({ seed: 0, harmonics: 0 })).toThrow(
      'noiseWave.harmonics: expected an integer in [1, 256], got 0.',
    );
  });
});
