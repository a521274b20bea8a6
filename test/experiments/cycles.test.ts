import { describe, expect, it } from 'vitest';
import { cycle } from '../../curriculum/schedule.js';
import { cycleTracker } from '../../experiments/cycles.js';
import { eventsOf, only, scripted, tiny, wave } from './tiny.js';

const { learner } = tiny();

describe('cycle events', () => {
  it('come at the last update of each whole joint period, and are numbered from 0', () => {
    const events = only(eventsOf(tiny({ updates: 11 })), 'cycle');
    expect(events.map(({ update, cycle }) => [update, cycle])).toEqual([
      [3, 0],
      [7, 1],
    ]);
  });

  it('the period is the least common multiple of knob and rate', () => {
    const tunables = { knob: wave(0, 1, { period: 4 }), learningRate: wave(0, 1, { period: 6 }) };
    const tracker = cycleTracker({ tunables, learner });
    const told = Array.from({ length: 24 }, (_, n) => tracker.see(n, { knob: 1 }, { rewardPerStep: 0 }));
    expect(told.flatMap((cycle, n) => (cycle === undefined ? [] : [n]))).toEqual([11, 23]);
  });

  it.each([
    ['nothing oscillates', { knob: 1, learningRate: 2 }],
    ['the period is no integer', { knob: wave(0, 1, { period: 4.5 }), learningRate: 2 }],
  ])('there are none where %s', (_, tunables) => {
    const tracker = cycleTracker({ tunables, learner });
    for (let n = 0; n < 20; n++) expect(tracker.see(n, { knob: 1 }, { rewardPerStep: 0 })).toBeUndefined();
  });

  it('carry the mean score, the lowest margin and the last growth of their own period', () => {
    const tracker = cycleTracker({ tunables: { knob: wave(0, 1) }, learner });
    const margins = [0.5, 0.2, 0.9, 0.7, 0.8, 0.6, 0.7, 0.9];
    const told = margins.map((margin, n) =>
      tracker.see(n, { knob: 0 }, { rewardPerStep: n, margin, ...(n < 4 ? { growth: n / 10, transient: n } : {}) }),
    );
    expect(told[3]).toEqual({ cycle: 0, lowestMargin: 0.2, growth: 0.3, transient: 3, score: 1.5 });
    // What was not known in the second period is not taken over from the first.
    expect(told[7]).toEqual({ cycle: 1, lowestMargin: 0.6, score: 5.5 });
  });

  it('carry the mean of the scores that were measured, and none where none was', () => {
    const tracker = cycleTracker({ tunables: { knob: wave(0, 1) }, learner });
    const scores = [4, undefined, 8, undefined, undefined, undefined, undefined, undefined];
    const told = scores.map((score, n) =>
      tracker.see(n, { knob: 0 }, score === undefined ? {} : { rewardPerStep: score }),
    );
    expect(told[3]?.score).toBe(6);
    expect(told[7]).not.toHaveProperty('score');
  });
});

describe('coherence of a cycle', () => {
  const knob = cycle({ wave: 'cosine', period: 16, min: 0.2, max: 1.8 });

  it.each([
    ['proportional to the knob', (value: number) => 4 * value, 1],
    ['falling as the knob rises', (value: number) => -value, -1],
  ])('is the rank correlation of the knob with a curvature %s', (_, curvature, rank) => {
    const tracker = cycleTracker({
      tunables: { knob, learningRate: wave(0, 1, { period: 16, phase: 0.25 }) },
      learner,
    });
    const told = Array.from({ length: 32 }, (_, n) =>
      tracker.see(n, { knob: knob(n, {}), learningRate: 99 - n }, { sharpness: curvature(knob(n, {})) }),
    );
    expect(told[15]?.coherence).toBeUndefined();
    expect(told[31]?.coherence).toBeCloseTo(rank, 12);
  });

  it('is not that of the rate where only the rate oscillates', () => {
    const learningRate = wave(0, 1, { period: 16 });
    const tracker = cycleTracker({ tunables: { learningRate }, learner });
    const told = Array.from({ length: 32 }, (_, n) => tracker.see(n, { learningRate: n % 16 }, { sharpness: n % 16 }));
    expect(told[31]).toBeDefined();
    expect(told[31]).not.toHaveProperty('coherence');
  });
});

describe('a scripted run', () => {
  it('tells its cycles after their last update', () => {
    const experiment = scripted({ batchTunables: { knob: wave(0, 1, { period: 2 }) } }, { updates: 4 });
    expect(eventsOf(experiment).map(({ type }) => type)).toEqual([
      'start',
      'update',
      'update',
      'cycle',
      'update',
      'update',
      'cycle',
      'end',
    ]);
  });
});
