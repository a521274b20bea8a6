import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonPeriod } from '../../curriculum/period.js';
import { clamp, envelope, holdFor, map, product, repeat, sum } from '../../curriculum/compose.js';
import { linearDecay } from '../../curriculum/decays.js';
import { isPeriodic } from '../../curriculum/period.js';
import { cycle, type CycleSchedule, type Schedule } from '../../curriculum/schedule.js';

const wave = (period: number, phase = 0): CycleSchedule => cycle({ wave: 'cosine', period, phase, min: 0.5, max: 2 });
const updates = fc.nat(3000);
const periods = fc.integer({ min: 1, max: 60 });

describe('composition', () => {
  it('obeys the laws of arithmetic at every update', () => {
    fc.assert(
      fc.property(periods, periods, updates, (p, q, n) => {
        const [a, b, c] = [wave(p), wave(q, 0.3), linearDecay({ from: 3, to: 1, updates: 50 })];
        const at = (schedule: Schedule): number => schedule(n, {});
        const near = (x: number, y: number): boolean => Math.abs(x - y) < 1e-9;
        return (
          near(at(product(a, b)), at(product(b, a))) &&
          near(at(sum(a, sum(b, c))), at(sum(sum(a, b), c))) &&
          near(at(product(a, sum(b, c))), at(sum(product(a, b), product(a, c)))) &&
          near(at(product(a, 1)), at(a)) &&
          near(at(sum(a, 0)), at(a)) &&
          near(at(map(a, Math.log)), Math.log(at(a))) &&
          near(at(envelope({ of: a, by: 0.25, from: 2 })), 2 + 0.25 * (at(a) - 2))
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('repeats after the period it carries', () => {
    fc.assert(
      fc.property(periods, periods, updates, (p, q, n) => {
        const [a, b] = [wave(p), wave(q, 0.3)];
        const made = [
          product(a, b),
          sum(a, b, 1),
          clamp(a, { max: 1 }),
          map(a, Math.sqrt),
          envelope({ of: a, by: b }),
          repeat(a, q),
          holdFor(a, q),
        ];
        return made.every(
          (schedule) => isPeriodic(schedule) && Math.abs(schedule(n, {}) - schedule(n + schedule.period, {})) < 1e-9,
        );
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('carries the joint integer period, the one real period that is shared, or none', () => {
    expect(product(wave(4), wave(6)).period).toBe(12);
    expect(sum(wave(2.5), wave(2.5, 0.5)).period).toBe(2.5);
    expect(sum(wave(2.5), wave(4)).period).toBeUndefined();
    expect(product(wave(4), (n) => n).period).toBeUndefined();
    expect(commonPeriod([1, 2])).toBe(1);
  });

  it('hands the signals on', () => {
    const heard: Schedule = (_, signals) => signals['return'] ?? 0;
    const signals = { return: 3 };
    const made = [
      product(heard, 2),
      sum(heard, 3),
      map(heard, (x) => 2 * x),
      clamp(heard, { min: 6 }),
      envelope({ of: heard, by: 2 }),
      repeat(sum(heard, 3), 5),
    ];
    for (const schedule of made) expect(schedule(4, signals)).toBe(6);
  });

  it('carries what it was made from', () => {
    const a = wave(4);
    expect([product(a, 2).kind, product(a, 2).options]).toEqual(['product', { factors: [a, 2] }]);
    expect(clamp(a, { max: 1 }).options).toEqual({ of: a, max: 1 });
    expect(holdFor(a, 4).options).toEqual({ of: a, updates: 4 });
  });
});

describe('clamp', () => {
  it('lets through what lies within and nothing else', () => {
    const steps: Schedule = (n) => n - 5;
    const kept = clamp(steps, { min: -1, max: 2 });
    expect([0, 4, 5, 6, 7, 20].map((n) => kept(n, {}))).toEqual([-1, -1, 0, 1, 2, 2]);
    expect(clamp(() => NaN, { min: 0 })(0, {})).toBeNaN();
  });
});

describe('repeat and holdFor', () => {
  it('repeat the first updates, also before update 0 and for a real length', () => {
    const again = repeat((n) => n, 3);
    expect([0, 1, 2, 3, 4, 7, -1].map((n) => again(n, {}))).toEqual([0, 1, 2, 0, 1, 1, 2]);
    expect(repeat((n) => n, 2.5)(6, {})).toBeCloseTo(1, 12);
  });

  it('hold one value for a whole block', () => {
    const held = holdFor((n) => n, 10);
    expect([0, 9, 10, 19, 20].map((n) => held(n, {}))).toEqual([0, 0, 10, 10, 20]);
    const wholePeriod = holdFor(wave(8, 0.5), 8);
    for (let n = 0; n < 24; n++) expect(wholePeriod(n, {})).toBeCloseTo(2, 12);
  });
});

describe('options of compositions', () => {
  it.each<[string, () => unknown, string]>([
    [
      'an empty product',
      () => product(),
      'product.factors: expected at least one number or schedule, got an array of 0. Give the parts as arguments.',
    ],
    ['a term that is no number', () => sum(1, NaN), 'sum.terms[1]: expected a finite number or a schedule, got NaN.'],
    [
      'crossed bounds',
      () => clamp(1, { min: 2, max: 1 }),
      'clamp.max: expected a number ≥ 2, got 1. The upper bound may not lie below the lower one.',
    ],
    [
      'a repeat of nothing',
      () => repeat(1, 0),
      'repeat.updates: expected a number ≥ 1, got 0. Lengths are counted in updates.',
    ],
    ['a block of 1.5', () => holdFor(1, 1.5), 'holdFor.updates: expected an integer ≥ 1, got 1.5.'],
    [
      'an envelope from nowhere',
      () => envelope({ of: 1, by: 1, from: NaN }),
      'envelope.from: expected a finite number, got NaN.',
    ],
  ])('refuse %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
