import { describe, expect, it } from 'vitest';
import { formula } from '../../curriculum/formula.js';
import { lint, repeatsAfter } from '../../curriculum/lint.js';
import { cycle, type Schedule } from '../../curriculum/schedule.js';

describe('lint', () => {
  it('finds range, mean and period of a cycle, and nothing to say', () => {
    const report = lint(cycle({ wave: 'cosine', period: 40, min: 0.2, max: 1.8 }));
    expect(report).toMatchObject({
      kind: 'schedule',
      period: 40,
      nonFinite: [],
      nonFiniteCount: 0,
      jumps: [],
      warnings: [],
    });
    expect(report.range?.[0]).toBeCloseTo(0.2, 14);
    expect(report.range?.[1]).toBeCloseTo(1.8, 14);
    expect(report.mean).toBeCloseTo(1, 14);
  });

  it.each([
    ['1/(t - 3)', 3, Infinity, 1],
    ['(t - 5)/(t - 5)', 5, NaN, 1],
    ['t < 7 ? 1 : 9^9^9', 7, Infinity, 505],
    ['log(2 - t)', 2, -Infinity, 510],
    ['1/0', 0, Infinity, 512],
    ['0/0', 0, NaN, 512],
    ['9^9^9', 0, Infinity, 512],
  ])('%s is reported as not finite from update %d', (text, update, value, count) => {
    const report = lint(formula(text, { as: 'schedule' }));
    expect(report.nonFinite[0]).toEqual({ at: update, value });
    expect(report.nonFiniteCount).toBe(count);
    expect(report.nonFinite.length).toBe(Math.min(count, 16));
    expect(report.warnings[0]).toContain(`Not finite at update ${update}`);
  });

  it('has no range and no mean where nothing is finite', () => {
    expect(lint(formula('0/0', { as: 'schedule' }))).toMatchObject({ range: undefined, mean: undefined, jumps: [] });
  });

  it('finds an undeclared period, of one update for a constant, and none for a decay', () => {
    expect(lint((n) => Math.cos((2 * Math.PI * n) / 6.5)).period).toBe(13);
    expect(lint(() => 3).period).toBe(1);
    expect(lint((n) => Math.exp(-n / 100)).period).toBeUndefined();
  });

  it('says when a declared period does not hold', () => {
    const wrong: Schedule = Object.assign((n: number) => Math.sin(n / 7), { period: 40 });
    expect(lint(wrong).warnings).toEqual(['Does not repeat after its period of 40 updates.']);
    expect(lint(wrong).period).toBeUndefined();
  });

  it('tells jumps from steep slopes', () => {
    expect(lint(cycle({ wave: 'cosine', period: 4, min: 0, max: 1 })).jumps).toEqual([]);
    const restarts = lint(formula('1 - t % 8 / 8'), { updates: 20 });
    expect(restarts.jumps).toEqual([
      { at: 8, from: 0.125, to: 1 },
      { at: 16, from: 0.125, to: 1 },
    ]);
    expect(lint((n) => (n < 3 ? 1 : 2), { updates: 9 }).jumps).toEqual([{ at: 3, from: 1, to: 2 }]);
  });

  it('looks a waveform over in one turn, the seam included', () => {
    const saw = lint(formula('p'));
    expect(saw).toMatchObject({ kind: 'waveform', period: 1, warnings: [] });
    expect(saw.jumps).toHaveLength(1);
    expect(saw.jumps[0]).toMatchObject({ at: 0, to: 0 });
    expect(lint(formula('0.5 - 0.5*cos(2*pi*p)')).jumps).toEqual([]);
    expect(lint(formula('square(p)')).jumps.map((jump) => jump.at)).toEqual([0, 0.5]);
    expect(lint(formula('2*p'), { updates: 4 }).warnings).toEqual([
      'Levels reach from 0 to 1.5; a waveform keeps to [0, 1].',
    ]);
    expect(lint((p) => p, { as: 'waveform' }).kind).toBe('waveform');
  });

  it('hands the schedule its signals', () => {
    const held: Schedule = (_, signals) => signals['return'] ?? NaN;
    expect(lint(held).nonFiniteCount).toBe(512);
    expect(lint(held, { signals: { return: 4 } }).range).toEqual([4, 4]);
  });

  it('refuses options it does not know', () => {
    expect(() => lint(() => 1, { update: 5 } as object)).toThrow("Did you mean 'updates'?");
    expect(() => lint(() => 1, { updates: 1 })).toThrow('lint.updates');
  });
});

describe('repeatsAfter', () => {
  it('holds for the period and its multiples only', () => {
    const wave = (t: number): number => Math.sin((2 * Math.PI * t) / 7.3);
    expect([7.3, 14.6].map((period) => repeatsAfter(wave, period))).toEqual([true, true]);
    expect([3.65, 7, 7.31, 8].map((period) => repeatsAfter(wave, period))).toEqual([false, false, false, false]);
    expect(repeatsAfter((t) => Math.floor(t / 8) % 2, 16)).toBe(true);
    expect(repeatsAfter((t) => Math.floor(t / 8) % 2, 8)).toBe(false);
  });
});
