import { describe, expect, it } from 'vitest';
import { cycle } from '../../../curriculum/schedule.js';
import { join } from '../../../curriculum/stages.js';
import { chainedScheduler, sequentialLR } from '../../../curriculum/torch/combine.js';
import { constantLR, exponentialLR } from '../../../curriculum/torch/factors.js';

describe('sequentialLR', () => {
  it('gives each schedule its own zero, like join', () => {
    const count = (n: number): number => n;
    const rate = sequentialLR({ schedules: [count, count, count], milestones: [3, 5] });
    expect([0, 2, 3, 4, 5, 9].map((n) => rate(n, {}))).toEqual([0, 2, 0, 1, 0, 4]);
    const joined = join([{ of: count, updates: 3 }, { of: count, updates: 2 }, { of: count }]);
    for (let n = 0; n < 12; n++) expect(rate(n, {})).toBe(joined(n, {}));
  });

  it('names a milestone that does not fit', () => {
    expect(() => sequentialLR({ schedules: [1, 2], milestones: [] })).toThrow(
      'sequentialLR.milestones: expected 1 of them, got an array of 0.',
    );
    expect(() => sequentialLR({ schedules: [1, 2, 3], milestones: [5, 5] })).toThrow(
      'sequentialLR.milestones[1]: expected an integer > 5, got 5. Milestones rise.',
    );
  });
});

describe('chainedScheduler', () => {
  it('multiplies a warm-up by a decay', () => {
    const rate = chainedScheduler({
      baseRate: 1,
      factors: [constantLR({ baseRate: 1, factor: 0.1, updates: 2 }), exponentialLR({ baseRate: 1, decay: 0.9 })],
    });
    const expected = [0.1, 0.09, 0.81, 0.729, 0.6561];
    for (const [n, value] of expected.entries()) expect(rate(n, {})).toBeCloseTo(value, 12);
    expect(rate.period).toBeUndefined();
  });

  it('repeats when all its factors do', () => {
    const wave = { wave: 'cosine', min: 0, max: 1 } as const;
    expect(
      chainedScheduler({ baseRate: 1, factors: [cycle({ ...wave, period: 4 }), cycle({ ...wave, period: 6 })] }).period,
    ).toBe(12);
  });

  it('refuses an empty chain', () => {
    expect(() => chainedScheduler({ baseRate: 1, factors: [] })).toThrow(
      'chainedScheduler.factors: expected at least one factor, got an array of 0. A constant needs no chain.',
    );
  });
});
