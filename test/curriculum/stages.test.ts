import { describe, expect, it } from 'vitest';
import { linearDecay } from '../../curriculum/decays.js';
import { cycle } from '../../curriculum/schedule.js';
import { join, warmup } from '../../curriculum/stages.js';

describe('join', () => {
  it('asks every stage with its own clock', () => {
    const count = (n: number): number => n;
    const made = join([{ of: count, updates: 4 }, { of: 7, updates: 2 }, { of: count }]);
    expect([0, 3, 4, 5, 6, 16].map((n) => made(n, {}))).toEqual([0, 3, 7, 7, 0, 10]);
  });

  it('holds the end of a last stage that has a length', () => {
    const made = join([
      { of: 1, updates: 5 },
      { of: linearDecay({ from: 1, to: 0.2, updates: 10 }), updates: 5 },
    ]);
    expect(made(9, {})).toBeCloseTo(0.68, 12);
    expect([10, 11, 500].map((n) => made(n, {}))).toEqual([0.6, 0.6, 0.6].map((x) => expect.closeTo(x, 12) as number));
  });

  it('hands the signals on', () => {
    expect(join([{ of: (_, signals) => signals['return'] ?? 0 }])(3, { return: 9 })).toBe(9);
  });

  it('names the stage it cannot use', () => {
    expect(() => join([])).toThrow('join.stages: expected at least one stage');
    expect(() => join([{ of: 1 }, { of: 2 }])).toThrow(
      'join.stages[0].updates: expected an integer ≥ 1, got undefined. Only the last stage may go on for ever',
    );
  });
});

describe('warmup', () => {
  it('rises by equal parts to the full value while the schedule runs', () => {
    const of = cycle({ wave: 'cosine', period: 8, min: 1, max: 3 });
    const warm = warmup({ of, updates: 10, from: 0.5 });
    for (let n = 0; n < 40; n++) expect(warm(n, {})).toBeCloseTo(of(n, {}) * Math.min(1, 0.5 + 0.05 * n), 12);
    expect(warm(10, {})).toBe(of(10, {}));
    expect(warm.period).toBeUndefined();
  });

  it('refuses a share above 1', () => {
    expect(() => warmup({ of: 1, updates: 5, from: 2 })).toThrow(
      'warmup.from: expected a number in [0, 1], got 2. It is the share of the full value at update 0.',
    );
  });
});
