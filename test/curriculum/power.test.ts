import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerOf } from '../../curriculum/power.js';

describe('powerOf', () => {
  it('is Math.pow to rounding, for integer and real exponents', () => {
    const bases = fc.double({ min: 1e-3, max: 10, noNaN: true });
    const exponents = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.double({ min: -40, max: 40, noNaN: true }));
    fc.assert(
      fc.property(
        bases,
        exponents,
        (base, exponent) => Math.abs(powerOf(base, exponent) / Math.pow(base, exponent) - 1) < 1e-12,
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('knows the powers of 0 and the power 0', () => {
    expect([powerOf(0, 3), powerOf(0, 0.5), powerOf(0, 0), powerOf(7, 0)]).toEqual([0, 0, 1, 1]);
  });

  it('underflows to 0 instead of failing', () => {
    expect(powerOf(0.5, 5000)).toBe(0);
  });
});
