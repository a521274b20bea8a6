import { describe, expect, it } from 'vitest';
import { initialParameters, momentumStep, type NetworkShape } from '../../agents/index.js';
import { random } from '../../math/random.js';

const shape: NetworkShape = { inputs: 50, hidden: [80], outputs: 40, activation: 'tanh', freeOutputs: 3 };
const first = 50 * 80;
const second = 80 * 40;

/** Root of the mean square. */
function size(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe('first parameters', () => {
  const parameters = initialParameters(shape, random(1), 0.1);

  it('have the deviation 1/√inputs, the last layer times its gain', () => {
    // Of thousands of normals the deviation is known to about 2 %.
    expect(size(parameters.subarray(0, first)) * Math.sqrt(50)).toBeCloseTo(1, 1);
    expect((size(parameters.subarray(first + 80, first + 80 + second)) * Math.sqrt(80)) / 0.1).toBeCloseTo(1, 1);
  });

  it('have biases and free outputs of 0', () => {
    const biases = [...parameters.subarray(first, first + 80), ...parameters.subarray(first + 80 + second)];
    expect(biases).toEqual(Array(80 + 40 + 3).fill(0));
  });

  it('follow from their seed alone', () => {
    expect(initialParameters(shape, random(1), 0.1)).toEqual(parameters);
    expect(initialParameters(shape, random(2), 0.1)).not.toEqual(parameters);
  });
});

describe('a step with accumulated momentum', () => {
  it('is v ← βv + g, θ ← θ − ηv, by hand over two steps with a moving rate', () => {
    const parameters = Float64Array.of(1, 10);
    const velocity = new Float64Array(2);
    momentumStep(parameters, velocity, Float64Array.of(2, -1), 0.5, 0.5);
    expect([...velocity, ...parameters]).toEqual([2, -1, 0, 10.5]);
    momentumStep(parameters, velocity, Float64Array.of(1, 1), 0.25, 0.5);
    expect([...velocity, ...parameters]).toEqual([2, 0.5, -0.5, 10.375]);
  });

  it('is plain gradient descent without momentum, whatever the velocity was', () => {
    const parameters = Float64Array.of(3);
    momentumStep(parameters, Float64Array.of(99), Float64Array.of(4), 0.25, 0);
    expect(parameters[0]).toBe(2);
  });
});
