import { describe, expect, it } from 'vitest';
import { reinforce } from '../../agents/reinforce.js';
import { cycle } from '../../curriculum/schedule.js';
import { quadraticBandit } from '../../envs/bandits/quadratic.js';
import { balance } from '../../envs/control/balance.js';
import { calibrate } from '../../experiments/calibrate.js';
import type { CalibrateOptions } from '../../experiments/calibrate-options.js';
import { experiment } from '../../experiments/experiment.js';
import { agentNamed } from '../../experiments/named.js';
import { warmStart } from '../../experiments/warm-start.js';

/** One parameter, the mean of a Gaussian policy: the Hessian of the objective is the curvature itself. */
const meanOnly = reinforce({ episodes: 64, hidden: [], deviation: 1, outputGain: 0 });

describe('calibrate', () => {
  it('finds the curvature of the quadratic bandit in proportion to its knob, and equal to it within sampling error', () => {
    const values = [0.5, 1, 2, 4];
    const { points, trends } = calibrate({
      env: quadraticBandit({ distance: 0.01 }),
      agent: meanOnly,
      knob: 'curvature',
      values,
      seeds: 6,
      batches: 8,
    });
    expect(trends.sharpness).toMatchObject({ monotone: 'increases', rank: { value: 1 } });
    expect(trends.return).toMatchObject({ monotone: 'decreases', rank: { value: -1 } });
    for (const [i, { value, sharpness, return: score }] of points.entries()) {
      const ratio = (sharpness?.value ?? NaN) / (points[0].sharpness?.value ?? NaN);
      expect(ratio / (values[i] / values[0])).toBeCloseTo(1, 4);
      // The policy has two parameters, weight and bias of a constant input: λ = 2·knob. One batch of 64 has a relative error of about √(c/64).
      expect((sharpness?.value ?? NaN) / (2 * value)).toBeGreaterThan(0.5);
      expect((sharpness?.value ?? NaN) / (2 * value)).toBeLessThan(1.5);
      // E[−½c·u²] at deviation 1 and distance 0.01 is −½c.
      expect((score?.value ?? NaN) / (-0.5 * value)).toBeCloseTo(1, 0);
    }
  });

  it('finds both ends of the flagship’s curvature in proportion to its reward scale, and its unscaled return untouched', () => {
    const { points, trends, seeds } = calibrate({
      env: balance(),
      agent: reinforce(),
      knob: 'rewardScale',
      values: [0.5, 1, 2],
      batches: 2,
    });
    expect(seeds).toEqual([0, 1, 2, 3]);
    expect(trends.sharpness).toMatchObject({ monotone: 'increases', rank: { value: 1 } });
    expect(trends.sharpnessLow).toMatchObject({ monotone: 'decreases', rank: { value: -1 } });
    expect(trends.return.monotone).toBe('not monotone');
    expect(trends.return.rank).toBeUndefined();
    expect(points.map((point) => point.return)).toEqual([points[0].return, points[0].return, points[0].return]);
    expect((points[2].sharpness?.value ?? NaN) / (points[0].sharpness?.value ?? NaN)).toBeCloseTo(4, 3);
  });

  it('does not call curvature monotone in a knob that does nothing to it', () => {
    const inert = {
      ...balance().definition,
      knobs: { ...balance().definition.knobs, idle: { default: 0, min: 0, max: 1 } },
    };
    const { trends } = calibrate({
      env: { definition: inert, tunables: {}, apply: 'update' },
      agent: reinforce(),
      knob: 'idle',
      points: 3,
      batches: 1,
    });
    for (const { monotone, rank } of [trends.return, trends.sharpness, trends.sharpnessLow].map(
      (each) => each ?? trends.return,
    )) {
      expect(monotone).toBe('not monotone');
      expect(rank).toBeUndefined();
    }
  });

  it('reads at default knobs what a comparison’s plan shows', () => {
    const env = balance({ rewardScale: cycle({ wave: 'cosine', period: 10, min: 0.5, max: 1.5 }) });
    const agent = reinforce();
    const rule = { updates: 3, learningRate: 0.4 };
    const { points, warmUpdates } = calibrate({
      env,
      agent,
      knob: 'rewardScale',
      values: [1, 2],
      seeds: 1,
      firstSeed: 7,
      warmStart: rule,
    });
    expect(warmUpdates).toBe(3);
    const plan = warmStart(experiment({ env, agent, updates: 1, warmStart: rule }), 7);
    expect(points[0].sharpness?.value).toBe(plan.sharpness);
  });

  it('measures what is learnt at each value when asked', () => {
    const options = {
      env: balance(),
      agent: reinforce({ learningRate: 0.4 }),
      knob: 'gravity',
      values: [0, 5],
      seeds: 2,
      batches: 2,
    };
    const [still] = calibrate(options).points;
    const [learnt] = calibrate({ ...options, updates: 30 }).points;
    expect(learnt.return?.value).toBeGreaterThan(still.return?.value ?? NaN);
    expect(learnt.sharpness).toEqual(still.sharpness);
  });

  it('takes the returns of the batches that end an episode, for agents that gather a number of steps', () => {
    const { points } = calibrate({ env: balance(), agent: agentNamed('a2c'), values: [0, 1], seeds: 2, batches: 12 });
    for (const { return: score } of points) expect(score?.value).toBeLessThan(0);
  });

  it('spaces values over the whole range of the knob', () => {
    const { points } = calibrate({ env: balance(), agent: reinforce(), points: 3, seeds: 1, batches: 1 });
    expect(points.map(({ value }) => value)).toEqual([0, 0.5, 1]);
  });

  it('refuses before measuring what it cannot use, by name', () => {
    const ask = (options: Partial<CalibrateOptions>) => () =>
      calibrate({ env: balance(), agent: reinforce(), ...options });
    expect(ask({ knob: 'gravty' })).toThrow("Did you mean 'gravity'?");
    expect(ask({ knob: 'gravity', values: [1, 13] })).toThrow('Balance.gravity: expected a number in [0, 12], got 13.');
    expect(ask({ values: [0.5, 0.2] })).toThrow('calibrate.values: expected two or more numbers, ascending');
    expect(ask({ seeds: 0 })).toThrow('calibrate.seeds');
    expect(ask({ point: 3 } as object)).toThrow("Did you mean 'points'?");
    expect(ask({ env: balance as never })).toThrow('Call it: balance().');
    const never = { updates: 2, learningRate: 0.1, keep: { signal: 'return', above: 1, over: 1 } };
    expect(ask({ warmStart: never, seeds: 1, points: 2, batches: 1 })).toThrow('a warm start that keeps a seed');
  });
});
