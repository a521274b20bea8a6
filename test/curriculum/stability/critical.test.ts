import { describe, expect, it } from 'vitest';
import { pointwiseCritical } from '../../../curriculum/stability/closed-forms.js';
import { criticalRate, type CriticalRateOptions } from '../../../curriculum/stability/critical.js';
import { growthPerUpdate } from '../../../curriculum/stability/floquet.js';
import { adamFrozen, descentAscent, gradientDescent, heavyBall } from '../../../curriculum/stability/optimizers.js';
import { wave } from './golden.js';

/** Critical rates in phase, in quadrature, in anti-phase and at constant rate, a = b. */
function fourArms(depth: number, period: number, options: Partial<CriticalRateOptions> = {}): (number | undefined)[] {
  return (
    [
      [0, depth],
      [0.25, depth],
      [0.5, depth],
      [0, 0],
    ] as const
  ).map(
    ([phase, rateAmplitude]) =>
      criticalRate({ reading: 'growth', rateAmplitude, curvatureAmplitude: depth, phase, period, ...options }).critical,
  );
}

/** Equality to the digits a table prints. */
const near = (table: readonly number[], digits: number) =>
  table.map((value) => expect.closeTo(value, digits) as number);

describe('gradient descent', () => {
  it.each([
    [0.3, 16, [2.343, 2.2, 2.097, 2.099]],
    [0.6, 4, [1.649, 3.125, 2.562, 2.743]],
    [0.6, 8, [1.619, 3.185, 2.502, 2.64]],
    [0.6, 64, [2.005, 3.185, 2.501, 2.616]],
    [0.9, 8, [1.267, 2.077, 3.52, 2.954]],
    [0.9, 40, [1.193, 1.806, 4.914, 2.217]],
  ])('a = b = %f, T = %i loses stability at %o', (depth, period, table) => {
    // Half a unit of the third digit, and a rounding of the table's own.
    fourArms(depth, period).forEach((critical, k) => expect(Math.abs(critical! - table[k])).toBeLessThan(6e-4));
  });

  it('the critical rate of the margin is the closed form where the grid holds the peak', () => {
    for (const phase of [0, 0.5]) {
      const found = criticalRate({ reading: 'margin', rateAmplitude: 0.5, curvatureAmplitude: 0.5, phase, period: 40 });
      expect(found.critical).toBeCloseTo(pointwiseCritical(0.5, 0.5, phase)!, 10);
      expect(found.reopens).toBe(false);
    }
  });

  it('a stable window reopens, and the growth inside it is below 1', () => {
    const found = criticalRate({ reading: 'growth', rateAmplitude: 0.6, curvatureAmplitude: 0.6, phase: 0, period: 8 });
    expect(found.reopens).toBe(true);
    expect(found.windows).toHaveLength(2);
    const growth = (rate: number) => growthPerUpdate(gradientDescent(), wave(8, rate, 0.6), wave(8, 1, 0.6))!;
    const [first, second] = found.windows;
    expect(growth((first.to + second.from) / 2)).toBeGreaterThan(1);
    expect(growth((second.from + second.to) / 2)).toBeLessThan(1);
    for (const edge of [first.to, second.from, second.to]) expect(growth(edge)).toBeCloseTo(1, 8);
  });

  it('the transient limit is passed where the window product is 10', () => {
    const { critical } = criticalRate({
      reading: 'transient',
      rateAmplitude: 0.5,
      curvatureAmplitude: 0.5,
      phase: 0,
      period: 21,
    });
    expect(critical).toBeCloseTo(1.2, 2);
  });

  it('an answer scales with the curvature, and a range without a crossing has no critical rate', () => {
    const base = { reading: 'growth', rateAmplitude: 0.6, curvatureAmplitude: 0.6, phase: 0, period: 64 } as const;
    expect(criticalRate({ ...base, meanCurvature: 4 }).critical! * 4).toBeCloseTo(criticalRate(base).critical!, 10);
    const below = criticalRate({ ...base, to: 1 });
    expect(below.critical).toBeUndefined();
    expect(below.windows).toEqual([{ from: 1 / 2000, to: 1 }]);
  });
});

describe('noise', () => {
  it.each([
    [0.1, 0.3, [2.298, 2.173, 2.076, 2.076]],
    [0.3, 0.5, [1.761, 2.232, 2.115, 2.044]],
    [0.5, 0.9, [0.771, 1.104, 2.763, 1.404]],
    [1, 0.5, [0.733, 0.933, 1.143, 0.972]],
    [2, 0.3, [0.342, 0.377, 0.419, 0.389]],
  ])('s = %f, a = b = %f loses mean-square stability at %o', (noise, depth, table) => {
    fourArms(depth, 400, { reading: 'meanSquareGrowth', noise, samples: 400 }).forEach((critical, k) =>
      expect(Math.abs(critical! - table[k])).toBeLessThan(6e-4),
    );
  });
});

describe('momentum resonates', () => {
  const scan = { scale: 'log', from: 0.005, to: 4, samples: 4000 } as const;

  it.each([
    ['displacement', 0.5, 40, [1.919, 2.352, 3.459, 2.562]],
    ['displacement', 0.9, 20, [1.776, 2.228, 3.776, 2.567]],
    ['accumulated', 0.9, 20, [1.777, 2.027, 3.603, 2.567]],
    ['displacement', 0.99, 8, [0.0918, 0.111, 0.622, 0.121]],
    ['accumulated', 0.99, 8, [0.138, 0.12, 0.1, 0.121]],
    ['displacement', 0.99, 20, [0.015, 0.018, 0.105, 0.0197]],
    ['accumulated', 0.99, 20, [1.703, 0.019, 0.0162, 0.0197]],
  ] as const)('the %s form with β = %f, T = %i first grows at %o', (form, momentum, period, table) => {
    const found = fourArms(0.5, period, { step: heavyBall({ momentum, form }), ...scan });
    found.forEach((critical, k) =>
      expect(Math.abs(critical! - table[k])).toBeLessThan(table[k] > 0.2 ? 6e-4 : 0.006 * table[k]),
    );
  });

  it('inside the first tongue every pointwise margin is positive', () => {
    const step = heavyBall({ momentum: 0.99, form: 'displacement' });
    const options = { step, rateAmplitude: 0.5, curvatureAmplitude: 0.5, phase: 0, period: 20 } as const;
    expect(criticalRate({ ...options, reading: 'growth', ...scan }).critical).toBeLessThan(
      criticalRate({ ...options, reading: 'margin' }).critical! / 100,
    );
  });

  it('Adam with a frozen second moment resonates in anti-phase at T = 20 and not at T = 40', () => {
    const at = (period: number) =>
      fourArms(0.8, period, { step: adamFrozen(), scale: 'log', from: 0.05, to: 45, samples: 4000 });
    expect(at(20)).toEqual([...near([12.08], 1), expect.any(Number), ...near([0.209], 3), ...near([22.34], 1)]);
    expect(at(40)).toEqual([...near([12.35], 1), expect.any(Number), ...near([37.99], 1), ...near([21.81], 1)]);
  });
});

describe('two players', () => {
  it.each([
    [0.5, 0.5, [0.735, 0.825, 0.92, 0.8]],
    [1, 0.9, [0.79, 1.55, 1.285, 1.0]],
  ] as const)('damping %f, a = %f, simultaneous, T = 100 loses stability at %o', (damping, depth, table) => {
    const step = descentAscent({ order: 'simultaneous', damping });
    const found = fourArms(depth, 100, { step, curvatureAmplitude: 0, secondPlayer: true, samples: 1200 });
    // The table was scanned in steps of .005.
    found.forEach((critical, k) => expect(Math.abs(critical! - table[k])).toBeLessThan(0.0051));
  });

  it('an undamped simultaneous game has no stable rate, an undamped alternating one is never called unstable while it is neutral', () => {
    const base = { reading: 'growth', rateAmplitude: 0, curvatureAmplitude: 0, phase: 0, period: 10, to: 1.9 } as const;
    expect(criticalRate({ ...base, step: descentAscent({ order: 'simultaneous' }) }).windows).toEqual([]);
    expect(criticalRate({ ...base, step: descentAscent({ order: 'alternating' }) }).critical).toBeUndefined();
  });
});

describe('options', () => {
  it('what cannot be used is named', () => {
    const base = { reading: 'growth', rateAmplitude: 0.5, curvatureAmplitude: 0.5, phase: 0, period: 8 } as const;
    expect(() => criticalRate({ ...base, period: 7.5 })).toThrow(/modulation.period: expected an integer/);
    expect(() => criticalRate({ ...base, rateAmplitude: 1.2 })).toThrow(/rateAmplitude/);
    expect(() => criticalRate({ ...base, from: 2, to: 1 })).toThrow(/criticalRate.from/);
    expect(() => criticalRate({ ...base, meanCurvature: 0 })).toThrow(/meanCurvature/);
    expect(() => criticalRate({ ...base, step: descentAscent({ order: 'simultaneous' }) })).toThrow(/criticalRate.to/);
  });
});
