import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTunable, cycle, fraction, resolve, valueAt } from '../../curriculum/schedule.js';
import { OptionError } from '../../math/check.js';

const bounds = { min: 0.2, max: 1.8 };

describe('cycle', () => {
  it('starts a cosine at its trough, and half a turn ahead at its crest', () => {
    expect(cycle({ wave: 'cosine', period: 40, ...bounds })(0, {})).toBe(0.2);
    expect(cycle({ wave: 'cosine', period: 40, ...bounds, phase: 0.5 })(0, {})).toBe(1.8);
  });

  it('is mid·(1 − α·cos 2π(n/T + p)) for a cosine on the linear scale', () => {
    const phases = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1, max: 300, noNaN: true }), phases, fc.nat(2000), (period, phase, n) => {
        const value = cycle({ wave: 'cosine', period, phase, ...bounds })(n, {});
        return Math.abs(value - (1 - 0.8 * Math.cos(2 * Math.PI * (n / period + phase)))) < 1e-9;
      }),
      { seed: 1 },
    );
  });

  it('passes the geometric mean half way up on the log scale', () => {
    expect(cycle({ wave: 'triangle', period: 4, min: 0.01, max: 1, scale: 'log' })(1, {})).toBeCloseTo(0.1, 12);
  });

  it('carries its options with the defaults filled in, and the period', () => {
    const made = cycle({ wave: 'sine', period: 7.5, ...bounds });
    expect(made.options).toEqual({ wave: 'sine', period: 7.5, ...bounds, phase: 0, scale: 'linear' });
    expect([made.kind, made.period]).toEqual(['cycle', 7.5]);
  });

  it('takes any function of phase as its wave', () => {
    expect(cycle({ wave: (phase) => phase * phase, period: 4, min: 0, max: 16 })(2, {})).toBe(4);
  });

  it.each<[string, object, string]>([
    [
      'a short period',
      { period: 0.5 },
      'cycle.period: expected a number ≥ 1, got 0.5. Periods are counted in updates.',
    ],
    ['an unknown wave', { wave: 'cosin' }, "got 'cosin'. Did you mean 'cosine'?"],
    [
      'a log scale down to 0',
      { min: 0, scale: 'log' },
      'cycle.min: expected a number > 0, got 0. A log scale needs bounds above 0.',
    ],
    ['a bound that is not finite', { max: Infinity }, 'cycle.max: expected a finite number, got Infinity.'],
    [
      'a misspelt option',
      { phse: 0.5 },
      "cycle.phse: expected only wave, period, min, max, phase, scale, got 'phse'. Did you mean 'phase'?",
    ],
  ])('refuses %s', (_, options, message) => {
    const make = (): unknown => cycle({ wave: 'cosine', period: 4, ...bounds, ...options });
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });
});

describe('fraction', () => {
  it('lies in [0, 1) for every finite number, also just below 0', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => fraction(x) >= 0 && fraction(x) < 1),
      { seed: 1, examples: [[-1e-20], [-0], [1e300]] },
    );
    expect(fraction(-0.25)).toBe(0.75);
  });
});

describe('tunables', () => {
  it('resolve to numbers, each asked with the update and the signals', () => {
    const seen = resolve({ a: 2, b: (n: number) => n + 1, c: (_: number, signals) => signals['return'] ?? -1 }, 5, {
      return: 7,
    });
    expect(seen).toEqual({ a: 2, b: 6, c: 7 });
    expect(valueAt((_, signals) => signals['return'] ?? -1, 0)).toBe(-1);
  });

  it('are numbers or functions and nothing else', () => {
    expect(() => checkTunable('x', '0.5')).toThrow(
      "x: expected a finite number or a schedule, got '0.5'. A schedule is a function of (update, signals).",
    );
    expect(() => checkTunable('x', NaN)).toThrow(OptionError);
  });
});
