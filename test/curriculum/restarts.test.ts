import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decayingCycle, restartAt, restarts } from '../../curriculum/restarts.js';
import { cycle } from '../../curriculum/schedule.js';
import { peer } from './torch/peer.js';

describe('restartAt', () => {
  it('puts every update in exactly one period', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.nat(2000),
        (first, factor, update) => {
          const here = restartAt(update, first, factor);
          const next = restartAt(update - here.position + here.length, first, factor);
          return (
            here.position >= 0 && here.position < here.length && next.index === here.index + 1 && next.position === 0
          );
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('gives period i the rounded length first·factorⁱ', () => {
    const lengths = [];
    for (let n = 0; lengths.length < 5;) {
      const { length } = restartAt(n, 4, 1.5);
      lengths.push(length);
      n += length;
    }
    expect(lengths).toEqual([4, 6, 9, 14, 20]);
  });
});

describe('restarts', () => {
  it('are PyTorch’s warm restarts when the factor is an integer and nothing decays', () => {
    const run = peer('CosineAnnealingWarmRestarts(T_0=1,T_mult=3)');
    const rate = restarts({ period: 1, factor: 3, min: 0, max: 0.1 });
    for (let n = 0; n < run.compare; n++) expect(rate(n, {})).toBeCloseTo(run.lr[n], 12);
  });

  it('are a cycle, with its period, when neither length nor height changes', () => {
    const made = restarts({ wave: 'triangle', period: 8, min: 1, max: 3 });
    const same = cycle({ wave: 'triangle', period: 8, min: 1, max: 3 });
    for (let n = 0; n < 40; n++) expect(made(n, {})).toBeCloseTo(same(n, {}), 12);
    expect(made.period).toBe(8);
    expect(restarts({ period: 8, min: 1, max: 3, decay: 0.5 }).period).toBeUndefined();
  });

  it('lower every crest towards the trough by the same factor', () => {
    const rate = restarts({ period: 10, factor: 2, min: 1, max: 9, decay: 0.5 });
    expect([0, 10, 30, 70].map((n) => rate(n, {}))).toEqual([9, 5, 3, 2]);
  });

  it('stay within their bounds, late and early', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.integer({ min: -50, max: 1_000_000 }),
        (period, factor, n) => {
          const value = restarts({ period, factor, min: 1, max: 2, decay: 0.9 })(n, {});
          return value >= 1 && value <= 2;
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  it('refuse a period that is not an integer and a shrinking one', () => {
    expect(() => restarts({ period: 2.5, min: 0, max: 1 })).toThrow(
      'restarts.period: expected an integer ≥ 1, got 2.5. Periods are counted in updates.',
    );
    expect(() => restarts({ period: 2, factor: 0.5, min: 0, max: 1 })).toThrow(
      /^restarts\.factor: .*Shrinking periods would pile up\.$/,
    );
  });
});

describe('decayingCycle', () => {
  const triangle = { wave: 'triangle', period: 8, min: 0.01, max: 0.1 } as const;

  it.each([
    ['CyclicLR triangular2 up=4', decayingCycle({ ...triangle, decay: 0.5, every: 'period' })],
    ['CyclicLR exp_range up=4 gamma=0.95', decayingCycle({ ...triangle, decay: 0.95, every: 'update' })],
  ])('meets the recorded %s', (name, rate) => {
    const run = peer(name);
    for (let n = 0; n < run.compare; n++) expect(Math.abs(rate(n, {}) - run.lr[n])).toBeLessThan(1e-12 * run.base_lr);
  });

  it('keeps to its bounds and tends to its lowest value', () => {
    const rate = decayingCycle({ ...triangle, period: 7.5, phase: 0.4, decay: 0.5, every: 'period' });
    for (let n = -20; n < 200; n++) {
      expect(rate(n, {})).toBeGreaterThanOrEqual(0.01);
      expect(rate(n, {})).toBeLessThanOrEqual(0.1);
    }
    expect(rate(1e6, {})).toBe(0.01);
    expect(rate.period).toBeUndefined();
  });

  it('refuses a height that grows', () => {
    expect(() => decayingCycle({ ...triangle, decay: 1.1, every: 'update' })).toThrow(
      'decayingCycle.decay: expected a number ≤ 1 and > 0, got 1.1. A decay above 1 would grow without end.',
    );
  });
});
