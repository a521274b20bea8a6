import { describe, expect, it } from 'vitest';
import { reinforce } from '../../../agents/reinforce.js';
import { cycle } from '../../../curriculum/schedule.js';
import { defineEnv } from '../../../envs/env.js';
import { balance } from '../../../envs/control/balance.js';
import { adversarialPendulum } from '../../../envs/games/adversarial-pendulum.js';
import { box } from '../../../envs/space.js';
import { actorLearner } from '../../../experiments/actor-learner.js';
import { adversaries } from '../../../experiments/recipes/adversaries.js';
import { streams } from '../../../math/random.js';
import { expectResumes } from './resumes.js';

/** One step, paid a₀ − 2a₁: x wants a high a₀, y a high a₁, and y is paid twice as much for it. */
const tug = defineEnv({
  id: 'Tug',
  about: 'Two players pull at a rope.',
  observation: box([[1, 1]]),
  action: box([
    [-100, 100],
    [-100, 100],
  ]),
  knobs: {},
  stateSize: 1,
  maxSteps: 1,
  worstRewardPerStep: -10,
  reset(state, at) {
    state[at] = 0;
  },
  step(state, at, actions, a) {
    state[at] = 1;
    return actions[a] - 2 * actions[a + 1];
  },
  terminal: () => true,
  observe(_state, _at, out, o) {
    out[o] = 1;
  },
});

describe('adversaries', () => {
  it('each climb their own pay: the gradient of E r in a Gaussian mean is its slope, with the other sign for the second player', () => {
    const player = { hidden: [], deviation: 1, episodes: 64, outputGain: 0 } as const;
    const agent = adversaries({
      x: reinforce({ ...player, learningRate: 0.02 }),
      y: reinforce({ ...player, learningRate: 0.01 }),
    });
    const learner = actorLearner(tug(), agent).create({ streams: streams(3) });
    const batch = { 'x.discount': 1, 'x.advantageScale': 1, 'y.discount': 1, 'y.advantageScale': 1 };
    for (let update = 0; update < 400; update++) {
      learner.collect(batch);
      learner.learn({ 'x.learningRate': 0.02, 'x.momentum': 0, 'y.learningRate': 0.01, 'y.momentum': 0 });
    }
    const [xWeight, xBias, yWeight, yBias] = learner.parameters();
    // Weight and bias see the same input, 1, so a mean moves by 2ηg an update: 400·2·.02·1 for x, 400·2·.01·2 for y.
    expect((xWeight + xBias) / 16).toBeCloseTo(1, 1);
    expect((yWeight + yBias) / 16).toBeCloseTo(1, 1);
  });

  it('measure under their names and take rates of their own, cycles among them', () => {
    const tiny = { episodes: 2, hidden: [2], advantageScale: 0.2 } as const;
    const learningRate = cycle({ wave: 'cosine', period: 4, min: 0.1, max: 0.9 });
    const spec = actorLearner(
      adversarialPendulum({ push: 2 }),
      adversaries({ x: reinforce({ ...tiny, learningRate }), y: reinforce(tiny) }),
    );
    const learner = spec.create({ streams: streams(1) });
    expect(learner.signals).toContain('y.gradientNorm');
    expect(Object.keys(spec.stepTunables)).toEqual(['x.learningRate', 'x.momentum', 'y.learningRate', 'y.momentum']);
    expectResumes(spec, 8, 2);
  });

  it('have a curvature of two blocks', () => {
    const tiny = { episodes: 2, hidden: [2], advantageScale: 0.2 } as const;
    const spec = actorLearner(adversarialPendulum(), adversaries({ x: reinforce(tiny), y: reinforce(tiny) }));
    const learner = spec.create({ streams: streams(1), engine: 'reference' });
    learner.collect({ ...Object.fromEntries(Object.keys(spec.batchTunables).map((name) => [name, 0.5])) });
    const size = learner.parameters().length;
    const half = size / 2;
    const { hessian } = learner.curvature!();
    const v = new Float64Array(size).fill(1, 0, half);
    const image = new Float64Array(size);
    hessian.apply(v, image);
    expect(Math.max(...image.subarray(0, half).map(Math.abs))).toBeGreaterThan(0);
    expect(Math.max(...image.subarray(half).map(Math.abs))).toBe(0);
  });

  it('need a coordinate each', () => {
    const spec = actorLearner(balance(), adversaries({ x: reinforce(), y: reinforce() }));
    expect(() => spec.create({ streams: streams(0) })).toThrow('a box with coordinates for both');
  });
});
