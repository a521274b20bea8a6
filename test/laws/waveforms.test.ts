import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { antiPhase } from '../../curriculum/phase.js';
import { shift } from '../../curriculum/period.js';
import { cycle, fraction } from '../../curriculum/schedule.js';
import { invert } from '../../curriculum/shaping.js';
import { waveformFacts, waveforms, type WaveformName } from '../../curriculum/waveforms.js';

const names = Object.keys(waveforms) as WaveformName[];
/** Fine enough that a continuous shape moves less than 10⁻³ between neighbours; the offset is none of the shapes' corners. */
const count = 1 << 14;
const grid = Array.from({ length: count }, (_, i) => (i + 0.37) / count);
const phases = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe.each(names)('the waveform %s', (name) => {
  const wave = waveforms[name];
  const facts = waveformFacts[name];

  it('keeps to levels from 0 to 1 at every phase', () => {
    fc.assert(
      fc.property(phases, (phase) => {
        const level = wave(phase);
        return level >= 0 && level <= 1;
      }),
      { seed: 1, numRuns: 1000, examples: [[0], [0.25], [0.5], [0.75], [1 - Number.EPSILON / 2]] },
    );
  });

  it('has the mean it states', () => {
    const mean = grid.reduce((sum, phase) => sum + wave(phase), 0) / count;
    // A jump is placed to within one of 2¹⁴ samples.
    expect(Math.abs(mean - facts.mean)).toBeLessThan(1 / count);
  });

  it('has its crest and its trough where it states them, at levels 1 and 0', () => {
    const at = (phase: number): number => wave(phase === 1 ? 1 - 1e-12 : phase);
    expect(at(facts.crest)).toBeCloseTo(1, 10);
    expect(at(facts.trough)).toBeCloseTo(0, 10);
  });

  it('jumps exactly when it states that it is not continuous', () => {
    const steps = grid.map((phase) => Math.abs(wave(fraction(phase + 1 / count)) - wave(phase)));
    const largest = Math.max(...steps);
    if (facts.continuous) expect(largest).toBeLessThan(1e-3);
    else expect(largest).toBeGreaterThan(0.99);
  });

  it('turns upside down under a shift of half a turn exactly when it states that symmetry', () => {
    const difference = Math.max(
      ...grid.map((phase) => Math.abs(wave(fraction(phase + antiPhase)) - (1 - wave(phase)))),
    );
    if (facts.halfWaveSymmetric) expect(difference).toBeLessThan(1e-12);
    else expect(difference).toBeGreaterThan(0.4);
  });

  it('gives the same period after period, as a cycle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.nat(1000),
        fc.integer({ min: -5, max: 5 }),
        (period, update, turns) => {
          const schedule = cycle({ wave: name, period, min: 0.2, max: 1.8 });
          const [a, b] = [schedule(update, {}), schedule(update + turns * period, {})];
          // The fraction of n/T is rounded differently in another period: an update on a jump may fall to either side.
          const onJump = !facts.continuous && Math.abs(a - b) > 0.3;
          return onJump || Math.abs(a - b) < 1e-9;
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  it('keeps to the bounds of its cycle on both scales', () => {
    const value = fc.double({ min: 1e-6, max: 1e3, noNaN: true });
    const period = fc.double({ min: 1, max: 500, noNaN: true });
    fc.assert(
      fc.property(
        value,
        value,
        period,
        phases,
        fc.nat(5000),
        fc.constantFrom('linear', 'log'),
        (a, b, T, phase, update, scale) => {
          const [min, max] = [Math.min(a, b), Math.max(a, b)];
          const level = cycle({ wave: name, period: T, min, max, phase, scale })(update, {});
          return level >= min * (1 - 1e-12) && level <= max * (1 + 1e-12);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('anti-phase and upside down', () => {
  const pair = (name: WaveformName): { shifted: number[]; inverted: number[] } => {
    const schedule = cycle({ wave: name, period: 40, min: 0, max: 1 });
    const other = cycle({ wave: invert(waveforms[name]), period: 40, min: 0, max: 1 });
    const updates = Array.from({ length: 40 }, (_, n) => n);
    const shifted = shift(schedule, antiPhase);
    return { shifted: updates.map((n) => shifted(n, {})), inverted: updates.map((n) => other(n, {})) };
  };

  it.each(['cosine', 'triangle', 'square'] as const)('are the same schedule for the half-wave symmetric %s', (name) => {
    const { shifted, inverted } = pair(name);
    for (const [n, value] of shifted.entries()) expect(value).toBeCloseTo(inverted[n], 12);
  });

  it.each(['sawtooth', 'warmRestart'] as const)('differ by more than 0.4 of the range for the %s', (name) => {
    const { shifted, inverted } = pair(name);
    expect(Math.max(...shifted.map((value, n) => Math.abs(value - inverted[n])))).toBeGreaterThan(0.4);
  });

  it('put the low rate on the high difficulty of a warm restart only by turning it upside down', () => {
    const { shifted, inverted } = pair('warmRestart');
    expect(inverted[0]).toBe(0);
    expect(shifted[0]).toBeCloseTo(0.5, 12);
  });
});
