import { describe, expect, it } from 'vitest';
import {
  bootstrapInterval,
  pairedBootstrap,
  scoresByTask,
  stratifiedBootstrap,
  type Score,
} from '../../math/bootstrap.js';
import { OptionError } from '../../math/check.js';
import { random } from '../../math/random.js';
import { interquartileMean, median, optimalityGap, wilsonInterval } from '../../math/statistics.js';

const records = (matrix: readonly (readonly number[])[]): Score[] =>
  matrix.flatMap((row, run) => row.map((score, task) => ({ task: `task ${task}`, run: `run ${run}`, score })));

describe('the bootstrap interval', () => {
  it('covers the mean of 24 normals about as often as it says', () => {
    const draws = random(11);
    const resampling = random(12);
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const sample = Array.from({ length: 24 }, () => 3 + draws.normal());
      const { low, high } = bootstrapInterval(sample, { random: resampling, resamples: 400 });
      if (low <= 3 && 3 <= high) covered++;
    }
    // The percentile interval is a little narrow at 24: .93 expected, four standard errors of .013 to each side.
    expect(covered / 400).toBeGreaterThan(0.88);
    expect(covered / 400).toBeLessThan(0.98);
  });

  it('has the width ±1.96 standard errors on a large sample', () => {
    const draws = random(3);
    const sample = Array.from({ length: 2000 }, () => draws.normal());
    const { value, low, high } = bootstrapInterval(sample, { random: random(4) });
    expect((high - low) / (2 * 1.96 * Math.sqrt(1 / 2000))).toBeGreaterThan(0.92);
    expect((high - low) / (2 * 1.96 * Math.sqrt(1 / 2000))).toBeLessThan(1.08);
    expect(low < value && value < high).toBe(true);
  });

  it('of a rate has the quantiles of the binomial distribution', () => {
    // B(24, 1/2): P(X ≤ 6) = .0113, P(X ≤ 7) = .0320, so the 2.5 % quantile is 7 of 24, and 17 of 24 by symmetry.
    const outcomes = Array.from({ length: 24 }, (_, i) => i % 2);
    expect(bootstrapInterval(outcomes, { random: random(5) })).toEqual({ value: 0.5, low: 7 / 24, high: 17 / 24 });
  });

  it('has no width on a rate of zero, where the Wilson interval has', () => {
    const { low, high } = bootstrapInterval(new Array<number>(24).fill(0), { random: random(1) });
    expect([low, high]).toEqual([0, 0]);
    expect(wilsonInterval(0, 24).high).toBeCloseTo(3.841458820694124 / (24 + 3.841458820694124), 12);
  });

  it('takes any statistic, is narrower with less confidence, and repeats with its seed', () => {
    const values = [1, 4, 2, 8, 5, 7, 11, 3, 9, 6];
    const wide = bootstrapInterval(values, { random: random(1), statistic: median });
    const narrow = bootstrapInterval(values, { random: random(1), statistic: median, confidence: 0.5 });
    expect(wide.value).toBe(5.5);
    expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low);
    expect(bootstrapInterval(values, { random: random(1), statistic: median })).toEqual(wide);
  });

  it('turns down no values, NaN, no resamples and a confidence of 1', () => {
    expect(() => bootstrapInterval([], { random: random(1) })).toThrow(OptionError);
    expect(() => bootstrapInterval([NaN], { random: random(1) })).toThrow(OptionError);
    expect(() => bootstrapInterval([1], { random: random(1), resamples: 0 })).toThrow(OptionError);
    expect(() => bootstrapInterval([1], { random: random(1), confidence: 1 })).toThrow(OptionError);
  });
});

describe('the stratified bootstrap', () => {
  it('has the aggregates of rliable as estimates', () => {
    const x = records([
      [1, 2],
      [2, 2],
      [1, 1],
      [2, 1],
    ]);
    const y = records([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const estimate = (of: readonly Score[], statistic?: (tasks: readonly (readonly number[])[]) => number): number =>
      stratifiedBootstrap(of, { random: random(1), resamples: 10, ...(statistic && { statistic }) }).value;
    expect(estimate(x)).toBe(1.5);
    expect(estimate(x, (tasks) => interquartileMean(tasks.flat()))).toBe(1.5);
    expect(estimate(x, (tasks) => optimalityGap(tasks.flat(), 2))).toBe(0.5);
    expect(estimate(y)).toBe(2);
    expect(estimate(y, (tasks) => interquartileMean(tasks.flat()))).toBe(2);
  });

  it('resamples inside the tasks only: tasks far apart with equal runs have no width', () => {
    const { value, low, high } = stratifiedBootstrap(
      records([
        [0, 100],
        [0, 100],
        [0, 100],
      ]),
      { random: random(1) },
    );
    expect([value, low, high]).toEqual([50, 50, 50]);
  });

  it('groups by task whatever the order, and turns down a run named twice', () => {
    const shuffled = [
      { task: 'b', run: '1', score: 3 },
      { task: 'a', run: '1', score: 1 },
      { task: 'b', run: '2', score: 4 },
    ];
    expect(scoresByTask(shuffled)).toEqual([[3, 4], [1]]);
    expect(() => scoresByTask([...shuffled, shuffled[0]])).toThrow(OptionError);
    expect(() => stratifiedBootstrap([], { random: random(1) })).toThrow(OptionError);
  });
});

describe('the paired bootstrap', () => {
  it('keeps pairs together: a constant difference has no width however the pairs spread', () => {
    expect(pairedBootstrap([3, 50, 702], [1, 48, 700], { random: random(1) })).toEqual({
      value: 2,
      low: 2,
      high: 2,
    });
  });

  it('is the bootstrap of the differences for the mean', () => {
    const first = [5, 3, 8, 6, 9, 1];
    const second = [4, 4, 4, 7, 2, 1];
    const paired = pairedBootstrap(first, second, { random: random(7) });
    const single = bootstrapInterval(
      first.map((value, i) => value - second[i]),
      { random: random(7) },
    );
    expect(paired.value).toBeCloseTo(single.value, 12);
    expect(paired.low).toBeCloseTo(single.low, 12);
    expect(paired.high).toBeCloseTo(single.high, 12);
  });

  it('turns down sides of different length', () => {
    expect(() => pairedBootstrap([1, 2], [1], { random: random(1) })).toThrow(OptionError);
  });
});
