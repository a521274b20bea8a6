import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargeOf, pulseOf, trapezoidOf, triangleOf } from '../../curriculum/waveform-families.js';
import { charge, pulse, sawtooth, square, trapezoid, triangle, type Waveform } from '../../curriculum/waveforms.js';
import { OptionError } from '../../math/check.js';

const phases = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const duties = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const mean = (wave: Waveform): number =>
  Array.from({ length: 20000 }, (_, i) => wave((i + 0.5) / 20000)).reduce((a, b) => a + b) / 20000;

describe('waveform families', () => {
  it.each<[string, Waveform, Waveform]>([
    ['triangleOf(½) is the triangle', triangleOf(0.5), triangle],
    ['pulseOf(½) is the square', pulseOf(0.5), square],
    ['pulseOf(¼) is the pulse', pulseOf(0.25), pulse],
    ['trapezoidOf(quarters) is the trapezoid', trapezoidOf({ rise: 0.25, high: 0.25, fall: 0.25 }), trapezoid],
    ['chargeOf(5) is the charge', chargeOf(5), charge],
    ['chargeOf of a tiny number is the sawtooth', chargeOf(1e-14), sawtooth],
  ])('%s', (_, family, plain) => {
    fc.assert(
      fc.property(phases, (phase) => Math.abs(family(phase) - plain(phase)) < 1e-12),
      { seed: 1 },
    );
  });

  it('keep to levels from 0 to 1 for every parameter', () => {
    fc.assert(
      fc.property(phases, duties, fc.double({ min: 0.1, max: 500, noNaN: true }), (phase, duty, constants) => {
        const waves = [triangleOf(duty), pulseOf(duty), chargeOf(constants), chargeOf(-constants)];
        return waves.every((wave) => wave(phase) >= 0 && wave(phase) <= 1);
      }),
      { seed: 2, numRuns: 500 },
    );
    fc.assert(
      fc.property(
        phases,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (phase, a, b) => {
          const level = trapezoidOf({ rise: a * b, high: a * (1 - b), fall: 1 - a })(phase);
          return level >= 0 && level <= 1 + 1e-12;
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });

  it.each([0.1, 0.3, 0.9])('have their crest at, and spend, a duty of %d', (duty) => {
    expect(triangleOf(duty)(duty)).toBe(1);
    expect(mean(triangleOf(duty))).toBeCloseTo(0.5, 4);
    expect(mean(pulseOf(duty))).toBeCloseTo(duty, 4);
    expect(mean(trapezoidOf({ rise: 0.05, high: duty, fall: 0.01 }))).toBeCloseTo(duty + 0.03, 4);
  });

  it('take a trapezoid without flanks as a centred pulse', () => {
    const gateLike = trapezoidOf({ rise: 0, high: 0.5, fall: 0 });
    expect([0, 0.24, 0.25, 0.74, 0.75].map(gateLike)).toEqual([0, 0, 1, 1, 0]);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['a duty of 0', () => triangleOf(0), /^triangleOf\.duty: expected a number > 0 and < 1, got 0\. .*sawtooth/],
    ['a duty of 1', () => pulseOf(1), /^pulseOf\.duty: expected a number > 0 and < 1, got 1\. .*give a number/],
    [
      'parts beyond a turn',
      () => trapezoidOf({ rise: 0.5, high: 0.5, fall: 0.5 }),
      /^trapezoidOf: expected rise \+ high \+ fall ≤ 1, got 1\.5/,
    ],
    [
      'a negative part',
      () => trapezoidOf({ rise: -0.1, high: 0.5, fall: 0.5 }),
      /^trapezoidOf\.rise: expected a number in \[0, 1\]/,
    ],
    ['no time constant', () => chargeOf(0), /^chargeOf\.constants: .*sawtooth/],
  ])('refuse %s', (_, make, message) => {
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });
});
