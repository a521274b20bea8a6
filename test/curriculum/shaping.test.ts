import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blend, harmonics, hold, invert, power, reverse, skew } from '../../curriculum/shaping.js';
import { triangleOf } from '../../curriculum/waveform-families.js';
import {
  cosine,
  sawtooth,
  sawtoothDown,
  square,
  triangle,
  waveforms,
  type Waveform,
} from '../../curriculum/waveforms.js';

const phases = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const shapes = fc.constantFrom<Waveform>(...Object.values(waveforms));
const shares = fc.double({ min: 0.01, max: 0.99, noNaN: true });

function same(a: Waveform, b: Waveform): void {
  fc.assert(
    fc.property(phases, (phase) => Math.abs(a(phase) - b(phase)) < 1e-12),
    { seed: 1 },
  );
}

describe('shaping', () => {
  it('keeps every shape within levels 0 and 1', () => {
    const amplitudes = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(shapes, shapes, phases, shares, amplitudes, (a, b, phase, share, partials) => {
        const made = [
          invert(a),
          reverse(a),
          skew(a, share),
          blend(a, b, share),
          hold(a, 5),
          power(a, 3 * share),
          harmonics([3, ...partials]),
        ];
        return made.every((wave) => wave(phase) >= 0 && wave(phase) <= 1);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('comes back when turned upside down or backwards twice', () => {
    for (const wave of Object.values(waveforms)) {
      same(invert(invert(wave)), wave);
      // At phases within rounding of a jump, −(−p) may fall on its other side: sampled away from them.
      for (let i = 0; i < 100; i++)
        expect(reverse(reverse(wave))((i + 0.37) / 100)).toBeCloseTo(wave((i + 0.37) / 100), 12);
    }
  });

  it('turns a sawtooth backwards into the falling one, up to the jump', () => {
    for (let i = 1; i < 50; i++) expect(reverse(sawtooth)(i / 50)).toBeCloseTo(sawtoothDown(i / 50), 12);
    same(invert(sawtooth), sawtoothDown);
  });

  it('skews a triangle into the triangle of that duty and leaves the middle at ½ alone', () => {
    same(skew(triangle, 0.2), triangleOf(0.2));
    same(skew(cosine, 0.5), cosine);
  });

  it('blends to either end', () => {
    same(blend(cosine, square, 0), cosine);
    same(blend(cosine, square, 1), square);
    expect(blend(cosine, square, 0.25)(0.75)).toBeCloseTo(0.75 * 0.5 + 0.25, 12);
  });

  it('holds the level of the start of each step', () => {
    expect([0, 0.249, 0.25, 0.5, 0.99].map(hold(sawtooth, 4))).toEqual([0, 0, 0.25, 0.5, 0.75]);
  });

  it('bends with a power and unbends with its inverse', () => {
    same(power(power(cosine, 3), 1 / 3), cosine);
    expect(power(triangle, 0.5)(0)).toBe(0);
  });

  it('builds a triangle from odd partials with falling squares', () => {
    const wave = harmonics(Array.from({ length: 401 }, (_, i) => (i % 2 === 0 ? 1 / ((i + 1) * (i + 1)) : 0)));
    // The tail of Σ 1/k² over odd k > 401 is below 1/802.
    for (let i = 0; i < 20; i++) expect(Math.abs(wave(i / 20) - triangle(i / 20))).toBeLessThan(2e-3);
  });

  it('is a cosine for one partial, shifted by its phase', () => {
    same(harmonics([2]), cosine);
    same(harmonics([1], [0.25]), (phase) => cosine(phase + 0.25));
  });

  it.each<[string, () => unknown, string]>([
    ['skew', () => skew(cosine, 1), 'skew.middle: expected a number > 0 and < 1, got 1. It is the phase'],
    ['blend', () => blend(cosine, square, 2), 'blend.amount: expected a number in [0, 1], got 2. 0 is the first shape'],
    ['hold', () => hold(cosine, 0), 'hold.steps: expected an integer ≥ 1, got 0. Steps are counted per turn.'],
    ['power', () => power(cosine, -1), 'power.exponent: expected a number > 0, got -1. Use invert'],
    [
      'harmonics',
      () => harmonics([0, 0]),
      'harmonics.amplitudes: expected at least one number other than 0, got an array of 2. A plain cosine is [1].',
    ],
    ['harmonics phases', () => harmonics([1], [0, 0]), 'harmonics.phases: expected at most 1 numbers'],
  ])('names what %s cannot use and says what to do', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
