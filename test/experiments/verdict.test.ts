import { describe, expect, it } from 'vitest';
import { fiveArms } from '../../experiments/arms.js';
import { comparison, type Comparison } from '../../experiments/comparison.js';
import type { PlanEvent } from '../../experiments/event.js';
import type { VerdictEvent } from '../../experiments/verdict-event.js';
import type { TrialResult } from '../../experiments/result.js';
import { summaryOf, verdictOf } from '../../experiments/verdict.js';
import { estimateWord, numberWord } from '../../experiments/verdict-words.js';
import { there, tiny } from './tiny.js';

const base: Comparison = comparison({ experiment: tiny() });
const predictedMargins = [-2, -1, 0.5, 0, 0.5];

function planOf(seeds: number): PlanEvent {
  const kept = Array.from({ length: seeds }, (_, i) => 100 + i);
  const arms = fiveArms.map(({ name, about }, i) => ({
    name,
    about,
    predicted: { margin: predictedMargins[i] },
    waves: {},
  }));
  return {
    type: 'plan',
    title: 'fake',
    notes: [],
    manifest: { 'mean learningRate': 16 },
    updates: 4,
    score: 'rewardPerStep',
    rate: 'learningRate',
    seeds: { kept, dropped: [7, 8] },
    arms,
  };
}

/** Fake results: an arm's first `collapsed` seeds collapse and score −5, the others −.03 less a little by seed. */
function resultsOf(
  seeds: number,
  collapsed: readonly number[],
  change: (result: TrialResult) => TrialResult = (r) => r,
): TrialResult[] {
  return collapsed.flatMap((count, arm) =>
    Array.from({ length: seeds }, (_, i) =>
      change({
        arm,
        seed: 100 + i,
        reason: 'finished',
        collapsed: i < count,
        score: (i < count ? -5 : -0.03) - 0.001 * ((7 * i) % 5),
        measured: { margin: arm },
      }),
    ),
  );
}

const verdict = (
  seeds: number,
  collapsed: readonly number[],
  change?: (result: TrialResult) => TrialResult,
): VerdictEvent => verdictOf(base, {}, planOf(seeds), resultsOf(seeds, collapsed, change));

const saysHolds = ({ words }: VerdictEvent): boolean => words.some((text) => text.startsWith('The claim holds'));
const saysFails = ({ words }: VerdictEvent): boolean => words.some((text) => text.startsWith('The claim fails'));

describe('a verdict', () => {
  it('counts, with Wilson intervals: 0 of 24 is [0, .138], 12 of 24 is [.314, .686]', () => {
    const { arms } = verdict(24, [12, 6, 0, 3, 0]);
    expect(arms.map(({ runs, collapsed }) => [runs, collapsed])).toEqual([[24, 12], [24, 6], [24, 0], [24, 3], [24, 0]]); // prettier-ignore
    expect(arms[0].collapse.low).toBeCloseTo(0.3143, 3);
    expect(arms[0].collapse.high).toBeCloseTo(0.6857, 3);
    expect(arms[2].collapse).toEqual({ value: 0, low: 0, high: expect.closeTo(0.138, 3) as number });
  });

  it('pairs by seed: the difference is exact when one arm is the other shifted', () => {
    const shifted = verdict(24, [3, 3, 3, 3, 3], (result) =>
      result.arm === 2 ? { ...result, score: result.score + 0.5 } : result,
    );
    const pair = there(shifted.differences.find(({ first, second }) => first === 'anti' && second === 'in'));
    expect(pair.difference.value).toBeCloseTo(0.5, 12);
    expect(pair.difference.low).toBeCloseTo(0.5, 12);
    expect(pair.difference.high).toBeCloseTo(0.5, 12);
    expect(pair.better).toBe(1);
  });

  it('leaves out pairs of which one run failed', () => {
    const some = verdict(24, [0, 0, 0, 0, 0], (result) =>
      result.arm === 0 && result.seed === 100 ? { ...result, reason: 'failed', score: NaN } : result,
    );
    expect(there(some.differences[0]).difference.value).toBeCloseTo(0, 12);
    expect(some.arms[0]).toMatchObject({ runs: 23, failed: 1 });
    expect(some.words.some((text) => text.includes('1 runs failed') || text.includes('1 run failed'))).toBe(true);
  });

  it('orders arms by prediction against collapse, the flat one left out', () => {
    const { order } = verdict(24, [20, 10, 0, 5, 24]);
    expect(there(order.find(({ reading }) => reading === 'margin'))).toEqual({
      reading: 'margin',
      right: 6,
      pairs: 6,
      correlation: 1,
    });
    const upside = verdict(24, [0, 5, 20, 10, 0]).order[0];
    expect(upside).toMatchObject({ right: 0, pairs: 6, correlation: -1 });
    expect(there(order.find(({ reading }) => reading === 'growth'))).toEqual({ reading: 'growth', right: 0, pairs: 0 });
  });

  it('carries the medians of what was measured', () => {
    expect(verdict(20, [0, 0, 0, 0, 0]).arms.map(({ measured }) => measured.margin)).toEqual([0, 1, 2, 3, 4]);
  });

  it('is undecided below 20 seeds, and after a stop', () => {
    expect(verdict(19, [19, 0, 0, 0, 0])).toMatchObject({ decided: false, seeds: 19 });
    expect(verdict(20, [20, 0, 0, 0, 0]).decided).toBe(true);
    const stopped = verdict(24, [24, 0, 0, 0, 0], (result) =>
      result.seed === 103 ? { ...result, reason: 'stopped' } : result,
    );
    expect(stopped.decided).toBe(false);
    expect(stopped.words[0]).toMatch(/^Stopped before its end/);
  });

  it('survives an arm of which no run finished', () => {
    const none = verdict(20, [0, 0, 0, 0, 0], (result) =>
      result.arm === 1 ? { ...result, reason: 'failed' } : result,
    );
    expect(none.arms[1]).toMatchObject({ runs: 0, failed: 20, measured: {} });
    expect(none.arms[1].collapse.value).toBeNaN();
    expect(none.decided).toBe(false);
  });
});

describe('the words', () => {
  it('follow the sign of the result', () => {
    expect(saysHolds(verdict(24, [20, 10, 0, 5, 0]))).toBe(true);
    expect(saysFails(verdict(24, [20, 10, 0, 5, 0]))).toBe(false);
    expect(saysFails(verdict(24, [0, 10, 20, 5, 0]))).toBe(true);
    expect(saysHolds(verdict(24, [0, 10, 20, 5, 0]))).toBe(false);
  });

  it('claim nothing where the interval holds 0, where nothing collapsed, or where seeds are too few', () => {
    for (const undecided of [
      verdict(24, [2, 0, 1, 0, 0]),
      verdict(24, [0, 0, 0, 0, 0]),
      verdict(10, [10, 0, 0, 0, 0]),
    ]) {
      expect(saysHolds(undecided) || saysFails(undecided)).toBe(false);
    }
    expect(verdict(24, [0, 0, 0, 0, 0]).words.join(' ')).toContain('not tested at this rate');
    expect(verdict(10, [10, 0, 0, 0, 0]).words.join(' ')).toContain('10 seeds an arm are too few');
  });

  it('say how many seeds were dropped, and when products are equal', () => {
    expect(verdict(24, [1, 1, 1, 1, 1]).words.join(' ')).toContain('2 dropped by the warm start');
    const equal = verdictOf(base, { equal: 'product' }, planOf(24), resultsOf(24, [1, 1, 1, 1, 1]));
    expect(equal.words.at(-1)).toMatch(/mean of rate × difficulty is equal/);
  });
});

describe('a summary', () => {
  it('names the mean rates that each arm survives, of equal mean rate alone, smallest first', () => {
    const bases = [{ meanRate: 16 }, { meanRate: 1 }, { meanRate: 16, equal: 'product' }] as const;
    const of = (rate: number, collapsed: readonly number[]): VerdictEvent => ({
      ...verdict(20, collapsed),
      rate: { name: 'learningRate', mean: rate },
    });
    const verdicts = [of(16, [20, 10, 2, 3, 0]), of(1, [0, 0, 0, 0, 0]), of(16, [9, 9, 9, 9, 9])];
    const { rates, arms } = summaryOf({ ...base, bases }, verdicts);
    expect(rates).toEqual([1, 16]);
    expect(arms.map(({ name, survives }) => [name, survives])).toEqual([
      ['in', [1]],
      ['quad', [1]],
      ['anti', [1, 16]],
      ['const', [1]],
      ['flat', [1, 16]],
    ]);
  });
});

describe('numbers in words', () => {
  it.each([
    [-0.4, '−0.40'],
    [123.4, '123'],
    [12.34, '12.3'],
    [1.234, '1.23'],
    [0, '0.00'],
    [NaN, '?'],
    [-Infinity, '−∞'],
  ])('%d is %s', (value, word) => {
    expect(numberWord(value)).toBe(word);
  });

  it('an estimate stands with its interval', () => {
    expect(estimateWord({ value: 0.81, low: 0.6, high: 0.93 })).toBe('0.81 [0.60, 0.93]');
  });
});
