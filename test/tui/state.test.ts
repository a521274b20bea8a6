import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../experiments/event.js';
import { median, seedColumns } from '../../tui/seed-columns.js';
import { initialState, reduce, type State } from '../../tui/state.js';
import { summarize } from '../../tui/summary.js';
import { fakePlan, fakeRun } from './fake-source.js';

const plan = fakePlan({ seeds: 3, updates: 80, arms: ['in', 'anti'] });
const runs = plan.arms.flatMap((arm) => plan.seeds.kept.map((seed) => fakeRun(plan, arm.name, seed)));

function told(events: readonly RunEvent[], from: State = initialState): State {
  return events.reduce((state, event) => reduce(state, event), from);
}

/** What a screen shows, as plain data. */
function shown(state: State): unknown {
  return state.arms.map((arm) => ({
    summary: summarize(state, arm),
    score: Array.from(arm.score),
    margin: Array.from(arm.margin),
  }));
}

describe('the state behind a screen', () => {
  it('is the same whether runs are told one after another, interleaved, or twice', () => {
    const whole = told([plan, ...runs.flat()]);
    const longest = Math.max(...runs.map((run) => run.length));
    const mixed = Array.from({ length: longest }, (_, i) => runs.flatMap((run) => run.slice(i, i + 1))).flat();
    expect(shown(told([plan, ...mixed]))).toEqual(shown(whole));
    const twice = told([plan, ...mixed, ...runs.flat()]);
    expect(shown(twice)).toEqual(shown(whole));
    expect(twice.lived).toBe(whole.lived);
    expect(twice.log.length).toBe(whole.log.length);
  });

  it('starts over at the next plan', () => {
    const again = told([plan], told([plan, ...runs.flat()]));
    expect(again.lived).toBe(0);
    expect(again.arms.every((arm) => arm.score.every(Number.isNaN))).toBe(true);
  });

  it('ignores runs that no plan named', () => {
    const state = told([plan]);
    expect(reduce(state, { type: 'end', run: 'other/300', update: 1, reason: 'finished' })).toBe(state);
  });

  it('counts a run as collapsed by its rule or when it diverged, never before it ended', () => {
    const update = (run: string, n: number, score: number): RunEvent => ({
      type: 'update',
      run,
      update: n,
      values: {},
      signals: { rewardPerStep: score },
    });
    const small = fakePlan({ seeds: 3, updates: 4, arms: ['in'] });
    const state = told([
      small,
      ...[0, 0, -1, -1].map((score, n) => update('in/300', n, score)),
      ...[-9, -9, 0, 0].map((score, n) => update('in/301', n, score)),
      update('in/302', 0, 0),
    ]);
    expect(state.arms[0].runs.map((run) => run.collapsed)).toEqual([false, false, false]);
    const after = told(
      [
        { type: 'end', run: 'in/300', update: 4, reason: 'finished' },
        { type: 'end', run: 'in/301', update: 4, reason: 'finished' },
        { type: 'end', run: 'in/302', update: 1, reason: 'diverged' },
      ],
      state,
    );
    expect(after.arms[0].runs.map((run) => run.collapsed)).toEqual([true, false, true]);
    expect(summarize(after, after.arms[0]).collapsed).toBe(2);
  });

  it('shows a reading that was not given at the last update as unknown, not as its old value', () => {
    const small = fakePlan({ seeds: 1, updates: 4, arms: ['in'] });
    const state = told([
      small,
      { type: 'update', run: 'in/300', update: 0, values: {}, signals: { margin: 0.5 } },
      { type: 'update', run: 'in/300', update: 1, values: {}, signals: {} },
    ]);
    expect(summarize(state, state.arms[0]).now.margin).toBeUndefined();
  });
});

describe('columns over seeds', () => {
  it('are the mean and the quantiles of the seeds that lived, at drawing', () => {
    const small = fakePlan({ seeds: 3, updates: 2, arms: ['in'] });
    const scores = [
      [1, 3],
      [2, 6],
      [3, 9],
    ];
    const state = told([
      small,
      ...scores.flatMap((row, seed) =>
        row.map((score, n): RunEvent => ({
          type: 'update',
          run: `in/${300 + seed}`,
          update: n,
          values: {},
          signals: { rewardPerStep: score },
        })),
      ),
    ]);
    const arm = state.arms[0];
    const two = seedColumns(arm, arm.score, 2, 2);
    expect(Array.from(two.mean)).toEqual([2, 6]);
    expect(Array.from(two.median)).toEqual([2, 6]);
    expect(two.low[0]).toBeCloseTo(1.2, 12);
    expect(two.high[0]).toBeCloseTo(2.8, 12);
    expect(Array.from(seedColumns(arm, arm.score, 2, 1).mean)).toEqual([4]);
  });

  it('a diverged seed pulls the lower quantile down for what it did not live', () => {
    const small = fakePlan({ seeds: 2, updates: 2, arms: ['in'] });
    const state = told([
      small,
      { type: 'update', run: 'in/300', update: 0, values: {}, signals: { rewardPerStep: 1 } },
      { type: 'end', run: 'in/300', update: 1, reason: 'diverged' },
      { type: 'update', run: 'in/301', update: 0, values: {}, signals: { rewardPerStep: 1 } },
      { type: 'update', run: 'in/301', update: 1, values: {}, signals: { rewardPerStep: 1 } },
    ]);
    const arm = state.arms[0];
    expect(seedColumns(arm, arm.score, 2, 2).low[1]).toBe(Number.NEGATIVE_INFINITY);
    expect(seedColumns(arm, arm.score, 2, 2, { worst: -6 }).mean[1]).toBe(-2.5);
  });

  it('a median leaves out what is not known', () => {
    expect(median([3, undefined, 1, Number.NaN, 2])).toBe(2);
    expect(median([])).toBeUndefined();
  });
});
