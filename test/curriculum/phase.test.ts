import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignmentScore,
  antiPhase,
  coherence,
  measuredPhase,
  phaseBetween,
  quadrature,
  shiftToPhase,
  wrapTurns,
} from '../../curriculum/phase.js';
import { cycle, type Schedule } from '../../curriculum/schedule.js';
import { random } from '../../math/random.js';

const cosine = (period: number, phase: number, min = 0, max = 1): Schedule =>
  cycle({ wave: 'cosine', period, phase, min, max });

describe('the phase between two schedules', () => {
  it('is what the phases of two cycles differ by, wrapped', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(4, 7, 40, 12.5),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (period, a, b) => {
          const found = phaseBetween(cosine(period, a, 3, 29), cosine(period, b, 0.2, 1.8));
          expect(Math.abs(wrapTurns(found! - (a - b)))).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('is the same for other shapes that are alike, and half a turn for the shape upside down', () => {
    const saw = (phase: number): Schedule => cycle({ wave: 'sawtooth', period: 32, phase, min: 0, max: 2 });
    expect(phaseBetween(saw(0.3), saw(0.05))).toBeCloseTo(0.25, 12);
    expect(phaseBetween((n) => -saw(0)(n, {}), saw(0), 32)).toBeCloseTo(0.5, 12);
  });

  it('is unknown for a constant, and needs one period', () => {
    expect(phaseBetween(() => 3, cosine(40, 0))).toBeUndefined();
    expect(() => phaseBetween(cosine(40, 0), cosine(30, 0))).toThrow('phaseBetween.period');
    expect(() => phaseBetween(Math.sin, Math.cos)).toThrow('phaseBetween.period');
    expect(phaseBetween(cosine(40, 0.2), cosine(20, 0), 40)).toBeUndefined();
  });

  it('is held by a shift', () => {
    const difficulty = cosine(40, 0.13, 0.2, 1.8);
    for (const turns of [0, quadrature, antiPhase, -0.4]) {
      const rate = shiftToPhase(cosine(40, 0.77, 3, 29), difficulty, turns);
      expect(Math.abs(wrapTurns(phaseBetween(rate, difficulty)! - turns))).toBeLessThan(1e-9);
    }
    const rate = shiftToPhase(cosine(40, 0, 3, 29), cosine(40, 0), antiPhase);
    expect(rate(20, {})).toBeCloseTo(3, 12);
    expect(() => shiftToPhase(cosine(40, 0), () => 1, 0)).toThrow('shiftToPhase');
  });
});

describe('the phase between two measured series', () => {
  const updates = Array.from({ length: 40 }, (_, k) => 4 * k);
  const series = (phase: number, amplitude = 1): number[] =>
    updates.map((n) => 5 + amplitude * Math.cos(2 * Math.PI * (n / 40 + phase)));

  it('is exact on readings every fourth update', () => {
    const found = measuredPhase({ updates, a: series(0.3), b: series(0.1, 3), period: 40 });
    expect(found?.turns).toBeCloseTo(0.2, 12);
    expect(found?.lag).toBeCloseTo(-8, 10);
    expect(found?.coherence).toBeCloseTo(1, 12);
    expect(found?.periods).toBe(4);
  });

  it('has rank 1 with itself and −1 with its negative', () => {
    const a = series(0.3);
    expect(measuredPhase({ updates, a, b: a, period: 40 })?.rank).toBeCloseTo(1, 12);
    expect(measuredPhase({ updates, a, b: a.map((x) => -x), period: 40 })?.rank).toBeCloseTo(-1, 12);
  });

  it('has the coherence of the periods: two that agree and two a half turn away leave none', () => {
    const b = series(0);
    const a = b.map((value, k) => (k < 20 ? value : 10 - value));
    expect(measuredPhase({ updates, a, b, period: 40 })?.coherence).toBeLessThan(1e-12);
    // Two periods at 0 and two a quarter turn away: |1 + 1 + i + i|/4 = 1/√2, at an eighth of a turn.
    const quarter = series(0.25);
    const mixed = b.map((value, k) => (k < 20 ? value : quarter[k]));
    const found = measuredPhase({ updates, a: mixed, b, period: 40 });
    expect(found?.coherence).toBeCloseTo(Math.SQRT1_2, 12);
    expect(found?.turns).toBeCloseTo(0.125, 12);
  });

  it('uses the last whole periods only, and none of a constant', () => {
    const head = [-12, -8, -4, ...updates];
    const a = [100, -100, 100, ...series(0.3)];
    const b = [7, 7, 7, ...series(0.1)];
    expect(measuredPhase({ updates: head, a, b, period: 40 })?.turns).toBeCloseTo(0.2, 12);
    expect(measuredPhase({ updates, a: updates.map(() => 2), b: series(0), period: 40 })).toBeUndefined();
    expect(measuredPhase({ updates: [0, 1], a: [1, 2], b: [2, 1], period: 40 })).toBeUndefined();
    expect(() => measuredPhase({ updates, a: [1], b: series(0), period: 40 })).toThrow('measuredPhase');
  });
});

describe('coherence of a knob and the measured sharpness', () => {
  const updates = Array.from({ length: 40 }, (_, k) => 4 * k);
  const wave = (phase: number, mid = 1, depth = 0.8): number[] =>
    updates.map((n) => mid * (1 + depth * Math.cos(2 * Math.PI * (n / 40 + phase))));
  const knob = wave(0);

  it('of a sharpness that is the knob has rank 1, no lag, and the phase of the rate', () => {
    const found = coherence({ updates, knob, sharpness: wave(0, 0.3), period: 40, phase: antiPhase });
    expect(found).toMatchObject({ verdict: 'anti-phase', periods: 4 });
    expect(found.rank).toBeCloseTo(1, 12);
    expect(found.lag).toBeCloseTo(0, 12);
    expect(found.truePhase).toBeCloseTo(0.5, 12);
    expect(found.reason).toBeUndefined();
  });

  it('has a positive lag where the sharpness comes later, and adds it to the phase of the rate', () => {
    // λ̂ comes a tenth of a turn after the knob: cos 2π(n/T − .1).
    const found = coherence({ updates, knob, sharpness: wave(-0.1), period: 40, phase: -0.1 });
    expect(found.lag).toBeCloseTo(0.1, 12);
    expect(found.truePhase).toBeCloseTo(0, 12);
    expect(found.verdict).toBe('in-phase');
  });

  it('folds the depth from the medians of eight bins, so that a spike does not count', () => {
    // The bins' medians: 1 in the first half of the period, 3 in the second; depth (3 − 1)/(3 + 1).
    const halves: number[] = updates.map((n) => (n % 40 < 20 ? 1 : 3));
    halves[0] = 1000;
    const found = coherence({
      updates,
      knob: updates.map((n) => (n % 40 < 20 ? 0 : 1)),
      sharpness: halves,
      period: 40,
      phase: 0,
    });
    expect(found.depth).toBe(0.5);
  });

  it('never says anti-phase of a run whose sharpness falls as the knob rises', () => {
    const against = coherence({ updates, knob, sharpness: wave(0.5), period: 40, phase: 0 });
    // Equal levels on the two flanks differ in their last bits, so their ranks are not exactly reversed.
    expect(against.rank).toBeLessThan(-0.95);
    expect(against.truePhase).toBeCloseTo(0.5, 12);
    expect(against).toMatchObject({ verdict: 'unknown', reason: 'the sharpness falls as the knob rises' });
    const nominal = coherence({ updates, knob, sharpness: wave(0.5), period: 40, phase: antiPhase });
    expect(nominal.verdict).toBe('in-phase');
  });

  it('is unknown for few periods, few readings, a constant, no depth, no order, or no phase', () => {
    const cut = (count: number): Parameters<typeof coherence>[0] => ({
      updates: updates.slice(0, count),
      knob: knob.slice(0, count),
      sharpness: knob.slice(0, count),
      period: 40,
      phase: 0,
    });
    expect(coherence(cut(19))).toMatchObject({
      verdict: 'unknown',
      rank: undefined,
      reason: 'fewer than 2 whole periods',
    });
    expect(coherence(cut(20)).verdict).toBe('in-phase');
    const every = (step: number): number[] => Array.from({ length: Math.floor(160 / step) }, (_, k) => step * k);
    const sparse = every(8);
    const values = sparse.map((n) => Math.cos((2 * Math.PI * n) / 40));
    expect(coherence({ updates: sparse, knob: values, sharpness: values, period: 40, phase: 0 }).reason).toBe(
      'fewer than 8 readings in a period',
    );
    expect(coherence({ updates, knob: updates.map(() => 1), sharpness: knob, period: 40, phase: 0 }).reason).toContain(
      'constant',
    );
    expect(coherence({ updates, knob, sharpness: wave(0, 1, 0.05), period: 40, phase: 0 }).reason).toBe(
      'depth below 0.1',
    );
    const noise = random(3);
    expect(
      coherence({ updates, knob, sharpness: updates.map(() => noise.double()), period: 40, phase: 0 }).reason,
    ).toBe('|rank| below 0.5');
    expect(coherence({ updates, knob, sharpness: knob, period: 40 })).toMatchObject({
      verdict: 'unknown',
      reason: 'no phase of the rate',
    });
    expect(coherence({ updates, knob, sharpness: knob.map((x) => -x), period: 40, phase: 0 }).depth).toBeUndefined();
  });
});

describe('the alignment score of a gate', () => {
  const rate = cosine(8, 0);

  it('is 1 at the crest, negative at the trough, and by hand in between', () => {
    expect(alignmentScore((n) => n % 8 === 4, rate, { updates: 80 })).toBeCloseTo(1, 12);
    expect(alignmentScore((n) => n % 8 === 0, rate, { updates: 80 })).toBeCloseTo(-1, 12);
    expect(alignmentScore((n) => n % 8 === 2, rate, { updates: 80 })).toBeCloseTo(0, 12);
    // Rates 1, 2, 3, 10 (mean 4), open at the 3rd and 4th: mean 6.5 is the best; at the 2nd and 4th: mean 6, (6 − 4)/(6.5 − 4).
    const ramp: Schedule = (n) => [1, 2, 3, 10][n];
    expect(alignmentScore((n) => n >= 2, ramp, { updates: 4 })).toBe(1);
    expect(alignmentScore((n) => n % 2 === 1, ramp, { updates: 4 })).toBeCloseTo(0.8, 14);
  });

  it('is unknown for a constant rate and a gate that never or always opens', () => {
    expect(alignmentScore((n) => n === 1, 3, { updates: 8 })).toBeUndefined();
    expect(alignmentScore(() => true, rate, { updates: 8 })).toBeUndefined();
    expect(alignmentScore(() => false, rate, { updates: 8 })).toBeUndefined();
  });
});
