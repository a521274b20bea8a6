import { describe, expect, it } from 'vitest';
import {
  disagreementOf,
  ensembleOf,
  meanProbabilities,
  mostAccurate,
  mostDisagreeing,
  subsetsOf,
} from '../../../experiments/recipes/ensemble.js';

/** Probabilities of two classes whose choices these are. */
function choosing(...classes: readonly number[]): Float64Array {
  return Float64Array.from(classes.flatMap((one) => (one === 0 ? [0.9, 0.1] : [0.2, 0.8])));
}

const members = [choosing(0, 0, 0, 0), choosing(0, 0, 0, 1), choosing(1, 1, 0, 0), choosing(0, 0, 1, 1)];

describe('an ensemble', () => {
  it('predicts the mean of its members', () => {
    expect([...meanProbabilities(members.slice(0, 2))].map((p) => Number(p.toFixed(12)))).toEqual([
      0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.55, 0.45,
    ]);
    expect(() => meanProbabilities([])).toThrow('at least one member');
  });

  it('stands for its members as one predictor', () => {
    const set = { inputs: new Float64Array(1), labels: Int32Array.of(0), rows: 1, width: 1, classes: 2 };
    const predict = (parameters: ArrayLike<number>): Float64Array => Float64Array.of(parameters[0], 1 - parameters[0]);
    const together = ensembleOf(predict, [Float64Array.of(0.2), Float64Array.of(0.6), Float64Array.of(1)]);
    expect(together(set)[0]).toBeCloseTo(0.6, 12);
  });

  it('disagrees by the share of rows, mean over pairs', () => {
    expect(disagreementOf(members.slice(0, 2), 2)).toBe(1 / 4);
    expect(disagreementOf(members.slice(0, 3), 2)).toBeCloseTo((1 / 4 + 2 / 4 + 3 / 4) / 3, 12);
    expect(disagreementOf(members.slice(0, 1), 2)).toBe(0);
  });

  it('has as many subsets as the binomial coefficient says, each once', () => {
    expect(subsetsOf(6, 3)).toHaveLength(20);
    expect(new Set(subsetsOf(7, 4).map(String)).size).toBe(35);
    expect(subsetsOf(3, 3)).toEqual([[0, 1, 2]]);
    expect(() => subsetsOf(3, 4)).toThrow('subsetsOf.count');
  });

  it('chooses those that disagree most: 2 and 3 differ in every row', () => {
    expect(mostDisagreeing(members, 2, 2)).toEqual([2, 3]);
  });

  it('chooses those that are most often right, the earlier of equals', () => {
    const validation = { labels: Int32Array.of(0, 0, 1, 1), classes: 2 };
    // Right in 2, 3, 0 and 4 of 4 rows.
    expect(mostAccurate(members, validation, 2)).toEqual([1, 3]);
    expect(mostAccurate([members[0], members[0], members[1]], validation, 2)).toEqual([0, 2]);
  });
});
