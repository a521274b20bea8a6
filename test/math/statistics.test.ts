import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../../math/check.js';
import {
  interquartileMean,
  mean,
  median,
  optimalityGap,
  performanceProfile,
  probabilityOfImprovement,
  quantile,
  spearman,
  standardDeviation,
  wilsonInterval,
} from '../../math/statistics.js';
import recorded from '../peers/statistics.json' with { type: 'json' };

describe('a sample', () => {
  it.each(recorded.samples)('has the moments and quantiles NumPy and scipy give', (sample) => {
    expect(mean(sample.values)).toBeCloseTo(sample.mean, 12);
    expect(interquartileMean(sample.values)).toBeCloseTo(sample.interquartileMean, 12);
    sample.p.forEach((p, i) => expect(quantile(sample.values, p)).toBeCloseTo(sample.quantiles[i], 12));
    expect(median(sample.values)).toBeCloseTo(sample.quantiles[3], 12);
    if (sample.standardDeviation === null) expect(() => standardDeviation(sample.values)).toThrow(OptionError);
    else expect(standardDeviation(sample.values)).toBeCloseTo(sample.standardDeviation, 12);
  });

  it('has the interquartile mean and optimality gap of rliable', () => {
    expect(interquartileMean([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])).toBe(4.5);
    expect(interquartileMean([0, 1, 2, 3, 4, 5, 6])).toBe(3);
    expect(optimalityGap([1, 2, 2, 2, 1, 1, 2, 1], 2)).toBe(0.5);
    expect(optimalityGap([1, 1, 2, 2, 3, 3], 2)).toBeCloseTo(1 / 3, 15);
    expect(optimalityGap([0.5, 3])).toBe(0.25);
  });

  it('has a performance profile that counts strictly above', () => {
    expect(performanceProfile([1, 2, 3, 4], [0, 2, 4])).toEqual([1, 0.5, 0]);
  });

  it('is left as it was, and turned down when empty or NaN', () => {
    const values = [3, 1, 2];
    interquartileMean(values);
    median(values);
    expect(values).toEqual([3, 1, 2]);
    for (const statistic of [mean, median, interquartileMean, optimalityGap]) {
      expect(() => statistic([])).toThrow(OptionError);
      expect(() => statistic([1, NaN])).toThrow(OptionError);
    }
    expect(() => quantile([1], 1.1)).toThrow(OptionError);
  });
});

describe('the probability of improvement', () => {
  it('counts wins and half the ties', () => {
    expect(probabilityOfImprovement([1, 2], [1, 1])).toBe(0.75);
    const x = [
      [1, 2, 1, 2],
      [2, 2, 1, 1],
    ];
    const byTask = x.map((scores) => probabilityOfImprovement(scores, [1, 2, 3]));
    expect(mean(byTask)).toBeCloseTo(1 / 3, 15);
  });

  it('and its opposite make one; against itself it is a half', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(scores, scores, (x, y) => {
        expect(probabilityOfImprovement(x, y) + probabilityOfImprovement(y, x)).toBeCloseTo(1, 14);
        expect(probabilityOfImprovement(x, x)).toBe(0.5);
      }),
      { seed: 1 },
    );
  });
});

describe("Spearman's correlation", () => {
  it.each(recorded.spearman)('is what scipy gives, ties averaged', ({ x, y, rho }) => {
    expect(spearman(x, y)).toBeCloseTo(rho, 12);
  });

  it('is ±1 for monotone data and undefined for constant, short or NaN data', () => {
    expect(spearman([1, 2, 4], [1, 10, 100])).toBe(1);
    expect(spearman([1, 2, 4], [3, 2, 1])).toBe(-1);
    expect(spearman([1, 2, 3], [10, 30, 20])).toBe(0.5);
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeUndefined();
    expect(spearman([1], [1])).toBeUndefined();
    expect(spearman([1, NaN], [1, 2])).toBeUndefined();
    expect(() => spearman([1, 2], [1])).toThrow(OptionError);
  });
});

describe("Wilson's interval", () => {
  it.each(recorded.wilson)('of $successes in $count is what scipy gives', ({ successes, count, low, high }) => {
    const interval = wilsonInterval(successes, count);
    expect(interval.value).toBe(successes / count);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  it('covers the true rate about 95 % of the time, on average over rates (exact binomial sum)', () => {
    const count = 24;
    let covered = 0;
    for (let step = 1; step < 200; step++) {
      const rate = step / 200;
      let weight = Math.exp(count * Math.log(1 - rate));
      for (let k = 0; k <= count; k++) {
        const { low, high } = wilsonInterval(k, count);
        if (low <= rate && rate <= high) covered += weight / 199;
        weight *= ((count - k) / (k + 1)) * (rate / (1 - rate));
      }
    }
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.97);
  });

  it.each([
    [-1, 24],
    [25, 24],
    [0.5, 24],
    [0, 0],
  ])('of %s in %s is turned down', (successes, count) => {
    expect(() => wilsonInterval(successes, count)).toThrow(OptionError);
  });
});
