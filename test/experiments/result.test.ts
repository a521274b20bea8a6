import { describe, expect, it } from 'vitest';
import type { EndEvent, Measurements, RunEvent } from '../../experiments/event.js';
import { trialResult, type Judgement } from '../../experiments/result.js';

const judgement: Judgement = {
  score: 'rewardPerStep',
  rate: 'learningRate',
  updates: 4,
  worst: -6,
  collapse: { signal: 'rewardPerStep', below: -0.5, over: 'last half' },
};

/** A run with these signals, and its end. */
function lived(signals: readonly Measurements[], reason: EndEvent['reason'] | 'failed' = 'finished'): RunEvent[] {
  const updates = signals.map((measured, update): RunEvent => ({
    type: 'update',
    run: 'a/0',
    update,
    values: { learningRate: 2 },
    signals: measured,
  }));
  const last: RunEvent =
    reason === 'failed'
      ? { type: 'failed', run: 'a/0', message: 'no' }
      : { type: 'end', run: 'a/0', update: signals.length, reason };
  return [{ type: 'start', run: 'a/0', updates: 4, columns: [] }, ...updates, last];
}

const scores = (...values: readonly number[]): Measurements[] => values.map((rewardPerStep) => ({ rewardPerStep }));
const judge = (events: readonly RunEvent[], changed: Partial<Judgement> = {}) =>
  trialResult(1, 7, events, { ...judgement, ...changed });

describe('the collapse rule', () => {
  it('looks at the mean over the last half alone', () => {
    expect(judge(lived(scores(-9, -9, -0.5, -0.4))).collapsed).toBe(false);
    expect(judge(lived(scores(0, 0, -0.7, -0.4))).collapsed).toBe(true);
  });

  it('looks at the whole run where it says so', () => {
    const collapse = { signal: 'rewardPerStep', below: -0.5, over: 'whole run' } as const;
    expect(judge(lived(scores(-9, 0, 0, 0)), { collapse }).collapsed).toBe(true);
  });

  it('is not met at its edge', () => {
    expect(judge(lived(scores(0, 0, -0.5, -0.5))).collapsed).toBe(false);
  });

  it('may be on a signal that is measured now and then: updates without it do not count', () => {
    const collapse = { signal: 'coherence', below: 0.3, over: 'last half' } as const;
    const rare = lived(
      [{ coherence: 0 }, {}, { coherence: 0.5 }, {}].map((measured) => ({ rewardPerStep: 0, ...measured })),
    );
    expect(judge(rare, { collapse }).collapsed).toBe(false);
  });

  it('calls a diverged run collapsed, with and without a rule', () => {
    const bare: Judgement = { score: 'rewardPerStep', rate: 'learningRate', updates: 4, worst: -6 };
    expect(judge(lived(scores(0, 0), 'diverged')).collapsed).toBe(true);
    expect(trialResult(0, 0, lived(scores(0, 0), 'diverged'), bare).collapsed).toBe(true);
    expect(trialResult(0, 0, lived(scores(-9, -9, -9, -9)), bare).collapsed).toBe(false);
  });

  it.each(['stopped', 'failed'] as const)('says nothing of a run that %s', (reason) => {
    expect(judge(lived(scores(-9, -9), reason))).toMatchObject({ collapsed: false, reason });
  });
});

describe('the score', () => {
  it('is the mean over the run', () => {
    expect(judge(lived(scores(1, 2, 3, 6)))).toMatchObject({ arm: 1, seed: 7, reason: 'finished', score: 3 });
  });

  it('of returns counts the updates in which an episode ended', () => {
    const returns = [10, undefined, 30, undefined];
    const events: RunEvent[] = returns.map((value, update) => ({
      type: 'update',
      run: 'anti/3',
      update,
      values: { learningRate: 1 },
      signals: value === undefined ? {} : { return: value },
    }));
    events.push({ type: 'end', run: 'anti/3', update: 4, reason: 'finished' });
    const judged: Judgement = { score: 'return', rate: 'learningRate', updates: 4, worst: 0 };
    expect(trialResult(0, 3, events, judged).score).toBe(20);
  });

  it('counts updates that a diverged run did not live as the worst, and so values that are not finite', () => {
    expect(judge(lived(scores(0, NaN), 'diverged')).score).toBe((0 - 6 - 6 - 6) / 4);
  });
});

describe('what was measured', () => {
  it('are medians over the periods, and the mean of ηλ over the probed updates', () => {
    const events = lived([{ sharpness: 1 }, {}, { sharpness: 4 }, { sharpness: Infinity }]);
    const cycles = [0.5, 0.1, 0.3].map((lowestMargin, cycle): RunEvent => ({
      type: 'cycle',
      run: 'a/0',
      update: cycle,
      cycle,
      lowestMargin,
      coherence: -cycle,
    }));
    const result = judge([...events, ...cycles]);
    expect(result.measured).toEqual({ margin: 0.3, meanProduct: (2 * 1 + 2 * 4) / 2 });
    expect(result.coherence).toBe(-1);
  });

  it('is the lowest margin of the run and medians over its updates where nothing oscillates', () => {
    const readings = [
      { margin: 0.9, growth: 0.1, transient: 1 },
      { margin: 0.2, growth: 0.8, transient: 3 },
      {},
      { margin: 0.4, growth: 0.6, transient: 2 },
    ];
    expect(judge(lived(readings)).measured).toEqual({ margin: 0.2, growth: 0.6, transient: 2 });
  });
});
