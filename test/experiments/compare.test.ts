import { describe, expect, it } from 'vitest';
import { balance } from '../../envs/control/balance.js';
import { compare, type CompareOptions } from '../../experiments/compare.js';
import { comparison, type Comparison } from '../../experiments/comparison.js';
import type { RunEvent } from '../../experiments/event.js';
import type { Experiment } from '../../experiments/experiment.js';
import type { HookFactory } from '../../experiments/hook.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { only, there, tiny, tinyAgent } from './tiny.js';

async function all(subject: Experiment | Comparison, options: CompareOptions = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of compare(subject, options)) events.push(event);
  return events;
}

const warmStart = { updates: 2, learningRate: 0.1 };
const experiment = tiny({ warmStart, hooks: [stabilityProbe({ every: 1 })] });
const small = comparison({
  experiment,
  seeds: 3,
  firstSeed: 4,
  bases: [{ meanRate: 0.5 }, { meanRate: 0.5, equal: 'product' }],
});

describe('a comparison in this process', () => {
  it('tells the plan before any update, whole runs in arm-then-seed order, the verdict, and a summary of several bases', async () => {
    const events = await all(small);
    const types = events.map(({ type }) => type);
    expect(types[0]).toBe('plan');
    const second = types.indexOf('plan', 1);
    expect(types[second - 1]).toBe('verdict');
    expect(types.slice(-2)).toEqual(['verdict', 'summary']);
    const runs = only(events.slice(0, second), 'start').map(({ run }) => run);
    expect(runs).toEqual(
      ['in', 'quad', 'anti', 'const', 'flat'].flatMap((arm) => [4, 5, 6].map((seed) => `${arm}/${seed}`)),
    );
    let current = '';
    for (const event of events) {
      if (event.type === 'start') current = event.run;
      if ('run' in event) expect(event.run).toBe(current);
    }
  });

  it('plans with everything a reader needs: arms, seeds, waves, curvature, predictions', async () => {
    const [plan] = only(await all(small), 'plan');
    expect(plan).toMatchObject({
      rate: 'learningRate',
      knob: 'rewardScale',
      period: 4,
      updates: 8,
      score: 'rewardPerStep',
    });
    expect(plan.seeds).toEqual({ kept: [4, 5, 6], dropped: [] });
    expect(plan.manifest).toMatchObject({
      world: 'Balance',
      agent: 'reinforce',
      'mean learningRate': expect.closeTo(0.5, 12) as number,
    });
    expect(plan.arms[0].waves['learningRate']).toHaveLength(4);
    expect(plan.arms[2].waves['learningRate'][0]).toBeCloseTo(0.9, 12);
    expect(there(plan.sharpness).low).toBeLessThanOrEqual(there(plan.sharpness).value);
    for (const arm of plan.arms)
      expect(Object.keys(arm.predicted)).toEqual(['margin', 'growth', 'transient', 'meanProduct']);
    // Median over seeds of meanProduct: the same seeds in all arms, so that the ratio is that of theory (1 ± ab/2, a = b = .8).
    const product = (at: number): number => there(plan.arms[at].predicted.meanProduct);
    expect(product(0) / product(4)).toBeCloseTo(1.32, 9);
    expect(product(2) / product(4)).toBeCloseTo(0.68, 9);
  });

  it('pairs the arms: a seed has the same first batch in every arm, up to its reward scale', async () => {
    const firsts = only(await all(small), 'update').filter(({ update, run }) => update === 0 && run.endsWith('/5'));
    expect(new Set(firsts.map(({ signals }) => signals['rewardPerStep'])).size).toBe(1);
    expect(firsts).toHaveLength(10);
  });

  it('gives the same events every time', async () => {
    expect(JSON.stringify(await all(small))).toBe(JSON.stringify(await all(small)));
  });

  it('measures in every arm what it predicted', async () => {
    const { arms } = only(await all(small), 'verdict')[0];
    for (const { measured, predicted } of arms) expect(Object.keys(measured)).toEqual(Object.keys(predicted));
  });

  it('shows the same events live', async () => {
    const live: RunEvent[] = [];
    const events = await all(small, { live: (batch) => live.push(...batch) });
    const ofRuns = (list: readonly RunEvent[]): string[] =>
      list
        .filter((event) => 'run' in event)
        .map((event) => JSON.stringify(event))
        .sort();
    expect(ofRuns(live)).toEqual(ofRuns(events));
  });

  it('tries further seeds for those that the warm start drops', async () => {
    const picky = tiny({
      warmStart: { updates: 1, learningRate: 0, keep: { signal: 'rewardPerStep', above: -2.6, over: 1 } },
      updates: 1,
    });
    const [plan] = only(await all(comparison({ experiment: picky, seeds: 3 })), 'plan');
    const { kept, dropped } = plan.seeds;
    expect(kept).toHaveLength(3);
    expect(dropped.length).toBeGreaterThan(0);
    const tried = [...kept, ...dropped].sort((a, b) => a - b);
    expect(tried).toEqual(tried.map((_, i) => i));
  });
});

describe('errors', () => {
  it('more than one worker for an experiment in memory', async () => {
    await expect(all(small, { workers: 2 })).rejects.toThrow(
      'compare.workers: expected 1 for an experiment that exists only in memory, got 2.',
    );
  });

  it('a rule on a signal that nobody measures, before any training', async () => {
    const collapse = { signal: 'rewardPerStp', below: 0, over: 'last half' } as const;
    await expect(all(comparison({ experiment, collapse }))).rejects.toThrow("Did you mean 'rewardPerStep'?");
    const keep = { signal: 'retrn', above: 0, over: 1 };
    await expect(all(tiny({ warmStart: { ...warmStart, keep } }))).rejects.toThrow("Did you mean 'return'?");
  });

  it('a warm start that keeps nobody', async () => {
    const keep = { signal: 'rewardPerStep', above: 1, over: 1 };
    const none = comparison({ experiment: tiny({ warmStart: { ...warmStart, keep } }), seeds: 2 });
    await expect(all(none)).rejects.toThrow('warmStart.keep: expected a rule that keeps some seeds');
  });

  it('of one run end that run as failed, and nothing else', async () => {
    const bad: HookFactory = ({ streams }) => [
      {
        id: 'bad',
        at: 'end',
        signals: [],
        run({ update }) {
          if (streams.seed === 1 && update === 2) throw new Error('broken\nsecond line');
          return {};
        },
      },
    ];
    const events = await all(comparison({ experiment: tiny({ hooks: [bad] }), seeds: 2 }));
    expect(only(events, 'failed')).toEqual(
      ['in', 'quad', 'anti', 'const', 'flat'].map((arm) => ({ type: 'failed', run: `${arm}/1`, message: 'broken' })),
    );
    expect(only(events, 'end')).toHaveLength(5);
    expect(only(events, 'verdict')[0].arms[0]).toMatchObject({ runs: 1, failed: 1 });
  });
});

describe('stopping', () => {
  it('ends running trials at their next update, leaves out the rest, and says so', async () => {
    const abort = new AbortController();
    const events: RunEvent[] = [];
    const live = (batch: readonly RunEvent[]): void => {
      if (batch.some((event) => event.type === 'update' && event.update === 3)) abort.abort();
    };
    for await (const event of compare(comparison({ experiment: tiny({ updates: 40 }), seeds: 2 }), {
      signal: abort.signal,
      live,
    }))
      events.push(event);
    expect(only(events, 'end').map(({ reason }) => reason)).toContain('stopped');
    const [verdict] = only(events, 'verdict');
    expect(verdict.decided).toBe(false);
    expect(verdict.words[0]).toMatch(/^Stopped/);
    expect(only(events, 'start').length).toBeLessThan(10);
  });

  it('before anything ran still gives a plan and a verdict', async () => {
    const events = await all(small, { signal: AbortSignal.abort() });
    expect(events.map(({ type }) => type)).toEqual(['plan', 'verdict', 'summary']);
  });
});

describe('a diverged run', () => {
  it('is a result: it counts as collapsed and keeps the worst score', async () => {
    const wild = tiny({ env: balance(), agent: tinyAgent({ learningRate: 1e300 }) });
    const arms = [{ name: 'run', about: '' }];
    const [verdict] = only(await all(comparison({ experiment: wild, arms, seeds: 2 })), 'verdict');
    expect(verdict.arms[0]).toMatchObject({ runs: 2, collapsed: 2, failed: 0 });
    expect(verdict.arms[0].score.value).toBeLessThan(-4);
  });
});
