import { describe, expect, it } from 'vitest';
import { OptionError } from '../../math/check.js';
import { normalDistribution, normalQuantile } from '../../math/normal.js';

/** scipy.stats.norm.cdf and .ppf, scipy 1.17.1. */
const distribution: readonly (readonly [x: number, p: number])[] = [
  [-8, 6.22096057427174e-16],
  [-3, 0.0013498980316300933],
  [-1.5, 0.06680720126885807],
  [0, 0.5],
  [0.7, 0.758036347776927],
  [2, 0.9772498680518208],
  [5, 0.9999997133484281],
];
const quantiles: readonly (readonly [p: number, x: number])[] = [
  [1e-12, -7.034483825301131],
  [0.0001, -3.7190164854556804],
  [0.025, -1.9599639845400545],
  [0.3, -0.5244005127080409],
  [0.5, 0],
  [0.8, 0.8416212335729143],
  [0.975, 1.959963984540054],
  [0.9999, 3.719016485455709],
];

describe('the normal distribution', () => {
  it.each(distribution)('at %f is %f, to 12 digits of its value', (x, p) => {
    expect(Math.abs(normalDistribution(x) - p) / p).toBeLessThan(1e-12);
  });

  it('has no seam between the series and the tail', () => {
    for (const x of [-2.5, 2.5]) {
      const slope = (normalDistribution(x + 1e-6) - normalDistribution(x - 1e-6)) / 2e-6;
      expect(slope / (Math.exp(-3.125) / Math.sqrt(2 * Math.PI))).toBeCloseTo(1, 5);
    }
  });

  it.each(quantiles)('has its %f-quantile at %f', (p, x) => {
    expect(normalQuantile(p)).toBeCloseTo(x, 12);
  });

  it('has no quantile of 0 or 1', () => {
    expect(() => normalQuantile(0)).toThrow(OptionError);
    expect(() => normalQuantile(1)).toThrow(OptionError);
  });
});
