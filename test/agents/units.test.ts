import { describe, expect, it } from 'vitest';
import { unitReadings } from '../../agents/index.js';

/** Two inputs, hidden units of these input weights, no biases. */
const shape = { inputs: 2, hidden: [4], outputs: 1, activation: 'relu' } as const;
const weights = (rows: readonly (readonly [number, number])[]): Float64Array =>
  Float64Array.from([...rows.flat(), 0, 0, 0, 0, 1, 1, 1, 1, 0]);
const inputs = Float64Array.of(1, 0, 0, 1, 1, 1);

describe('what the hidden units do', () => {
  it('counts those that never answer, and the directions of the others', () => {
    // Units: first input, second input, twice the first, and one that relu never lets through.
    const readings = unitReadings(shape, weights([[1, 0], [0, 1], [2, 0], [-1, -1]]), inputs, 3); // prettier-ignore
    expect(readings.dormantUnits).toBe(0.25);
    expect(readings.effectiveRank).toBe(2);
  });

  it('is one direction when all units are copies', () => {
    const readings = unitReadings(shape, weights([[1, 1], [2, 2], [3, 3], [4, 4]]), inputs, 3); // prettier-ignore
    expect(readings).toEqual({ dormantUnits: 0, effectiveRank: 1 });
  });

  it('is nothing without hidden layers', () => {
    const bare = { inputs: 2, hidden: [], outputs: 1, activation: 'tanh' } as const;
    expect(unitReadings(bare, new Float64Array(3), inputs, 3)).toEqual({ dormantUnits: 0, effectiveRank: 0 });
  });
});
