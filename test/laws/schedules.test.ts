import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clamp, envelope, holdFor, map, product, repeat, sum } from '../../curriculum/compose.js';
import {
  cosineDecay,
  exponentialDecay,
  linearDecay,
  oneCycle,
  polynomialDecay,
  stepDecay,
} from '../../curriculum/decays.js';
import { during, gated } from '../../curriculum/gate.js';
import { decayingCycle, restarts } from '../../curriculum/restarts.js';
import { isPeriodic, mean, shift } from '../../curriculum/period.js';
import { cycle, type KnownSchedule } from '../../curriculum/schedule.js';
import { join, warmup } from '../../curriculum/stages.js';
import { chainedScheduler, sequentialLR } from '../../curriculum/torch/combine.js';
import { cosineAnnealingLR, cosineAnnealingWarmRestarts } from '../../curriculum/torch/cosine.js';
import { cyclicLR } from '../../curriculum/torch/cyclic.js';
import {
  constantLR,
  exponentialLR,
  lambdaLR,
  linearLR,
  multiStepLR,
  polynomialLR,
  stepLR,
} from '../../curriculum/torch/factors.js';
import { oneCycleLR } from '../../curriculum/torch/one-cycle.js';

const a = cycle({ wave: 'cosine', period: 12, min: 0.1, max: 1 });
const b = cycle({ wave: 'warmRestart', period: 8, phase: 0.3, min: 0.1, max: 1 });
const ends = { from: 1, to: 0.1, updates: 30 };
const baseRate = 0.1;
const schedules: readonly KnownSchedule<string, unknown>[] = [
  a,
  product(a, b),
  sum(a, b),
  clamp(a, { max: 0.5 }),
  map(a, Math.sqrt),
  envelope({ of: a, by: b, from: 0.1 }),
  repeat(linearDecay(ends), 20),
  holdFor(a, 4),
  join([{ of: a, updates: 20 }, { of: b }]),
  warmup({ of: a, updates: 25 }),
  linearDecay(ends),
  exponentialDecay(ends),
  polynomialDecay(ends),
  cosineDecay(ends),
  stepDecay({ from: 1, factor: 0.5, every: 7 }),
  oneCycle({ max: 1, updates: 50 }),
  restarts({ period: 5, factor: 1.5, min: 0.1, max: 1, decay: 0.8 }),
  decayingCycle({ wave: 'sine', period: 9, min: 0.1, max: 1, decay: 0.99, every: 'update' }),
  gated(during(10, 20), a, b),
  cosineAnnealingLR({ baseRate, updates: 30 }),
  cosineAnnealingLR({ baseRate, updates: 30, afterEnd: 'mirror' }),
  cosineAnnealingWarmRestarts({ baseRate, period: 6, factor: 2 }),
  cosineAnnealingWarmRestarts({ baseRate, period: 6 }),
  cyclicLR({ baseRate: 0.01, maxRate: 0.1, updatesUp: 4, updatesDown: 9 }),
  cyclicLR({ baseRate: 0.01, maxRate: 0.1, updatesUp: 4, mode: 'triangular2' }),
  oneCycleLR({ maxRate: 0.1, updates: 40 }),
  linearLR({ baseRate, updates: 20 }),
  constantLR({ baseRate }),
  exponentialLR({ baseRate, decay: 0.97 }),
  stepLR({ baseRate, every: 9 }),
  multiStepLR({ baseRate, milestones: [10, 30] }),
  polynomialLR({ baseRate, updates: 40, power: 1.5 }),
  lambdaLR({ baseRate, factor: (t) => 1 / (1 + t) }),
  sequentialLR({ schedules: [a, b], milestones: [15] }),
  chainedScheduler({ baseRate, factors: [a, exponentialLR({ baseRate: 1, decay: 0.9 })] }),
];

describe.each(schedules.map((schedule) => [schedule.kind, schedule] as const))('the schedule %s', (kind, schedule) => {
  const length = 200;
  const fromZero = Array.from({ length }, (_, n) => schedule(n, {}));

  it('continues from any update as if it had run from 0, asked in any order', () => {
    const indices = Array.from({ length }, (_, n) => n);
    fc.assert(
      fc.property(fc.nat(length - 1), fc.shuffledSubarray(indices), (from, order) => {
        const tail = Array.from({ length: length - from }, (_, i) => schedule(from + i, {}));
        return (
          tail.every((value, i) => value === fromZero[from + i]) && order.every((n) => schedule(n, {}) === fromZero[n])
        );
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('gives finite numbers that are not negative, far beyond its end too', () => {
    for (const value of [...fromZero, schedule(1e6, {}), schedule(1e9, {})]) {
      expect(Number.isFinite(value)).toBe(true);
      expect(value).toBeGreaterThanOrEqual(0);
    }
  });

  it('says what it is and carries its options', () => {
    expect(kind).toMatch(/^[a-z]+([A-Z]+[a-z]*)*$/);
    expect(Object.keys(schedule.options as object).length).toBeGreaterThan(0);
  });
});

/** Those that repeat, with their names. */
const periodic = schedules.flatMap((schedule) => (isPeriodic(schedule) ? [{ kind: schedule.kind, schedule }] : []));

describe.each(periodic)('the periodic schedule $kind', ({ schedule }) => {
  it('repeats after the period it carries, also before update 0 and shifted', () => {
    const { period } = schedule;
    for (let n = -period; n < 200; n++) expect(schedule(n + period, {})).toBeCloseTo(schedule(n, {}), 9);
    const ahead = shift(schedule, 1 / period);
    for (let n = 0; n < 200; n++) expect(ahead(n, {})).toBeCloseTo(schedule(n + 1, {}), 9);
    expect(mean(ahead)).toBeCloseTo(mean(schedule), 9);
  });
});
