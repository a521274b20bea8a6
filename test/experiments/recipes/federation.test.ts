import { describe, expect, it } from 'vitest';
import { cycle, type Tunable } from '../../../curriculum/schedule.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { federation } from '../../../experiments/recipes/federation.js';
import { federationFixedPoint } from '../../../experiments/recipes/federation-fixed-point.js';
import { movedLandscape } from '../../../experiments/recipes/moved-landscape.js';
import { resolve } from '../../../curriculum/schedule.js';
import type { LearnerSpec } from '../../../experiments/learner.js';
import { streams } from '../../../math/random.js';
import { expectResumes } from './resumes.js';

const centres = [
  [1, 0],
  [-2, 3],
  [0.5, -1],
];
const curvatures = [1, 0.4, 2];
const clients = centres.map((centre, k) =>
  movedLandscape(quadraticLandscape({ eigenvalues: [curvatures[k], curvatures[k]] }), centre),
);
const bowls = centres.map((centre, k) => ({ centre, curvature: curvatures[k] }));
/** Minimum of the mean loss: Σ cₖmₖ / Σ cₖ. */
const optimum = [0, 1].map((i) => centres.reduce((sum, m, k) => sum + curvatures[k] * m[i], 0) / 3.4);

function serverAfter(spec: LearnerSpec, updates: number): number[] {
  const learner = spec.create({ streams: streams(0) });
  for (let update = 0; update < updates; update++) {
    learner.collect(resolve(spec.batchTunables, update, {}));
    learner.learn(resolve(spec.stepTunables, update, {}));
  }
  return [...learner.parameters()];
}

const staggered = (period: number): Tunable[] =>
  centres.map((_, k) => cycle({ wave: 'cosine', period, min: 0.005, max: 0.095, phase: k / 3 }));

describe('a federation', () => {
  it('of one local step is gradient descent on the mean loss', () => {
    const [x, y] = serverAfter(federation({ clients, learningRate: 0.3, localSteps: 1 }), 4);
    // Mean curvature 3.4/3: each update leaves 1 − .34 of the distance.
    const left = 0.66 * 0.66 * 0.66 * 0.66;
    expect(x).toBeCloseTo(optimum[0] * (1 - left), 14);
    expect(y).toBeCloseTo(optimum[1] * (1 - left), 14);
  });

  it.each([
    ['constant rates', [0.02, 0.05, 0.09], 1],
    ['cycles that fill a round', staggered(10), 1],
    ['cycles of two rounds', staggered(20), 2],
    ['cycles of seven rounds', staggered(70), 7],
  ] as const)('comes to rest where its closed form says, to 10⁻⁹: %s', (_name, learningRate, rounds) => {
    const server = serverAfter(federation({ clients, learningRate, localSteps: 10 }), 7000);
    const expected = federationFixedPoint({ clients: bowls, learningRates: learningRate, localSteps: 10, rounds });
    for (const [i, value] of server.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-9);
  });

  it('does not notice the phase of whole periods', () => {
    const same = serverAfter(federation({ clients, learningRate: staggered(10)[0], localSteps: 10 }), 50);
    const shifted = serverAfter(federation({ clients, learningRate: staggered(10), localSteps: 10 }), 50);
    for (const [i, value] of same.entries()) expect(value).toBeCloseTo(shifted[i], 12);
    const slow = serverAfter(federation({ clients, learningRate: staggered(40), localSteps: 10 }), 50);
    expect(Math.abs(slow[0] - same[0])).toBeGreaterThan(0.01);
  });

  it('with control variates comes to the optimum whatever the rates, and without to another point', () => {
    const options = { clients, learningRate: [0.02, 0.05, 0.09], localSteps: 10, optimum };
    const corrected = serverAfter(federation({ ...options, correction: 'controlVariates' }), 20_000);
    for (const [i, value] of corrected.entries()) expect(Math.abs(value - optimum[i])).toBeLessThan(1e-9);
    const plain = serverAfter(federation(options), 20_000);
    expect(Math.hypot(plain[0] - optimum[0], plain[1] - optimum[1])).toBeGreaterThan(0.1);
  });

  it('with control variates comes to the optimum of its objective although the server weighs clients otherwise', () => {
    const options = { clients, learningRate: 0.05, localSteps: 10, weights: [3, 1, 1], optimum } as const;
    const server = serverAfter(federation({ ...options, objective: [1, 1, 1], correction: 'controlVariates' }), 20_000);
    for (const [i, value] of server.entries()) expect(Math.abs(value - optimum[i])).toBeLessThan(1e-9);
  });

  it('weighs its clients', () => {
    const weights = [1, 0, 0];
    const [x, y] = serverAfter(federation({ clients, learningRate: 0.3, localSteps: 3, weights }), 300);
    expect([x, y]).toEqual([expect.closeTo(1, 12), expect.closeTo(0, 12)]);
  });

  it('resumes within a round and between rounds to the same events', () => {
    const correction = 'controlVariates';
    expectResumes(federation({ clients, learningRate: 0.1, localSteps: 4, correction, gradientNoise: 0.1 }), 16, 3);
  });

  it('refuses rates that are not one a client', () => {
    expect(() => federation({ clients, learningRate: [0.1], localSteps: 4 })).toThrow(
      'federation.learningRate: expected 3 of them, got 1',
    );
  });
});
