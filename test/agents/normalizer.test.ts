import { describe, expect, it } from 'vitest';
import { observationNormalizer, rewardNormalizer, runningMoments } from '../../agents/index.js';
import { normals } from './engine/dense.js';

const meanOf = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, value) => sum + value, 0) / x.length;
const varianceOf = (x: ArrayLike<number>): number => {
  const mean = meanOf(x);
  return meanOf(Array.from(x, (value) => (value - mean) ** 2));
};

describe('running moments', () => {
  it('at rate 1/(n + 1) are those of everything seen', () => {
    const all = normals(1, 60).map((x, i) => 3 * x + i);
    const moments = runningMoments(1);
    for (let n = 0; n < 6; n++) moments.take(all.subarray(10 * n, 10 * n + 10), 10, 1 / (n + 1));
    expect(moments.mean[0]).toBeCloseTo(meanOf(all), 11);
    expect(moments.variance[0]).toBeCloseTo(varianceOf(all), 10);
  });

  it('at rate 0 stand still and at rate 1 are those of the batch', () => {
    const moments = runningMoments(2);
    moments.take([1, 10, 3, 30], 2, 0);
    expect([...moments.mean, ...moments.variance]).toEqual([0, 0, 1, 1]);
    moments.take([1, 10, 3, 30], 2, 1);
    expect([...moments.mean, ...moments.variance]).toEqual([2, 20, 1, 100]);
  });

  it('refuse a rate above 1', () => {
    expect(() => runningMoments(1).take([1], 1, 1.5)).toThrow('updateRate: expected a number in [0, 1], got 1.5.');
  });
});

describe('normalised observations', () => {
  it('have mean 0 and deviation 1, and are kept within ±10', () => {
    const normalizer = observationNormalizer(2);
    const rows = Float64Array.from(normals(2, 200), (x, i) => (i % 2 === 0 ? 5 + 3 * x : 0.01 * x));
    normalizer.take(rows, 100, 1);
    const out = new Float64Array(200);
    normalizer.apply(rows, 100, out);
    for (const k of [0, 1]) {
      const column = out.filter((_, i) => i % 2 === k);
      expect(meanOf(column)).toBeCloseTo(0, 10);
      expect(varianceOf(column)).toBeCloseTo(1, 3);
    }
    normalizer.apply([1e6, -1e6], 1, out);
    expect([out[0], out[1]]).toEqual([10, -10]);
  });

  it('do not move by being looked at', () => {
    const normalizer = observationNormalizer(1);
    const out = new Float64Array(1);
    for (let n = 0; n < 3; n++) normalizer.apply([4], 1, out);
    expect(out[0]).toBeCloseTo(4, 7);
  });
});

describe('normalised rewards', () => {
  const noEnds = { terminated: new Uint8Array(4), truncated: new Uint8Array(4) };

  it('are divided by the deviation of the discounted sums, whose episodes end where they end', () => {
    const normalizer = rewardNormalizer(1);
    const out = new Float64Array(4);
    const terminated = Uint8Array.of(0, 1, 0, 0);
    normalizer.apply(
      { steps: 4, rows: 1, rewards: Float64Array.of(1, 2, 4, 8), terminated, truncated: new Uint8Array(4) },
      0.5,
      1,
      out,
    );
    // The sums are 1, 2.5, then anew 4, 10.
    const deviation = Math.sqrt(varianceOf([1, 2.5, 4, 10]));
    out.forEach((value, i) => expect(value).toBeCloseTo([1, 2, 4, 8][i] / deviation, 6));
  });

  it('go on where the last batch ended, also after a restore', () => {
    const batch = { steps: 4, rows: 1, rewards: Float64Array.of(1, -2, 3, 1), ...noEnds };
    const one = rewardNormalizer(1);
    const [a, b] = [new Float64Array(4), new Float64Array(4)];
    one.apply(batch, 0.9, 1, a);
    const other = rewardNormalizer(1);
    other.restore(JSON.parse(JSON.stringify(one.checkpoint())) as ReturnType<typeof one.checkpoint>);
    one.apply(batch, 0.9, 0.5, a);
    other.apply(batch, 0.9, 0.5, b);
    expect([...b]).toEqual([...a]);
    const fresh = rewardNormalizer(1);
    fresh.apply(batch, 0.9, 0.5, b);
    expect([...b]).not.toEqual([...a]);
  });
});
