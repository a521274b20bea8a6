import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seedInterval, trend } from '../../experiments/trend.js';
import { random } from '../../math/random.js';

const values = [0, 1, 2, 3, 4];
const curve = (of: (x: number, seed: number) => number, seeds = 4): number[][] =>
  Array.from({ length: seeds }, (_, seed) => values.map((x) => of(x, seed + 1)));

describe('a trend', () => {
  it('increases or decreases where every seed does, whatever the seeds’ scales', () => {
    expect(
      trend(
        values,
        curve((x, seed) => seed * seed * (1 + x)),
        random(1),
      ),
    ).toMatchObject({
      monotone: 'increases',
      rank: { value: 1, low: 1, high: 1 },
    });
    expect(
      trend(
        values,
        curve((x, seed) => -seed * (1 + x)),
        random(1),
      ),
    ).toMatchObject({
      monotone: 'decreases',
      rank: { value: -1, low: -1, high: -1 },
    });
  });

  it('is not monotone where it turns, and where nothing moves has no rank', () => {
    expect(
      trend(
        values,
        curve((x, seed) => seed + (x - 2) * (x - 2)),
        random(1),
      ).monotone,
    ).toBe('not monotone');
    const flat = trend(
      values,
      curve((_, seed) => seed),
      random(1),
    );
    expect(flat.monotone).toBe('not monotone');
    expect(flat.rank).toBeUndefined();
    expect(flat.steps).toEqual(values.slice(1).map(() => ({ value: 0, low: 0, high: 0 })));
  });

  it('is unknown where seeds disagree, for one seed, and without finite numbers', () => {
    expect(
      trend(
        values,
        curve((x, seed) => (seed % 2 === 0 ? x : -x)),
        random(1),
      ).monotone,
    ).toBe('unknown');
    expect(
      trend(
        values,
        curve((x) => x, 1),
        random(1),
      ),
    ).toEqual({ monotone: 'unknown', steps: [] });
    expect(
      trend(
        values,
        curve((x, seed) => (seed < 4 ? NaN : x)),
        random(1),
      ).monotone,
    ).toBe('unknown');
  });

  it('leaves out a seed that is not finite and keeps the others', () => {
    expect(
      trend(
        values,
        curve((x, seed) => (seed === 1 && x === 2 ? NaN : x * seed)),
        random(1),
      ).monotone,
    ).toBe('increases');
  });

  it('turns round with the sign of what is measured', () => {
    const opposite = {
      increases: 'decreases',
      decreases: 'increases',
      'not monotone': 'not monotone',
      unknown: 'unknown',
    };
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 }), {
          minLength: 3,
          maxLength: 5,
        }),
        (rows) => {
          const there = trend(values, rows, random(1));
          const back = trend(
            values,
            rows.map((row) => row.map((value) => -value)),
            random(1),
          );
          expect(back.monotone).toBe(opposite[there.monotone]);
          expect(back.rank?.value ?? 0).toBeCloseTo(-(there.rank?.value ?? 0), 12);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('calls a slope that is chance a trend in fewer than one of ten cases, with four seeds', () => {
    const source = random(5);
    let found = 0;
    for (let n = 0; n < 400; n++) {
      const slopes = [1, 2, 3, 4].map(() => source.normal());
      const { monotone } = trend(
        values,
        slopes.map((slope) => values.map((x) => 10 + slope * x)),
        random(n),
      );
      if (monotone !== 'unknown') found++;
    }
    // The level is 5 %; plain percentiles of four seeds would find 12.5 %: whenever all slopes have one sign.
    expect(found / 400).toBeLessThan(0.1);
    expect(found).toBeGreaterThan(0);
  });
});

describe('an interval over seeds', () => {
  it('is about as wide as Student’s', () => {
    const scores = [3, 5, 4, 8, 6, 1, 4, 5];
    const { value, low, high } = seedInterval(scores, random(2));
    expect(value).toBe(4.5);
    // 4.5 ± 2.365·s/√8 with s = 2.0702.
    expect(low).toBeCloseTo(4.5 - 1.731, 0);
    expect(high).toBeCloseTo(4.5 + 1.731, 0);
  });

  it('has no ends for one seed', () => {
    expect(seedInterval([2], random(1))).toEqual({ value: 2, low: -Infinity, high: Infinity });
  });
});
