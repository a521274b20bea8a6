import { describe, expect, it } from 'vitest';
import { product } from '../../curriculum/compose.js';
import { isPeriodic, jointPeriod, mean, shift } from '../../curriculum/period.js';
import { cycle, isCycle } from '../../curriculum/schedule.js';

const bounds = { min: 0.2, max: 1.8 };

describe('shift', () => {
  it('moves a cycle by turns of its period and back', () => {
    const schedule = cycle({ wave: 'smoothstep', period: 40, ...bounds, phase: 0.1 });
    for (let n = 0; n < 80; n++) {
      expect(shift(schedule, 0.25)(n, {})).toBeCloseTo(schedule(n + 10, {}), 12);
      expect(shift(shift(schedule, 0.3), -0.3)(n, {})).toBeCloseTo(schedule(n, {}), 12);
    }
    expect(isCycle(shift(schedule, 0.25))).toBe(true);
  });

  it('moves any periodic schedule, without taking it for a cycle', () => {
    const both = product(
      cycle({ wave: 'cosine', period: 4, ...bounds }),
      cycle({ wave: 'triangle', period: 8, ...bounds }),
    );
    expect(isPeriodic(both) && !isCycle(both)).toBe(true);
    for (let n = 0; n < 16; n++) expect(shift(both, 0.5)(n, {})).toBeCloseTo(both(n + 4, {}), 12);
    expect(shift(both, 0.5).period).toBe(8);
  });

  it('needs a period', () => {
    expect(() => shift((n) => n, 0.5)).toThrow(
      'shift.schedule: expected a schedule with a period, got a function. Give the schedule a `period`',
    );
  });
});

describe('mean', () => {
  it('of a cosine is the middle of its bounds from three updates on, and for real periods', () => {
    for (const period of [3, 4, 40, 7.3]) expect(mean(cycle({ wave: 'cosine', period, ...bounds }))).toBeCloseTo(1, 12);
  });

  it('of a cosine of equal logarithms is the geometric mean times a Bessel function', () => {
    // mean of e^(a cos θ) = I₀(a) = Σ (a/2)^(2k)/(k!)².
    const a = Math.log(10);
    let [bessel, term] = [0, 1];
    for (let k = 1; k < 40; k++) {
      bessel += term;
      term *= ((a / 2) * (a / 2)) / (k * k);
    }
    expect(mean(cycle({ wave: 'cosine', period: 64, min: 0.1, max: 10, scale: 'log' }))).toBeCloseTo(bessel, 10);
  });

  it('needs a period', () => {
    expect(() => mean((n) => n)).toThrow('mean.schedule: expected a schedule with a period');
  });
});

describe('tunables', () => {
  it('repeat together after the least common multiple of integer periods', () => {
    const of = (period: number): ReturnType<typeof cycle> => cycle({ wave: 'cosine', period, ...bounds });
    expect(jointPeriod([of(4), of(6), 3])).toBe(12);
    expect(jointPeriod([of(4), of(2.5)])).toBeUndefined();
    expect(jointPeriod([1, 2])).toBe(1);
  });
});
