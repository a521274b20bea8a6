import { describe, expect, it } from 'vitest';
import { balance } from '../../envs/control/balance.js';
import { quadraticBandit } from '../../envs/bandits/quadratic.js';
import { reinforce } from '../../agents/reinforce.js';
import { experiment, type Experiment } from '../../experiments/experiment.js';
import { warmStart } from '../../experiments/warm-start.js';
import { streams } from '../../math/random.js';
import { scripted, there, tiny, tinyAgent, wave } from './tiny.js';

const rule = (above: number) => ({ updates: 3, learningRate: 0.1, keep: { signal: 'rewardPerStep', above, over: 2 } });

describe('a warm start', () => {
  it('keeps a seed whose mean over the last updates lies above the rule, and drops the others', () => {
    let n = 0;
    const scores = [-9, 1, 2];
    const with_ = (above: number): boolean => {
      n = 0;
      return warmStart(scripted({ collect: () => ({ rewardPerStep: scores[n++ % 3] }) }, { warmStart: rule(above) }), 0)
        .kept;
    };
    expect(with_(1.4)).toBe(true);
    expect(with_(1.5)).toBe(false);
  });

  it('drops a seed whose score is not finite', () => {
    const bad = scripted({ collect: () => ({ rewardPerStep: NaN }) }, { warmStart: rule(-1e308) });
    expect(warmStart(bad, 0).kept).toBe(false);
  });

  it('trains with its own rate and momentum while everything that oscillates is at rest', () => {
    const seen: Record<string, number>[] = [];
    const script = scripted(
      {
        batchTunables: { rewardScale: wave(0.2, 1.8), gravity: 7, entropyBonus: wave(0, 0.2) },
        stepTunables: { learningRate: wave(0, 2), momentum: 0 },
        collect: (values) => (seen.push({ ...values }), { rewardPerStep: 0 }),
        learn: (values) => (seen.push({ ...values }), {}),
      },
      {
        env: balance({ rewardScale: wave(0.2, 1.8), gravity: 7 }),
        warmStart: { updates: 1, learningRate: 0.4, momentum: 0.9 },
      },
    );
    warmStart(script, 0);
    expect(seen[0]).toEqual({ rewardScale: 1, gravity: 7, entropyBonus: expect.closeTo(0.1, 12) as number });
    expect(seen[1]).toEqual({ learningRate: 0.4, momentum: 0.9 });
  });

  it('gives every arm the same parameters: they do not depend on the rate, its phase, or the knob that oscillates', () => {
    const of = (rewardScale: Parameters<typeof balance>[0], learningRate: number): Float64Array => {
      const made = tiny({ env: balance(rewardScale), agent: tinyAgent({ learningRate }), warmStart: rule(-9) });
      return Float64Array.from(there(warmStart(made, 5).parameters));
    };
    expect(of({ rewardScale: wave(0.2, 1.8) }, 1)).toEqual(of({ rewardScale: wave(0.3, 1.7, { phase: 0.5 }) }, 7));
  });

  it('is the same for a seed every time, and another one for another seed', () => {
    const made = tiny({ warmStart: rule(-9) });
    expect(warmStart(made, 5)).toEqual(warmStart(made, 5));
    expect(warmStart(made, 5).parameters).not.toEqual(warmStart(made, 6).parameters);
  });

  it('draws other numbers than the run itself', () => {
    const scores: number[] = [];
    const warm = tiny({
      warmStart: { updates: 1, learningRate: 0, keep: { signal: 'rewardPerStep', above: -9, over: 1 } },
    });
    const listening: Experiment = {
      ...warm,
      learner: {
        ...warm.learner,
        create(context) {
          const learner = warm.learner.create(context);
          return {
            ...learner,
            collect(values) {
              const measured = learner.collect(values);
              scores.push(measured['rewardPerStep']);
              return measured;
            },
          };
        },
      },
    };
    warmStart(listening, 3);
    const run = warm.learner.create({ streams: streams(3) });
    scores.push(run.collect({ rewardScale: 1, discount: 0.95, advantageScale: 0.2 })['rewardPerStep']);
    // One batch of training, four of prediction, one of the run: six different ones.
    expect(new Set(scores).size).toBe(6);
  });
});

describe('the curvature before training', () => {
  it('is measured without a warm start too, on the parameters that the run itself will draw', () => {
    expect(warmStart(tiny(), 0)).toMatchObject({ kept: true });
    expect(warmStart(tiny(), 0).parameters).toBeUndefined();
    expect(warmStart(tiny(), 0).sharpness).toBeTypeOf('number');
  });

  it('is that of the exact objective on the quadratic bandit, at its default curvature', () => {
    // A bias alone: E r = −½c((x − u*)² + σ²), and the surrogate's Hessian by the weight is c as well in the mean of many episodes.
    const bandit = (curvature: number): number => {
      const env = quadraticBandit({ curvature: wave(0.5 * curvature, 1.5 * curvature) });
      const agent = reinforce({
        episodes: 4096,
        hidden: [],
        deviation: 1,
        discount: 1,
        baseline: 'timeStep',
        outputGain: 0,
      });
      return there(warmStart(experiment({ env, agent, updates: 1 }), 1).sharpness);
    };
    // At rest the knob is at its default of 1, whatever its wave; weight and bias both see the constant 1, so the largest eigenvalue is 2c.
    expect(Math.abs(bandit(1) - 2)).toBeLessThan(0.3);
    expect(bandit(2)).toBe(bandit(1));
  });

  it('is unknown where it is not finite, or where a learner has none', () => {
    expect(warmStart(scripted({}), 0)).toEqual({ kept: true });
    expect(warmStart(scripted({ curvature: () => NaN }), 0)).toEqual({ kept: true });
    expect(warmStart(scripted({ curvature: () => 3 }), 0).sharpness).toBeCloseTo(3, 12);
  });
});
