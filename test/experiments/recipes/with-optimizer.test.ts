import { describe, expect, it } from 'vitest';
import type { AgentSpec } from '../../../agents/agent.js';
import { reinforce } from '../../../agents/reinforce.js';
import { resolve } from '../../../curriculum/schedule.js';
import { quadraticBandit } from '../../../envs/bandits/quadratic.js';
import { balance } from '../../../envs/control/balance.js';
import { actorLearner } from '../../../experiments/actor-learner.js';
import type { Learner } from '../../../experiments/learner.js';
import { withOptimizer } from '../../../experiments/recipes/with-optimizer.js';
import { streams } from '../../../math/random.js';
import { expectResumes } from './resumes.js';

const own = reinforce({ learningRate: 0.5, episodes: 4 });

/** Learns so many updates in the balance world, and shows each gradient and what became of the parameters. */
function path(agent: AgentSpec, updates: number): { gradient: Float64Array; before: number[]; after: number[] }[] {
  const learner: Learner = actorLearner(balance(), agent).create({ streams: streams(3) });
  return Array.from({ length: updates }, (_, update) => {
    const measured = learner.collect(resolve(learner.batchTunables, update, {}));
    const before = [...learner.parameters()];
    const gradient = new Float64Array(before.length);
    learner.gradient?.(gradient);
    learner.learn(resolve(learner.stepTunables, update, measured));
    return { gradient, before, after: [...learner.parameters()] };
  });
}

describe('an agent with another optimizer', () => {
  it('is the same run where the optimizer is its own', () => {
    expect(path(withOptimizer(own), 4)).toEqual(path(own, 4));
  });

  it('by Adam steps first by its rate in every coordinate, then as its two means say', () => {
    const [first, second] = path(withOptimizer(own, { optimizer: 'adam', epsilon: 0 }), 2);
    for (const [i, slope] of first.gradient.entries()) {
      if (slope !== 0) expect(first.after[i] - first.before[i]).toBeCloseTo(-0.5 * Math.sign(slope), 5);
      const m = (0.09 * slope + 0.1 * second.gradient[i]) / (1 - 0.81);
      const v = (0.999e-3 * slope * slope + 1e-3 * second.gradient[i] * second.gradient[i]) / (1 - 0.999 * 0.999);
      if (v > 0) expect(second.after[i] - second.before[i]).toBeCloseTo((-0.5 * m) / Math.sqrt(v), 4);
    }
  });

  it('with a limit steps no further than rate × limit, along the gradient', () => {
    const [{ gradient, before, after }] = path(withOptimizer(own, { gradientNormLimit: 0.01 }), 1);
    const moved = after.map((value, i) => value - before[i]);
    expect(Math.hypot(...gradient)).toBeGreaterThan(0.01);
    expect(Math.hypot(...moved)).toBeCloseTo(0.5 * 0.01, 5);
    const along = moved.reduce((sum, value, i) => sum + value * gradient[i], 0);
    expect(along / (Math.hypot(...moved) * Math.hypot(...gradient))).toBeCloseTo(-1, 4);
  });

  it('tells the limit of its own step, and what Adam feels of the curvature', () => {
    const learner = actorLearner(quadraticBandit(), withOptimizer(own, { optimizer: 'adam' })).create({
      streams: streams(1),
    });
    learner.collect(resolve(learner.batchTunables, 0, {}));
    const step = resolve(learner.stepTunables, 0, {});
    expect(learner.stepRule(step)).toEqual({ kind: 'adam', beta1: 0.9 });
    expect(learner.curvature?.().preconditioned?.size).toBe(learner.parameters().length);
  });

  it('goes on from a checkpoint as if nothing had happened, its optimizer’s memory too', () => {
    expectResumes(actorLearner(balance(), withOptimizer(own, { optimizer: 'adam' })), 9, 4);
  });

  it('refuses a hyperparameter that the optimizer does not have', () => {
    expect(() => withOptimizer(own, { optimizer: 'gradientDescent', beta1: 0.5 })).toThrow('withOptimizer.beta1');
    expect(() => withOptimizer({ ...own, stepTunables: {} })).toThrow('withOptimizer.agent');
  });
});
