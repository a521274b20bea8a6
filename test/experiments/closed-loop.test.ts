import { describe, expect, it } from 'vitest';
import { governor, phaseLock, type Loop } from '../../curriculum/feedback.js';
import { balance } from '../../envs/control/balance.js';
import { closedLoop } from '../../experiments/closed-loop.js';
import type { HookFactory } from '../../experiments/hook.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { run } from '../../experiments/run.js';
import type { RunCheckpoint } from '../../experiments/run-options.js';
import { eventsOf, only, scripted, there, tiny, tinyAgent, wave } from './tiny.js';

/** Adds up what it is shown; holds where nothing was measured. */
const counter: Loop<{ readonly sum: number }> = {
  id: 'counter',
  at: 'batch',
  reads: ['rare'],
  publishes: ['counter.sum'],
  initial: { sum: 0 },
  advance: ({ sum }, { rare }) => ({ sum: sum + (rare ?? 0) }),
  publish: ({ sum }) => ({ 'counter.sum': sum }),
  schedule: (_update, signals) => signals['counter.sum'] ?? -1,
};

/** Measures 1, 2, 3 … at every second update. */
function rare(at: 'batch' | 'end'): HookFactory {
  return () => [
    { id: 'rare', at, when: (n) => n % 2 === 0, signals: ['rare'], run: ({ update }) => ({ rare: update / 2 + 1 }) },
  ];
}

describe('a closed loop', () => {
  it('advances by what was measured at this update alone, and drives the step of that update', () => {
    const of = scripted(
      { stepTunables: { learningRate: counter.schedule } },
      { updates: 5, hooks: [rare('batch'), closedLoop(counter)] },
    );
    const rates = only(eventsOf(of), 'update').map(({ values }) => values['learningRate']);
    // Measured 1 at 0, 2 at 2, 3 at 4.
    expect(rates).toEqual([1, 1, 3, 3, 6]);
  });

  it('names what it publishes as a column', () => {
    const of = scripted({}, { updates: 1, hooks: [rare('batch'), closedLoop(counter)] });
    expect(only(eventsOf(of), 'start')[0].columns).toContain('counter.sum');
  });

  it('is refused where nobody measures what it reads, or only after it', () => {
    const lone = scripted({}, { hooks: [closedLoop(counter)] });
    expect(() => eventsOf(lone)).toThrow(/^counter\.reads: expected a signal that is measured before it, got 'rare'/);
    for (const hooks of [
      [closedLoop(counter), rare('batch')],
      [rare('end'), closedLoop(counter)],
    ])
      expect(() => eventsOf(scripted({}, { hooks }))).toThrow("'rare' measures it later: list that hook first.");
  });

  it('makes a memory of its own for every run', () => {
    const of = scripted({}, { updates: 4, hooks: [rare('batch'), closedLoop(counter)] });
    expect(eventsOf(of)).toEqual(eventsOf(of));
  });
});

describe('the governor on a learner', () => {
  it('gives each step fraction · limit / |λ| of the batch it is made from, by hand', () => {
    const curvatures = [0.5, 4, -1];
    let at = 0;
    const loop = governor({ rate: 3, cap: 8 });
    const of = scripted(
      { stepTunables: { learningRate: loop.schedule }, curvature: () => curvatures[at++] },
      { updates: 3, hooks: [stabilityProbe({ every: 1, steps: 5 }), closedLoop(loop)] },
    );
    const rates = only(eventsOf(of), 'update').map(({ values }) => values['learningRate']);
    // λ_f: .5 · max(4, .5) · max(1, .8·4 + .2·1); η = 1/λ_f.
    expect(rates[0]).toBeCloseTo(2, 12);
    expect(rates[1]).toBeCloseTo(1 / 4, 12);
    expect(rates[2]).toBeCloseTo(1 / 3.4, 12);
  });

  it.each([
    ['governor', () => governor({ rate: 1, cap: 4 })],
    ['phase lock', () => phaseLock({ signal: 'advantageDeviation', mid: 0.5, period: 20, warmup: 2 })],
  ])('resumed from any checkpoint a run goes on to the same bytes: %s', (_, make: () => Loop<unknown>) => {
    const loop = make();
    const of = tiny({
      env: balance({ rewardScale: wave(0.2, 1.8) }),
      agent: tinyAgent({ learningRate: loop.schedule }),
      hooks: [stabilityProbe({ every: 1, steps: 5 }), closedLoop(loop)],
    });
    const kept: string[] = [];
    const whole = [...run(of, { seed: 2, checkpointEvery: 1, save: (one) => kept.push(JSON.stringify(one)) })];
    for (const text of kept.slice(0, -1)) {
      const from = JSON.parse(text) as RunCheckpoint;
      const rest = [...run(of, { seed: 2, checkpointEvery: 1, from })];
      expect(JSON.stringify(rest)).toBe(JSON.stringify(whole.slice(from.eventCount)));
    }
    const rates = only(whole, 'update').map(({ values }) => values['learningRate']);
    expect(new Set(rates).size).toBeGreaterThan(4);
    expect(there(rates.at(-1))).toBeGreaterThan(0);
  });
});
