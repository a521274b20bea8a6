import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracyOf,
  areaUnderCurveOf,
  balancedAccuracyOf,
  calibrationErrorOf,
  logLossOf,
  predictor,
} from '../../../experiments/recipes/predictions.js';
import { probabilityOfImprovement } from '../../../math/statistics.js';

/** Five rows of two classes: chosen 0, 0, 1, 1, 0 with labels 0, 0, 0, 1, 1. */
const probabilities = Float64Array.of(0.9, 0.1, 0.7, 0.3, 0.4, 0.6, 0.2, 0.8, 0.55, 0.45);
const rows = { labels: Int32Array.of(0, 0, 0, 1, 1), classes: 2 };

describe('scores of predictions', () => {
  it('accuracy counts rows, balanced accuracy classes', () => {
    expect(accuracyOf(probabilities, rows)).toBeCloseTo(3 / 5, 12);
    expect(balancedAccuracyOf(probabilities, rows)).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12);
    expect(balancedAccuracyOf(probabilities, { labels: Int32Array.of(0, 0, 0, 0, 0), classes: 2 })).toBeCloseTo(
      3 / 5,
      12,
    );
  });

  it('log-loss is −mean log p of the labels, and finite where p is 0', () => {
    const expected = -(Math.log(0.9) + Math.log(0.7) + Math.log(0.4) + Math.log(0.8) + Math.log(0.45)) / 5;
    expect(logLossOf(probabilities, rows)).toBeCloseTo(expected, 12);
    expect(logLossOf(Float64Array.of(1, 0), { labels: Int32Array.of(1), classes: 2 })).toBeCloseTo(
      12 * Math.log(10),
      9,
    );
  });

  it('calibration error weighs the gap of each bin with its rows', () => {
    // Highest probabilities .9 .7 .6 .8 .55; with two bins all lie in the upper one: |3/5 − .71|.
    expect(calibrationErrorOf(probabilities, rows, 2)).toBeCloseTo(0.11, 12);
    // Five bins: [.4, .6) has .55 (wrong), [.6, .8) has .7 (right) and .6 (wrong), [.8, 1] has .9 and .8 (right).
    expect(calibrationErrorOf(probabilities, rows, 5)).toBeCloseTo(
      (0.55 + Math.abs(1 - 1.3) + Math.abs(2 - 1.7)) / 5,
      12,
    );
  });

  it('the area under the curve is the share of pairs in order, ties half', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 30 }),
        (drawn) => {
          const own = drawn.filter(([, positive]) => positive).map(([level]) => level / 5);
          const others = drawn.filter(([, positive]) => !positive).map(([level]) => level / 5);
          const flat = Float64Array.from(drawn.flatMap(([level]) => [1 - level / 5, level / 5]));
          const set = { labels: Int32Array.from(drawn, ([, positive]) => (positive ? 1 : 0)), classes: 2 };
          if (own.length === 0 || others.length === 0) expect(() => areaUnderCurveOf(flat, set, 1)).toThrow('rows of');
          else expect(areaUnderCurveOf(flat, set, 1)).toBeCloseTo(probabilityOfImprovement(own, others), 12);
        },
      ),
      { seed: 7 },
    );
  });
});

describe('predictor', () => {
  it('is the softmax of W₂·relu(W₁x + b₁) + b₂', () => {
    const parameters = Float64Array.of(0.5, -1, 2, 0.3, 0.1, -0.2, 1, -0.5, 0.7, 0.4, 0.05, -0.05);
    const [x, y] = [0.8, -0.6];
    const hidden = [Math.max(0, 0.5 * x - y + 0.1), Math.max(0, 2 * x + 0.3 * y - 0.2)];
    const logits = [hidden[0] - 0.5 * hidden[1] + 0.05, 0.7 * hidden[0] + 0.4 * hidden[1] - 0.05];
    const set = { inputs: Float64Array.of(x, y), labels: Int32Array.of(0), rows: 1, width: 2, classes: 2 };
    const predict = predictor({ inputs: 2, hidden: [2], outputs: 2, activation: 'relu' }, 4);
    const [first, second] = predict(parameters, set);
    expect(first).toBeCloseTo(1 / (1 + Math.exp(logits[1] - logits[0])), 6);
    expect(first + second).toBeCloseTo(1, 12);
  });
});
