import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atCrest, atTrough, during, every, gated, whileAbove, type Gate } from '../../curriculum/gate.js';
import { cycle } from '../../curriculum/schedule.js';
import { waveforms, type WaveformName } from '../../curriculum/waveforms.js';

const names = Object.keys(waveforms) as WaveformName[];
const open = (gate: Gate, until: number): number[] =>
  Array.from({ length: until }, (_, n) => n).filter((n) => gate(n, {}));

describe('gates', () => {
  it('every opens at equal distances from its first update on', () => {
    expect(open(every(5), 16)).toEqual([0, 5, 10, 15]);
    expect(open(every(5, 7), 20)).toEqual([7, 12, 17]);
  });

  it('during opens for a stretch, its end left out', () => {
    expect(open(during(3, 6), 10)).toEqual([3, 4, 5]);
    expect(open(during(8, Infinity), 10)).toEqual([8, 9]);
  });

  it('whileAbove is shut at the threshold, and while nothing or NaN was measured', () => {
    const gate = whileAbove('sharpness', 2);
    expect(
      [{ sharpness: 2.1 }, { sharpness: 2 }, {}, { sharpness: NaN }, { sharpness: undefined }].map((signals) =>
        gate(0, signals),
      ),
    ).toEqual([true, false, false, false, false]);
  });

  it('atCrest and atTrough open once in every period, at its highest and its lowest update', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (wave, period, phase) => {
          const schedule = cycle({ wave, period, phase, min: 1, max: 2 });
          const values = Array.from({ length: period }, (_, n) => schedule(n, {}));
          const [crests, troughs] = [open(atCrest(schedule), 6 * period), open(atTrough(schedule), 6 * period)];
          return (
            crests.length === 6 &&
            troughs.length === 6 &&
            crests.every((n, i) => n === crests[0] + i * period && values[crests[0]] >= Math.max(...values) - 1e-9) &&
            troughs.every((n, i) => n === troughs[0] + i * period && values[troughs[0]] <= Math.min(...values) + 1e-9)
          );
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('open at the update nearest to the crest for a real period', () => {
    const crests = open(atCrest(cycle({ wave: 'cosine', period: 7.5, min: 0, max: 1 })), 40);
    expect(crests).toEqual([3.75, 11.25, 18.75, 26.25, 33.75].map(Math.round));
  });

  it('open at the first update of a plateau, and of the period of a constant', () => {
    expect(open(atCrest(cycle({ wave: 'square', period: 10, min: 0, max: 1 })), 20)).toEqual([5, 15]);
    expect(open(atCrest(cycle({ wave: 'cosine', period: 10, min: 1, max: 1 })), 20)).toEqual([0, 10]);
  });

  it('gated is one tunable while open and the other while shut, and hands the signals on', () => {
    const schedule = gated(
      whileAbove('return', 10),
      (n) => n,
      (_, signals) => signals['return'] ?? -1,
    );
    expect([schedule(7, { return: 11 }), schedule(7, { return: 9 }), schedule(7, {})]).toEqual([7, 9, -1]);
    expect(schedule.kind).toBe('gated');
  });

  it.each<[string, () => unknown, string]>([
    ['a spacing of 0', () => every(0), 'every.updates: expected an integer ≥ 1, got 0. Spacing is counted in updates.'],
    [
      'an empty stretch',
      () => during(5, 5),
      'during.to: expected an integer > 5, got 5. It is the first update at which the gate is shut again.',
    ],
    [
      'no name',
      () => whileAbove('', 0),
      "whileAbove.signal: expected the name of a signal, got ''. For example return or sharpness.",
    ],
    [
      'a schedule without a period',
      () => atCrest((n) => n),
      'atCrest.schedule: expected a schedule with a period, got a function. Give the schedule a `period`',
    ],
    [
      'a tunable that is none',
      () => gated(every(2), NaN, 0),
      'gated.on: expected a finite number or a schedule, got NaN.',
    ],
  ])('refuse %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
