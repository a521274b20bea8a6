import { beforeAll, describe, expect, it } from 'vitest';
import type { FlatArray } from '../../agents/engine/engine.js';
import { reinforce } from '../../agents/reinforce.js';
import { governor, phaseLock } from '../../curriculum/feedback.js';
import { antiPhase } from '../../curriculum/phase.js';
import { cycle, type Tunable } from '../../curriculum/schedule.js';
import { balance } from '../../envs/control/balance.js';
import { closedLoop } from '../../experiments/closed-loop.js';
import { startPhase } from '../../experiments/comparison.js';
import { experiment } from '../../experiments/experiment.js';
import { balanceExperiment } from '../../experiments/flagship.js';
import { guard } from '../../experiments/guard.js';
import type { HookFactory } from '../../experiments/hook.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { warmStart } from '../../experiments/warm-start.js';
import { eventsOf, only, there } from './tiny.js';

const SEEDS = 22;
const UPDATES = 160;
const warm: (readonly [number, FlatArray])[] = [];

beforeAll(() => {
  for (let seed = 0; warm.length < SEEDS; seed++) {
    const { kept, parameters } = warmStart(balanceExperiment(), seed);
    if (kept) warm.push([seed, there(parameters)]);
  }
});

const wave = (mid: number, period: number, phase: number): Tunable =>
  cycle({ wave: 'cosine', period, phase, min: 0.2 * mid, max: 1.8 * mid });

/** What 22 warm seeds of the flagship come to: runs that collapsed, mean score, mean rate. */
function outcome(arm: (start: number) => { readonly rate: Tunable; readonly hooks?: readonly HookFactory[] }): {
  readonly collapsed: number;
  readonly score: number;
  readonly rate: number;
  readonly last: readonly Readonly<Record<string, number>>[];
} {
  let [collapsed, total, rates, lived] = [0, 0, 0, 0];
  const last: Readonly<Record<string, number>>[] = [];
  for (const [seed, parameters] of warm) {
    const start = startPhase(seed);
    const { rate, hooks = [] } = arm(start);
    const of = experiment({
      env: balance({ rewardScale: wave(1, 40, start) }),
      agent: reinforce({ learningRate: rate, baseline: 'timeStep', advantageScale: 1 / 5 }),
      updates: UPDATES,
      hooks,
    });
    const updates = only(eventsOf(of, { seed, parameters }), 'update');
    const scores = updates.map(({ signals }) => signals['rewardPerStep']).filter(Number.isFinite);
    const half = scores.slice(UPDATES / 2);
    const whole = updates.length === UPDATES && scores.length === UPDATES;
    if (!whole || half.reduce((sum, score) => sum + score, 0) / half.length < -0.5) collapsed++;
    total += scores.reduce((sum, score) => sum + score, 0) - 6 * (UPDATES - scores.length);
    for (const { values } of updates) rates += values['learningRate'];
    lived += updates.length;
    last.push(there(updates.at(-1)).signals);
  }
  return { collapsed, score: total / (SEEDS * UPDATES), rate: rates / lived, last };
}

describe('the flagship with closed loops, 22 warm seeds', () => {
  it('the governor at half the limit never collapses, at a mean rate near the best constant one', () => {
    const { collapsed, score, rate } = outcome(() => {
      const loop = governor({ rate: 16, cap: 64 });
      return { rate: loop.schedule, hooks: [stabilityProbe({ every: 1, steps: 5 }), closedLoop(loop)] };
    });
    expect(collapsed).toBe(0);
    // The best constant rate is 6.
    expect(rate).toBeGreaterThan(4.5);
    expect(rate).toBeLessThan(6.5);
    expect(score).toBeGreaterThan(-0.035);
  });

  it('a phase lock that starts at the wrong period finds the right one, and collapses less than the open loop that stays there', () => {
    const open = outcome((start) => ({ rate: wave(16, 34, start + antiPhase) }));
    const locked = outcome(() => {
      const loop = phaseLock({ signal: 'advantageDeviation', mid: 16, period: 34 });
      return { rate: loop.schedule, hooks: [closedLoop(loop)] };
    });
    expect(locked.collapsed).toBeLessThanOrEqual(open.collapsed - 6);
    expect(locked.score).toBeGreaterThan(open.score);
    const periods = locked.last.map((signals) => signals['phaseLock.period']).sort((a, b) => a - b);
    expect(periods[SEEDS / 2]).toBeGreaterThan(38);
    expect(periods[SEEDS / 2]).toBeLessThan(42);
  });

  it('a guard saves most of the runs that collapse in phase', () => {
    const open = outcome((start) => ({ rate: wave(16, 40, start) }));
    const guarded = outcome((start) => ({
      rate: wave(16, 40, start),
      hooks: [guard({ collapse: { signal: 'rewardPerStep', below: -0.5, over: 5 } })],
    }));
    expect(open.collapsed).toBeGreaterThan(SEEDS / 2);
    expect(guarded.collapsed).toBeLessThan(open.collapsed / 3);
    expect(guarded.score).toBeGreaterThan(open.score);
  });
});

describe('from a cold start with momentum 0.9, 16 seeds', () => {
  it('the governor at a tenth of the limit never collapses, where the constant rate does in most runs', () => {
    const collapses = (arm: () => { readonly rate: Tunable; readonly hooks: readonly HookFactory[] }): number => {
      const seeds = Array.from({ length: 16 }, (_, seed) => seed);
      return seeds.filter((seed) => {
        const { rate, hooks } = arm();
        const of = experiment({
          env: balance({ rewardScale: wave(1, 40, startPhase(seed)) }),
          agent: reinforce({ learningRate: rate, momentum: 0.9, advantageScale: 1 / 5 }),
          updates: UPDATES,
          hooks,
        });
        const scores = only(eventsOf(of, { seed }), 'update').map(({ signals }) => signals['rewardPerStep']);
        const half = scores.slice(UPDATES / 2);
        return !(half.reduce((sum, score) => sum + score, 0) / half.length >= -0.5);
      }).length;
    };
    const governed = collapses(() => {
      const loop = governor({ rate: 1.6, cap: 6.4, limit: 3.8, fraction: 0.1 });
      return { rate: loop.schedule, hooks: [stabilityProbe({ every: 1, steps: 5 }), closedLoop(loop)] };
    });
    expect(governed).toBe(0);
    expect(collapses(() => ({ rate: 1.6, hooks: [] }))).toBeGreaterThanOrEqual(8);
  });
});
