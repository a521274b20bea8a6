import { describe, expect, it } from 'vitest';
import { lqr, lqrOf, matrixLqr } from '../../../envs/control/lqr.js';
import { lqrCost, lqrGradient, lqrHessian, optimalGain, type LinearSystem } from '../../../envs/control/lqr-optimum.js';
import { settingsAt } from '../../../envs/env.js';
import { vectorEnv } from '../../../envs/vector-env.js';
import { random, streams } from '../../../math/random.js';

/** Mean cost of the scalar system under u = −kx with noise of variance 1. */
const scalarCost = (k: number, b: number): number => (1 + 0.1 * k * k) / (1 - (1 - b * k) * (1 - b * k));

const gradientOf = (system: LinearSystem, gain: Float64Array): Float64Array => {
  const out = new Float64Array(gain.length);
  lqrGradient(system, gain, out);
  return out;
};
const moved = (gain: Float64Array, i: number, by: number): Float64Array => gain.map((x, j) => (i === j ? x + by : x));

describe('lqr', () => {
  it('moves and pays as computed by hand', () => {
    const { definition } = lqr;
    const settings = settingsAt(lqr().definition, { actuatorGain: 0.5, noise: 0 }) as Parameters<
      typeof definition.step
    >[4];
    const state = Float64Array.of(2);
    expect(definition.step(state, 0, Float64Array.of(-3), 0, settings, random(0))).toBeCloseTo(-(4 + 0.9), 14);
    expect(state[0]).toBe(0.5);
  });

  it('moves a matrix system by x′ = Ax + Bu and pays for the state before the step', () => {
    const { definition } = matrixLqr;
    const settings = settingsAt(matrixLqr().definition, { noise: 0 }) as Parameters<typeof definition.step>[4];
    const state = Float64Array.of(1, 2);
    const reward = definition.step(state, 0, Float64Array.of(0.5, -1), 0, settings, random(0));
    expect(state[0]).toBeCloseTo(1.01 + 0.4 + 0.5 - 0.3, 14);
    expect(state[1]).toBeCloseTo(-0.1 + 1.96 - 0.8, 14);
    expect(reward).toBeCloseTo(-(1 + 2 * 0.2 * 2 + 0.7 * 4 + 0.1 * 0.25 + 0.2), 14);
  });

  it('pays the mean cost that theory names, over a long run', () => {
    const world = vectorEnv(lqr({ noise: 0.7 }), { rows: 400, streams: streams(1) });
    world.reset();
    const actions = new Float64Array(400);
    let sum = 0;
    for (let n = 0; n < 100; n++) {
      for (let row = 0; row < 400; row++) actions[row] = -0.8 * world.state[row];
      world.step(actions);
      if (n >= 20) for (let row = 0; row < 400; row++) sum += world.rawRewards[row] / (400 * 80);
    }
    const expected = lqrCost(lqr.system({ noise: 0.7 }), Float64Array.of(0.8));
    expect(expected).toBeCloseTo(0.49 * scalarCost(0.8, 1), 12);
    // Cost of a step: about √2 of its mean as deviation, 32 000 nearly independent steps.
    expect(Math.abs(-sum / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / 32_000) * 1.2);
  });

  it('grows without bound under a policy that does not stabilise it', () => {
    const world = vectorEnv(lqr(), { rows: 1, streams: streams(1) });
    world.reset();
    for (let n = 0; n < 99; n++) world.step(Float64Array.of(-2.2 * world.state[0]));
    expect(Math.abs(world.state[0])).toBeGreaterThan(1e6);
    expect(lqrCost(lqr.system(), Float64Array.of(2.2))).toBe(Infinity);
    expect(lqrCost(lqr.system(), Float64Array.of(2))).toBe(Infinity);
    expect(gradientOf(lqr.system(), Float64Array.of(2.2))).toEqual(Float64Array.of(NaN));
    expect(lqrHessian(lqr.system(), Float64Array.of(0))).toEqual(Float64Array.of(NaN));
  });

  it('refuses matrices that do not fit', () => {
    const square = [[1]];
    expect(() => lqrOf({ dynamics: square, input: [[1, 2]], stateCost: square, actionCost: square })).toThrow(
      'lqrOf.input: expected 1 × 1 numbers',
    );
  });
});

describe('the optimum of the scalar system', () => {
  it('agrees with the closed form (1 + .1k²)/(1 − (1 − Bk)²) and its differences', () => {
    const h = 1e-4;
    for (const [k, b] of [
      [0.3, 1],
      [0.9, 1],
      [1.4, 0.5],
      [0.4, 1.9],
    ]) {
      const system = lqr.system({ actuatorGain: b });
      const gain = Float64Array.of(k);
      expect(lqrCost(system, gain)).toBeCloseTo(scalarCost(k, b), 12);
      expect(gradientOf(system, gain)[0]).toBeCloseTo((scalarCost(k + h, b) - scalarCost(k - h, b)) / (2 * h), 5);
      const second = (scalarCost(k + h, b) - 2 * scalarCost(k, b) + scalarCost(k - h, b)) / (h * h);
      expect(lqrHessian(system, gain)[0] / second).toBeCloseTo(1, 5);
    }
  });

  it.each([
    [0.4, 0.73],
    [1, 2.4],
    [1.6, 5.52],
  ])('has at gain %d the curvature %d', (b, curvature) => {
    const system = lqr.system({ actuatorGain: b });
    const { gain, value } = optimalGain(system);
    expect(Math.abs(lqrHessian(system, gain)[0] - curvature)).toBeLessThan(0.005);
    expect(Math.abs(gradientOf(system, gain)[0])).toBeLessThan(1e-12);
    // Riccati by hand: P = 1 + P − (PB)²/(.1 + B²P), so B²P² − B²P − .1 = 0.
    expect(value[0]).toBeCloseTo((b * b + Math.sqrt(b * b * b * b + 0.4 * b * b)) / (2 * b * b), 12);
  });
});

it('answers the examples of its documentation', () => {
  expect(lqrCost(lqr.system(), Float64Array.of(1))).toBeCloseTo(1.1, 14);
  expect(gradientOf(lqr.system(), Float64Array.of(1))[0]).toBeCloseTo(0.2, 14);
  expect(optimalGain(lqr.system()).gain[0]).toBeCloseTo(0.916, 3);
  expect(lqr({ actuatorGain: 1.6 }).tunables).toEqual({ actuatorGain: 1.6 });
});

describe('the optimum of the matrix system', () => {
  const system = matrixLqr.system({ noise: 0.6 });
  const { gain } = optimalGain(system);
  const h = 1e-5;

  it('has no slope, and no better neighbour', () => {
    for (const slope of gradientOf(system, gain)) expect(Math.abs(slope)).toBeLessThan(1e-12);
    for (let i = 0; i < 4; i++) {
      for (const by of [-0.05, 0.05])
        expect(lqrCost(system, moved(gain, i, by))).toBeGreaterThan(lqrCost(system, gain));
    }
  });

  it('has the gradient and Hessian of central differences, away from the optimum too', () => {
    for (const at of [gain, gain.map((x, i) => x + 0.2 * Math.cos(i))]) {
      const hessian = lqrHessian(system, at);
      for (let i = 0; i < 4; i++) {
        const slope = (lqrCost(system, moved(at, i, h)) - lqrCost(system, moved(at, i, -h))) / (2 * h);
        expect(gradientOf(system, at)[i]).toBeCloseTo(slope, 8);
        const above = gradientOf(system, moved(at, i, h));
        const below = gradientOf(system, moved(at, i, -h));
        for (let j = 0; j < 4; j++) expect(hessian[j * 4 + i]).toBeCloseTo((above[j] - below[j]) / (2 * h), 7);
      }
    }
  });

  it('serves a system with fewer inputs than states', () => {
    const single = lqrOf({
      dynamics: [
        [1, 0.1],
        [0, 1],
      ],
      input: [[0], [0.1]],
      stateCost: [
        [1, 0],
        [0, 0.1],
      ],
      actionCost: [[0.01]],
    }).system();
    const best = optimalGain(single).gain;
    expect(best).toHaveLength(2);
    for (const slope of gradientOf(single, best)) expect(Math.abs(slope)).toBeLessThan(1e-9);
    const hessian = lqrHessian(single, best);
    const above = gradientOf(single, moved(best, 0, h));
    const below = gradientOf(single, moved(best, 0, -h));
    for (let j = 0; j < 2; j++) expect(hessian[j * 2] / ((above[j] - below[j]) / (2 * h))).toBeCloseTo(1, 5);
  });
});
