import { expect, it } from 'vitest';
import { reinforce } from '../../../agents/reinforce.js';
import { lqr } from '../../../envs/control/lqr.js';
import { diracGan } from '../../../envs/games/dirac-gan.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { saddle } from '../../../envs/landscapes/saddle.js';
import { adversaries } from '../../../experiments/recipes/adversaries.js';
import { landscapeDescent } from '../../../experiments/recipes/descent.js';
import { designSums, phasesOfSums, wavesOfSums } from '../../../experiments/recipes/federation-design.js';
import { designRates } from '../../../experiments/recipes/federation-rates.js';
import { federationFixedPoint } from '../../../experiments/recipes/federation-fixed-point.js';
import { clientRate, federation } from '../../../experiments/recipes/federation.js';
import { lqrLandscape } from '../../../experiments/recipes/lqr-landscape.js';
import { movedLandscape } from '../../../experiments/recipes/moved-landscape.js';
import {
  steadyUpdateRate,
  trackingVariance,
  trackNormalizer,
} from '../../../experiments/recipes/normalizer-tracking.js';
import { softmaxLandscape } from '../../../experiments/recipes/softmax-landscape.js';
import { twoPlayers } from '../../../experiments/recipes/two-players.js';
import { withOptimizer } from '../../../experiments/recipes/with-optimizer.js';
import { random } from '../../../math/random.js';

const near = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 9) as unknown);

it('gives the values that its doc comments promise', () => {
  expect(landscapeDescent({ landscape: saddle, learningRate: 0.5 }).world).toBe('saddle');
  expect(twoPlayers({ game: diracGan(), x: { learningRate: 0.1 }, y: { learningRate: 0.1 } }).agent).toBe('twoPlayers');
  expect(adversaries({ x: reinforce(), y: reinforce({ learningRate: 0.5 }) }).stepTunables['y.learningRate']).toBe(0.5);
  expect(federation({ clients: [saddle, saddle], learningRate: 0.1, localSteps: 10 }).world).toBe('federation of 2');
  expect(clientRate(3)).toBe('client3.learningRate');
  const clients = [{ centre: [0] }, { centre: [2] }];
  expect(federationFixedPoint({ clients, learningRates: [0.1, 0.1], localSteps: 5 })).toEqual(near([1]));
  expect(designSums({ drifts: [[1], [-2]], min: 0.3, max: 1.7, total: 1.5 }).sums).toEqual(near([1, 0.5]));
  const chosen = designRates({ drifts: [[1], [-2]], localSteps: 10, min: 0, max: 0.2, depth: 0.5, total: 1.2 });
  expect(chosen.sums).toEqual(near([0.8, 0.4]));
  const waves = wavesOfSums({ sums: [1, 3], localSteps: 10 });
  expect(waves.map((wave) => wave.options.max)).toEqual(near([0.2, 0.6]));
  expect(phasesOfSums({ sums: [1], localSteps: 10, period: 20, min: 0, max: 0.2 }).phases).toEqual(near([0.025]));
  expect(movedLandscape(quadraticLandscape({ eigenvalues: [2] }), [3]).loss([4])).toBe(1);
  expect(lqrLandscape(lqr.system(), [1]).loss([1])).toBeCloseTo(1.1, 12);
  expect(softmaxLandscape([1, 0.8, 0]).loss([0, 0, 0])).toBeCloseTo(-0.6, 12);
  expect(withOptimizer(reinforce({ learningRate: 0.2 }), { optimizer: 'adam' }).stepTunables['beta1']).toBe(0.9);
  const still = { updateRate: 1, learningRate: 1, drift: 1, batchNoise: 0.3, period: 1 };
  expect(trackingVariance(still).cycle).toBeCloseTo(0.3, 12);
  expect(trackNormalizer({ ...still, batchNoise: 0, period: 4 }, 3, random(1)).cycle).toBe(0);
  expect(steadyUpdateRate({ learningRate: 1, drift: 1, batchNoise: 1 })).toBeCloseTo((Math.sqrt(5) - 1) / 2, 12);
});
