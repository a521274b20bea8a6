import { describe, expect, it } from 'vitest';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { curricula } from '../../../experiments/claims/curricula.js';
import { banditPart, GRADIENT_VARIANCE } from '../../../experiments/claims/curricula/bandit.js';
import {
  basinBoundary,
  marginBoundary,
  measuredBoundary,
  predictedBoundary,
} from '../../../experiments/claims/curricula/boundary.js';
import { flagshipRemedies, remedied } from '../../../experiments/claims/curricula/flagship-remedies.js';
import { lqrPart, scalarLqr } from '../../../experiments/claims/curricula/lqr.js';
import { largestEigenvalue, softmaxPart } from '../../../experiments/claims/curricula/softmax.js';
import { phaseArmNames } from '../../../experiments/claims/follow.js';
import { reinforce } from '../../../agents/reinforce.js';
import { balance } from '../../../envs/control/balance.js';
import type { Estimate } from '../../../experiments/event.js';
import { experiment, withTunables } from '../../../experiments/experiment.js';
import { snapshots } from '../../../experiments/recipes/snapshots.js';
import { run } from '../../../experiments/run.js';
import { random } from '../../../math/random.js';

const bowl = { landscape: quadraticLandscape({ eigenvalues: [1] }), optimum: 0, curvature: 1 };

describe('the boundary of exact gradients', () => {
  // First crossings of the product of a period, computed apart from this code (in, quadrature, anti, constant).
  it.each([
    [0.3, 16, [2.343, 2.2, 2.097, 2.099]],
    [0.6, 8, [1.619, 3.185, 2.502, 2.64]],
    [0.9, 8, [1.267, 2.077, 3.52, 2.954]],
  ] as const)('depth %f, period %i: predicted and by descent', (amplitude, period, expected) => {
    for (const [i, arm] of phaseArmNames.entries()) {
      const world = { ...bowl, amplitude, period };
      expect(predictedBoundary(world, arm)).toBeCloseTo(expected[i], 3);
      expect(Math.abs(measuredBoundary(world, arm, 0.5) / expected[i] - 1)).toBeLessThan(0.01);
    }
  });

  it.each(phaseArmNames)('of the scalar LQR beside its optimum is the predicted one to 1 %%: %s', (arm) => {
    const predicted = predictedBoundary(scalarLqr, arm);
    expect(Math.abs(measuredBoundary(scalarLqr, arm, 0.5) / predicted - 1)).toBeLessThan(0.01);
  });

  it('of the scalar LQR uses the curvature of its cost: q + rk² over 1 − (1 − k)², twice differenced', () => {
    const cost = (k: number): number => (1 + 0.1 * k * k) / (1 - (1 - k) * (1 - k));
    const { optimum, curvature } = scalarLqr;
    const step = 1e-4;
    const second = (cost(optimum + step) - 2 * cost(optimum) + cost(optimum - step)) / (step * step);
    expect(curvature).toBeCloseTo(second, 5);
    expect(cost(optimum)).toBeLessThan(Math.min(cost(optimum - 0.01), cost(optimum + 0.01)));
  });

  it('falls under noise of the curvature as computed apart from this code', () => {
    const expected = { in: 1.37, quadrature: 1.758, anti: 1.84, constant: 1.695 };
    for (const arm of phaseArmNames)
      expect(predictedBoundary({ amplitude: 0.5, period: 200 }, arm, 0.5)).toBeCloseTo(expected[arm], 2);
  });

  it('has the margin below it: 8/9, 2 and 4/3 at half depth', () => {
    expect(marginBoundary({ amplitude: 0.5 }, 'in')).toBeCloseTo(8 / 9, 12);
    expect(marginBoundary({ amplitude: 0.5 }, 'anti')).toBeCloseTo(2, 12);
    expect(marginBoundary({ amplitude: 0.5 }, 'constant')).toBeCloseTo(4 / 3, 12);
  });
});

describe('a mean square distance that leaves its basin', () => {
  const still = { amplitude: 0, period: 10 };

  it('at constant rates grows as the sum of a geometric series', () => {
    const [updates, noise, kick] = [60, 0.3, 0.01];
    const squareAt = (h: number): number => {
      const factor = (1 - h) * (1 - h) + noise * noise * h * h;
      const grown = Math.exp(updates * Math.log(factor));
      return grown + (kick * h * h * (grown - 1)) / (factor - 1);
    };
    const options = { wall: 20, from: 1, updates, start: 0, curvatureNoise: noise };
    const h = basinBoundary(still, 'in', { ...options, kick: (rate) => rate * rate * kick });
    expect(squareAt(h)).toBeGreaterThan(400);
    expect(squareAt(h - 0.01)).toBeLessThan(400);
  });

  it('without noise and walls nearby waits for the growth of a period', () => {
    const options = { wall: 1e100, from: 1e-100, updates: 40_000, start: 0.3, kick: () => 0 };
    const { amplitude, period } = { amplitude: 0.5, period: 40 };
    for (const arm of phaseArmNames) {
      const growth = predictedBoundary({ amplitude, period }, arm);
      expect(Math.abs(basinBoundary({ amplitude, period }, arm, options) - growth)).toBeLessThan(0.03);
    }
  });

  it('knows the noise of a batch’s gradient at the target, (ε³ − ε)/2 of variance 2.5', () => {
    const stream = random(7);
    let squares = 0;
    for (let k = 0; k < 200_000; k++) {
      const e = stream.normal();
      squares += ((e * e * e - e) / 2) * ((e * e * e - e) / 2);
    }
    expect(64 * GRADIENT_VARIANCE).toBeCloseTo(squares / 200_000, 0.7);
  });
});

describe('sampled boundaries', () => {
  it(
    'lie where the mean square distance leaves the basin: within a fifth for the LQR, in every arm',
    { timeout: 60_000 },
    () => {
      const seeds = [11, 12, 13];
      const runs = seeds.map((seed) => lqrPart(seed, false));
      for (const arm of phaseArmNames)
        expect(Math.abs(runs.reduce((sum, run) => sum + run[`lqr: ${arm}, gap`], 0) / runs.length)).toBeLessThan(0.2);
    },
  );
});

describe('the softmax bandit', () => {
  it('has the largest eigenvalue of a matrix whose rows sum to 0: of the complete graph on three corners it is 3', () => {
    expect(largestEigenvalue([2, -1, -1, -1, 2, -1, -1, -1, 2])).toBeCloseTo(3, 12);
    expect(largestEigenvalue([-2, 1, 1, 1, -2, 1, 1, 1, -2])).toBe(0);
    // A path of three corners: 0, 1 and 3.
    expect(largestEigenvalue([1, -1, 0, -1, 2, -1, 0, -1, 1])).toBeCloseTo(3, 12);
  });

  it('commits to a wrong arm by samples and never by exact gradients, far below the edge', { timeout: 60_000 }, () => {
    const runs = Array.from({ length: 5 }, (_, seed) => softmaxPart(seed, false));
    const mean = (name: string): number => runs.reduce((sum, run) => sum + run[name], 0) / runs.length;
    expect(mean('softmax: in at 3')).toBeGreaterThan(mean('softmax: anti at 3') + 0.05);
    for (const arm of phaseArmNames) expect(mean(`softmax: ${arm} at 3, exact`)).toBe(0);
    for (const run of runs) expect(run['softmax: in at 1, product']).toBeLessThan(2);
  });
});

describe('other steps in the flagship', () => {
  const plan = experiment({
    env: balance({ rewardScale: 2 }),
    agent: reinforce({ learningRate: 0.3, baseline: 'timeStep', advantageScale: 1 / 5 }),
    updates: 3,
  });
  const paths = (name: string, scale: number): readonly (readonly number[])[] => {
    const remedy = flagshipRemedies[name];
    const kept = snapshots({ when: () => true });
    const scaled = withTunables(remedied(plan, remedy), { rewardScale: scale });
    for (const event of run({ ...scaled, hooks: [kept.hook] })) if (event.type === 'end') break;
    return kept.taken().map(({ parameters }) => [...parameters]);
  };

  it('make normalised advantages blind to the scale of rewards', () => {
    const [once, twice] = [paths('normalised', 1), paths('normalised', 4)];
    expect(once.length).toBe(3);
    for (const [n, parameters] of once.entries())
      for (const [i, value] of parameters.entries()) expect(twice[n][i]).toBeCloseTo(value, 5);
    expect(paths('momentum', 4)).not.toEqual(paths('momentum', 1));
  });

  it('limit a step by Adam to its rate, however large the rewards', () => {
    const [first] = paths('adam', 4);
    const [other] = paths('adam', 1);
    for (const [i, value] of first.entries()) expect(value).toBeCloseTo(other[i], 3);
  });
});

describe('the sampled bandit', () => {
  it('loses its policy in phase first and in anti-phase last, and is the same for the same seed', () => {
    const numbers = banditPart(3, true);
    const boundary = (arm: string): number => numbers[`bandit: ${arm}, sampled boundary`];
    expect(boundary('in')).toBeLessThan(boundary('constant'));
    expect(boundary('constant')).toBeLessThan(boundary('anti'));
    expect(banditPart(3, true)).toEqual(numbers);
  });
});

describe('the verdict on curricula', () => {
  const at = (value: number): Estimate => ({ value, low: value - 0.1, high: value + 0.1 });
  const told = (special: Readonly<Record<string, number>>, otherwise: number): string => {
    const effects = curricula.effects.map(({ name }) => [name, at(special[name] ?? otherwise)] as const);
    const { word, condition = '' } = curricula.judge(Object.fromEntries(effects));
    return `${word} ${condition}`;
  };

  it('follows the intervals', () => {
    expect(told({}, 1)).toBe('holds ');
    expect(told({}, -1)).toBe('fails ');
    expect(told({}, 0)).toBe('no effect found ');
    expect(told({ 'bandit: anti over in at 0.1': -1 }, 1)).toBe(
      'holds only if the knob is the curvature and the rate is high',
    );
    expect(told({ 'flagship, each tuned: anti over constant': 0 }, 1)).toMatch(
      /no gain is found over a tuned constant rate/,
    );
    expect(told({ 'lqr: range over in': 0, 'bandit: anti over in at 0.1': -1 }, 1)).toBe('fails ');
  });
});
