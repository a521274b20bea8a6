import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ppo } from '../../agents/ppo.js';
import { compare } from '../../experiments/compare.js';
import type { RunEvent } from '../../experiments/event.js';
import type { Experiment } from '../../experiments/experiment.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { trialResult } from '../../experiments/result.js';
import { runScore } from '../../tui/run-score.js';
import { initialState, reduce } from '../../tui/state.js';
import { summarize } from '../../tui/summary.js';
import { tiny, wave } from '../experiments/tiny.js';
import { fakePlan } from './fake-source.js';

const plan = { ...fakePlan({ seeds: 1, updates: 6, arms: ['in'] }), worst: -6 };
const run = 'in/300';

function events(scores: readonly (number | undefined)[], reason: 'finished' | 'diverged'): readonly RunEvent[] {
  return [
    { type: 'start', run, updates: 6, columns: ['rewardPerStep'] },
    ...scores.map((score, update): RunEvent => ({
      type: 'update',
      run,
      update,
      values: { learningRate: 1, rewardScale: 1 },
      signals: score === undefined ? {} : { rewardPerStep: score },
    })),
    { type: 'end', run, update: scores.length, reason },
  ];
}

const stateOf = (told: readonly RunEvent[]) =>
  told.reduce((state, event) => reduce(state, event), reduce(initialState, plan));

const judged = (told: readonly RunEvent[]): number =>
  trialResult(0, 300, told, { score: plan.score, rate: plan.rate, updates: 6, worst: plan.worst }).score;

describe('the score of a run on the screen', () => {
  it('is that of its verdict, for runs that diverge at any update with any number', () => {
    const finite = fc.integer({ min: -60, max: 10 }).map((n) => n / 10);
    fc.assert(
      fc.property(
        fc.array(finite, { maxLength: 5 }),
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.5),
        fc.boolean(),
        (before, last, spaced) => {
          // A return that is measured at every other update, the last one among them or not.
          const scores = [...before, last].map((score, i) => (spaced && i % 2 === 1 ? undefined : score));
          // Two updates are too few to tell a return that was not measured from one that was no number.
          fc.pre(!spaced || (before.length > 1 && Number.isFinite(scores[before.length] ?? 0)));
          const told = events(scores, 'diverged');
          const state = stateOf(told);
          expect(runScore(plan, state.arms[0], 0)).toBeCloseTo(judged(told), 12);
          expect(summarize(state, state.arms[0]).score).toBeCloseTo(judged(told), 12);
        },
      ),
    );
  });

  it('is −31/6 for one of −1 that diverged after one of six updates, and its mean where it lived them all', () => {
    // (−1 + 5 · (−6)) / 6 = −31/6.
    expect(runScore(plan, stateOf(events([-1], 'diverged')).arms[0], 0)).toBeCloseTo(-31 / 6, 12);
    expect(runScore(plan, stateOf(events([1, 2, 3, 4, 5, 6], 'finished')).arms[0], 0)).toBe(3.5);
  });

  it('has no number where a plan of an older version has no worst score', () => {
    const { worst, ...older } = plan;
    expect(worst).toBe(-6);
    expect(runScore(older, stateOf(events([-1], 'diverged')).arms[0], 0)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('counts by the worst that a plan tells: that of its world', async () => {
    for await (const event of compare(tiny({ updates: 1 })))
      if (event.type === 'plan') expect(event.worst).toBe(tiny().learner.worst);
  });
});

describe('the curvature of a plan', () => {
  const planned = async (of: Experiment): Promise<unknown> => {
    for await (const event of compare(of)) if (event.type === 'plan') return event.curvature;
    return 'no plan';
  };

  it('is what its probe measures: the Hessian, as an optimizer feels it that divides; nothing without a probe', async () => {
    const hooks = [stabilityProbe({ steps: 5 })];
    expect(await planned(tiny({ updates: 1, hooks }))).toEqual({ operator: 'Hessian', products: 5 });
    const agent = ppo({ hidden: [2], learningRate: wave(0.001, 0.01) });
    expect(await planned(tiny({ updates: 1, agent, hooks }))).toEqual({
      operator: 'preconditioned Hessian',
      products: 5,
    });
    expect(await planned(tiny({ updates: 1 }))).toBe(undefined);
  });
});
