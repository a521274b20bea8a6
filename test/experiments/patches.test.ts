import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycle, valueAt, type Tunable } from '../../curriculum/schedule.js';
import type { Patch } from '../../experiments/event.js';
import { checkPatch, patched, type AppliedPatch } from '../../experiments/patches.js';
import { run } from '../../experiments/run.js';
import type { RunCheckpoint } from '../../experiments/run-options.js';
import { eventsOf, only, scripted, tiny } from './tiny.js';

const wave = cycle({ wave: 'cosine', period: 8, min: 1, max: 3 });

/** A patch of the rate. */
function change(options: Patch['options'], update = 0): AppliedPatch {
  return { update, name: 'learningRate', options };
}

/** The first updates of a tunable. */
function series(tunable: Tunable, count = 8, from = 0): number[] {
  return Array.from({ length: count }, (_, n) => valueAt(tunable, from + n));
}

describe('a patched tunable', () => {
  it('scales a number, a cycle and any function, and factors multiply', () => {
    expect(patched(16, [change({ scale: 0.5 }), change({ scale: 0.5 })])).toBe(4);
    expect(series(patched(wave, [change({ scale: 2 })]))).toEqual(series(wave).map((value) => 2 * value));
    expect(
      series(
        patched((n: number) => n, [change({ scale: 3 })]),
        3,
      ),
    ).toEqual([0, 3, 6]);
  });

  it('a cycle takes bounds, phase and period, and stays one', () => {
    const moved = patched(wave, [change({ min: 0, max: 10, phase: 0.5 })]);
    const level = (n: number): number => (1 + Math.cos((2 * Math.PI * n) / 8)) / 2;
    series(moved).forEach((value, n) => expect(value).toBeCloseTo(10 * level(n), 12));
    expect(moved).toHaveProperty('period', 8);
  });

  it('a new period goes on at the phase that the wave has at that update', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.double({ min: 1, max: 90, noNaN: true }), (update, period) => {
        const moved = patched(wave, [change({ period }, update)]);
        expect(valueAt(moved, update)).toBeCloseTo(valueAt(wave, update), 9);
        expect(moved).toHaveProperty('period', period);
      }),
    );
  });

  it('is held at a value until it is released; changes made meanwhile are in force then', () => {
    const held = [change({ value: 7 })];
    expect(patched(wave, held)).toBe(7);
    expect(patched(wave, [...held, change({ scale: 2 })])).toBe(14);
    const released = patched(wave, [...held, change({ scale: 2 }), change({ release: true })]);
    expect(series(released)).toEqual(series(wave).map((value) => 2 * value));
  });
});

describe('a patch that cannot be taken', () => {
  const of = tiny();

  it.each([
    [{ update: 0, name: 'learningrate', options: { scale: 1 } }, "Did you mean 'learningRate'?"],
    [
      { update: 0, name: 'discount', options: { phase: 0.5 } },
      'patch.discount.phase: expected only scale, value, release',
    ],
    [
      { update: 0, name: 'learningRate', options: { scale: Infinity } },
      'patch.learningRate.scale: expected a finite number',
    ],
    [{ update: 0, name: 'learningRate', options: {} }, 'patch.learningRate: expected one of'],
    [{ update: 0, name: 'learningRate', options: { release: false } }, 'patch.learningRate.release: expected true'],
    [{ update: 0, name: 'learningRate', options: { period: 0.5 } }, 'cycle.period: expected a number ≥ 1'],
    [{ update: 0, name: 'rewardScale', options: { max: 1e6 } }, 'Balance.rewardScale at update'],
    [{ update: 0, name: 'rewardScale', options: { value: 1e6 } }, 'Balance.rewardScale: expected a number in'],
  ])('%o is refused with what to do', (patch, message) => {
    expect(() => checkPatch(of, patch)).toThrow(message);
  });
});

describe('commands', () => {
  const patch: Patch = { name: 'learningRate', options: { value: 5 } };

  it('come into force at the start of the update at which they are read, told before it', () => {
    let asked = 0;
    const of = scripted({ stepTunables: { learningRate: 1 } }, { updates: 4 });
    const events = eventsOf(of, { run: 'r', commands: () => (asked++ === 2 ? [patch] : []) });
    expect(events.map(({ type }) => type)).toEqual(['start', 'update', 'update', 'command', 'update', 'update', 'end']);
    expect(events[3]).toEqual({ type: 'command', run: 'r', update: 2, patch });
    expect(only(events, 'update').map(({ values }) => values['learningRate'])).toEqual([1, 1, 5, 5]);
  });

  it('are in the checkpoint: a resumed run goes on with them', () => {
    const of = tiny();
    let asked = 0;
    const kept: RunCheckpoint[] = [];
    const commands = (): Patch[] => (asked++ === 3 ? [{ name: 'learningRate', options: { period: 3, min: 0.2 } }] : []);
    const whole = [...run(of, { commands, checkpointEvery: 1, save: (one) => kept.push(one) })];
    for (const from of kept.slice(4, -1)) {
      const plain = JSON.parse(JSON.stringify(from)) as RunCheckpoint;
      expect([...run(of, { checkpointEvery: 1, from: plain })]).toEqual(whole.slice(from.eventCount));
    }
  });

  it('of the period end the counting of cycles, which began with another one', () => {
    const cycles = (commands: () => Patch[]) => only(eventsOf(tiny(), { commands }), 'cycle');
    expect(cycles(() => [])).toHaveLength(2);
    let asked = 0;
    expect(cycles(() => (asked++ === 5 ? [{ name: 'learningRate', options: { period: 8 } }] : []))).toHaveLength(1);
  });
});
