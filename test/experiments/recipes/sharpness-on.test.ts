import { describe, expect, it } from 'vitest';
import { sharpnessOn } from '../../../experiments/recipes/sharpness-on.js';
import { random } from '../../../math/random.js';

describe('sharpnessOn', () => {
  it('of two equal classes and one input is ½·λmax of the inputs’ moments [[x², x], [x, 1]]', () => {
    const inputs = Float64Array.of(1, -2, 0.5, 3);
    const set = { inputs, labels: Int32Array.of(0, 1, 0, 1), rows: 4, width: 1, classes: 2 };
    const second = (1 + 4 + 0.25 + 9) / 4;
    const first = (1 - 2 + 0.5 + 3) / 4;
    const largest = (second + 1) / 2 + Math.sqrt(((second - 1) / 2) * ((second - 1) / 2) + first * first);
    // At logits 0 the Hessian of log-softmax is ¼·[[1, −1], [−1, 1]], of which the largest eigenvalue is ½.
    const shape = { inputs: 1, hidden: [], outputs: 2, activation: 'relu' } as const;
    const found = sharpnessOn(shape, new Float64Array(4), set, { random: random(1), steps: 4 });
    expect(found).toBeCloseTo(largest / 2, 5);
  });
});
