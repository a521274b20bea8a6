import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { product } from '../../curriculum/compose.js';
import { extremes } from '../../curriculum/extremes.js';
import { cycle } from '../../curriculum/schedule.js';
import { waveformFacts, waveforms, type WaveformName } from '../../curriculum/waveforms.js';

describe('extremes', () => {
  it('of a long cycle lie where the waveform states its crest and trough', () => {
    const plateau: readonly string[] = ['square', 'pulse', 'trapezoid'];
    for (const wave of Object.keys(waveforms) as WaveformName[]) {
      if (plateau.includes(wave)) continue; // the first update of a plateau, not its middle
      const { crest, trough } = extremes(cycle({ wave, period: 400, min: 0, max: 1 }));
      expect(crest).toBe(Math.min(399, waveformFacts[wave].crest * 400));
      expect(trough).toBe(Math.min(399, waveformFacts[wave].trough * 400));
    }
    expect(extremes(cycle({ wave: 'square', period: 400, min: 0, max: 1 }))).toEqual({
      min: 0,
      max: 1,
      trough: 0,
      crest: 200,
    });
  });

  it('bound every update of an integer period and are taken at the updates they name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(5000), (p, q, n) => {
        const both = product(
          cycle({ wave: 'cosine', period: p, min: 1, max: 3 }),
          cycle({ wave: 'sine', period: q, phase: 0.2, min: 1, max: 3 }),
        );
        const { min, max, trough, crest } = extremes(both);
        const value = both(n, {});
        const ends = Math.abs(both(trough, {}) - min) + Math.abs(both(crest, {}) - max);
        return value >= min - 1e-9 && value <= max + 1e-9 && ends < 1e-11;
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('take the first of equal updates, whatever the rounding', () => {
    // An odd period has two updates equally near to the crest.
    expect(extremes(cycle({ wave: 'cosine', period: 9, min: 0, max: 1 })).crest).toBe(4);
  });

  it('need a period', () => {
    expect(() => extremes((n) => n)).toThrow('extremes.schedule: expected a schedule with a period, got a function.');
  });
});
