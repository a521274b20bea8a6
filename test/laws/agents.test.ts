import { describe, expect, it } from 'vitest';
import {
  a2c,
  imitation,
  naturalGradient,
  optimizers,
  ppo,
  reinforce,
  selectEngine,
  type AgentSpec,
  type EngineName,
  type OptimizerName,
} from '../../agents/index.js';
import { cycle, resolve } from '../../curriculum/schedule.js';
import { balance, cartPole, contextualBandit, pendulum, type EnvSpec } from '../../envs/index.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import type { Measurements } from '../../experiments/event.js';
import { experiment } from '../../experiments/experiment.js';
import type { Checkpoint, Learner } from '../../experiments/learner.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { run } from '../../experiments/run.js';
import type { RunCheckpoint } from '../../experiments/run-options.js';
import { streams } from '../../math/random.js';
import { distance, normals } from '../agents/engine/dense.js';

const small = { rows: 3, steps: 20, hidden: [6] } as const;
const normalized = { normalizeObservations: true, normalizeRewards: true } as const;

/** Every algorithm, in each of the shapes that change what it must remember. */
const agents: readonly (readonly [string, AgentSpec, EnvSpec])[] = [
  ['reinforce', reinforce({ episodes: 3, momentum: 0.9, learningRate: 0.1 }), balance()],
  ['reinforce with a learnt baseline', reinforce({ episodes: 3, baseline: 'learnt', learningRate: 0.1 }), balance()],
  ['a2c', a2c(small), cartPole()],
  ['a2c on real actions, shared and normalised', a2c({ ...small, ...normalized, networks: 'shared' }), pendulum()],
  ...(Object.keys(optimizers) as OptimizerName[]).map(
    (optimizer) => [`ppo by ${optimizer}`, ppo({ ...small, optimizer, learningRate: 0.01 }), cartPole()] as const,
  ),
  ['ppo squashed, predicted and normalised', ppo({ ...small, ...normalized, squash: true, spread: 'predicted' }), pendulum()], // prettier-ignore
  ['ppo that looks at its units', ppo({ ...small, measureUnits: true, networks: 'shared' }), cartPole()],
  ['natural gradient', naturalGradient({ ...small, valueSteps: 3 }), cartPole()],
  ['trust region', naturalGradient({ ...small, ...normalized, lineSearch: 5, valueSteps: 3 }), pendulum()],
  ['imitation with dropout and batch normalisation', imitation({ rows: 16, hidden: [6], dropout: 0.3, batchNorm: true }), contextualBandit()], // prettier-ignore
  ['imitation', imitation({ rows: 16, hidden: [6], focus: 1, labelSmoothing: 0.1 }), contextualBandit()],
];

function learnerOf(spec: AgentSpec, env: EnvSpec, engine: EngineName): Learner {
  return actorLearner(env, spec).create({ streams: streams(5), engine });
}

function updates(learner: Learner, from: number, to: number): Measurements[] {
  return Array.from({ length: to - from }, (_, n) => ({
    ...learner.collect(resolve(learner.batchTunables, from + n, {})),
    ...learner.learn(resolve(learner.stepTunables, from + n, {})),
  }));
}

describe.each(agents)('%s', (_, spec, env) => {
  it.each(['reference', 'simd'] as const)('resumed from any update gives the same bytes: %s', (engine) => {
    const whole = learnerOf(spec, env, engine);
    const kept: string[] = [];
    const told: Measurements[] = [];
    for (let update = 0; update < 4; update++) {
      kept.push(JSON.stringify(whole.checkpoint()));
      told.push(...updates(whole, update, update + 1));
    }
    for (const [from, text] of kept.entries()) {
      const resumed = learnerOf(spec, env, engine);
      resumed.restore(JSON.parse(text) as Checkpoint);
      expect(updates(resumed, from, 4)).toEqual(told.slice(from));
      expect([...resumed.parameters()]).toEqual([...whole.parameters()]);
      expect(JSON.stringify(resumed.checkpoint())).toBe(JSON.stringify(whole.checkpoint()));
    }
  });

  it('is not changed by what is asked of its batch', () => {
    const [asked, left] = [learnerOf(spec, env, 'simd'), learnerOf(spec, env, 'simd')];
    for (let update = 0; update < 3; update++) {
      asked.collect(resolve(asked.batchTunables, update, {}));
      left.collect(resolve(left.batchTunables, update, {}));
      const { hessian, fisher, gaussNewton, preconditioned } = asked.curvature!();
      const image = new Float64Array(hessian.size);
      for (const operator of [hessian, fisher, gaussNewton, preconditioned])
        operator?.apply(normals(update, hessian.size), image);
      asked.gradient!(image);
      asked.learn(resolve(asked.stepTunables, update, {}));
      left.learn(resolve(left.stepTunables, update, {}));
    }
    expect([...asked.parameters()]).toEqual([...left.parameters()]);
  });

  it('has operators of the size of its parameters: symmetric, and the Fisher matrix ≥ 0', () => {
    const learner = learnerOf(spec, env, 'reference');
    updates(learner, 0, 2);
    learner.collect(resolve(learner.batchTunables, 2, {}));
    const size = learner.parameters().length;
    const { hessian, fisher, gaussNewton, preconditioned } = learner.curvature!();
    const [u, v] = [normals(1, size), normals(2, size)];
    const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
    for (const operator of [hessian, fisher, gaussNewton, preconditioned]) {
      if (operator === undefined) continue;
      const [hu, hv] = [new Float64Array(size), new Float64Array(size)];
      expect(operator.size).toBe(size);
      operator.apply(u, hu);
      operator.apply(v, hv);
      const scale = Math.sqrt(inner(hu, hu) * inner(v, v));
      expect(scale).toBeGreaterThan(0);
      expect(Math.abs(inner(u, hv) - inner(v, hu))).toBeLessThan(1e-10 * scale);
    }
    const image = new Float64Array(size);
    fisher?.apply(v, image);
    expect(inner(v, image)).toBeGreaterThan(0);
  });

  it('measures the signals it names, all of them finite numbers', () => {
    const learner = learnerOf(spec, env, 'simd');
    const seen = new Set(updates(learner, 0, 12).flatMap((signals) => Object.keys(signals)));
    for (const signal of seen) expect(learner.signals).toContain(signal);
    for (const signal of learner.signals) expect(seen).toContain(signal);
    for (const value of Object.values(updates(learner, 12, 13)[0])) expect(Number.isFinite(value)).toBe(true);
  });

  it('gives its parameters to another one', () => {
    const trained = learnerOf(spec, env, 'simd');
    updates(trained, 0, 2);
    const fresh = learnerOf(spec, env, 'simd');
    expect(distance(fresh.parameters(), trained.parameters())).toBeGreaterThan(0);
    fresh.setParameters(trained.parameters());
    expect([...fresh.parameters()]).toEqual([...trained.parameters()]);
  });
});

describe('a run of PPO under the probe', () => {
  it('goes on from a checkpoint with the events of a run that never stopped, its readings those of Adam', () => {
    const trial = experiment({
      env: cartPole({ difficulty: cycle({ wave: 'cosine', period: 4, min: 0, max: 0.5 }) }),
      agent: ppo({ ...small, normalizeObservations: true }),
      updates: 12,
      hooks: [stabilityProbe({ every: 2 })],
    });
    const kept: RunCheckpoint[] = [];
    const whole = [...run(trial, { seed: 3, checkpointEvery: 5, save: (checkpoint) => kept.push(checkpoint) })];
    const from = JSON.parse(JSON.stringify(kept[0])) as RunCheckpoint;
    const rest = [...run(trial, { seed: 3, checkpointEvery: 5, save: () => undefined, from })];
    expect(rest.length).toBeGreaterThan(7);
    expect(rest).toEqual(whole.slice(from.eventCount));
    const updates = whole.filter((event) => event.type === 'update');
    for (const { signals, values } of updates.filter((event) => event.signals['sharpness'] !== undefined)) {
      const limit = (2 * (1 + values['beta1'])) / (1 - values['beta1']);
      expect(signals['margin']).toBeCloseTo(1 - (values['learningRate'] * (signals['sharpness'] ?? NaN)) / limit, 12);
    }
  });
});

describe('engines', () => {
  it.each(agents)('draw the same first parameters, up to Float32: %s', (_, spec, env) => {
    const { definition } = env;
    const { observation, action, maxSteps } = definition;
    const made = (['reference', 'simd'] as const).map((engine) =>
      spec.create({
        observation,
        action,
        maxSteps,
        labelled: definition.label !== undefined,
        engine: selectEngine(engine),
        streams: streams(5),
      }),
    );
    expect(distance(made[1].parameters(), made[0].parameters())).toBeLessThan(1e-7);
  });
});
