import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../agents/distribution/distribution.js';
import { categorical } from '../../../agents/distribution/categorical.js';
import { freeGaussian } from '../../../agents/distribution/free-gaussian.js';
import { gaussian } from '../../../agents/distribution/gaussian.js';
import { multiCategorical } from '../../../agents/distribution/multi-categorical.js';
import { squashed } from '../../../agents/distribution/squashed.js';
import { random } from '../../../math/random.js';
import { normals } from '../engine/dense.js';

const ROWS = 6;

/** Families with the numbers a row of their actions. */
const families: readonly (readonly [string, Distribution, number])[] = [
  ['categorical', categorical(4), 1],
  ['several choices', multiCategorical([3, 2]), 2],
  ['Gaussian', gaussian(2, 0.7), 2],
  ['Gaussian with learnt deviations', freeGaussian(2, 'learnt', 0.5), 2],
  ['Gaussian with predicted deviations', freeGaussian(2, 'predicted', 0.5), 2],
];

function modeOf(policy: Distribution, outputs: Float64Array, width: number): Float64Array {
  const actions = new Float64Array(ROWS * width);
  policy.mode(outputs, ROWS, actions);
  return actions;
}

describe('the mode', () => {
  it.each(families)('is at least as likely as anything that is drawn: %s', (_, policy, width) => {
    const outputs = normals(1, ROWS * (policy.outputs + policy.freeOutputs));
    const [best, other] = [new Float64Array(ROWS), new Float64Array(ROWS)];
    policy.logProbability(outputs, modeOf(policy, outputs, width), ROWS, best);
    const noise = random(2);
    const drawn = new Float64Array(ROWS * width);
    for (let trial = 0; trial < 50; trial++) {
      policy.sample(outputs, ROWS, noise, drawn);
      policy.logProbability(outputs, drawn, ROWS, other);
      for (let row = 0; row < ROWS; row++) expect(best[row]).toBeGreaterThanOrEqual(other[row] - 1e-12);
    }
  });

  it('of pressed actions is the pressed mean', () => {
    const policy = squashed(gaussian(1, 0.5), [-2], [4]);
    const outputs = Float64Array.of(0, 1, -1, 0.5, 30, -30);
    const wanted = outputs.map((x) => 1 + 3 * Math.tanh(x));
    expect([...modeOf(policy, outputs, 1)]).toEqual([...wanted]);
  });
});
