import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { box, contains, discrete, multiDiscrete, sample, widthOf, type Space } from '../../envs/space.js';
import { random } from '../../math/random.js';

const spaces: readonly Space[] = [
  box([
    [-1, 1],
    [0, Infinity],
    [-Infinity, 3],
    [-Infinity, Infinity],
  ]),
  discrete(7),
  multiDiscrete([3, 1, 9]),
];

describe('spaces', () => {
  it('contain what they sample, at any offset, for any seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...spaces), fc.nat(3), (seed, space, at) => {
        const out = new Float64Array(at + widthOf(space) + 1).fill(NaN);
        sample(space, random(seed), out, at);
        const untouched = [...out.subarray(0, at), out[out.length - 1]];
        return contains(space, out, at) && untouched.every(Number.isNaN);
      }),
    );
  });

  it('survive JSON where their bounds are finite', () => {
    for (const space of [box([[-2, 5]]), discrete(3), multiDiscrete([2, 2])]) {
      expect(JSON.parse(JSON.stringify(space))).toEqual(space);
    }
  });

  it('sample a bounded coordinate evenly and reach every choice', () => {
    const out = new Float64Array(1);
    const source = random(1);
    let sum = 0;
    for (let n = 0; n < 4000; n++) {
      sample(box([[2, 4]]), source, out);
      sum += out[0] / 4000;
    }
    expect(Math.abs(sum - 3)).toBeLessThan((4 * 2) / Math.sqrt(12 * 4000));
    const reached = new Set<number>();
    for (let n = 0; n < 200; n++) {
      sample(discrete(7), source, out);
      reached.add(out[0]);
    }
    expect([...reached].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('do not contain what lies outside, fractions of choices, or NaN', () => {
    expect(contains(box([[-1, 1]]), [1.0001])).toBe(false);
    expect(contains(box([[-1, 1]]), [NaN])).toBe(false);
    expect(contains(box([[-1, 1]]), [1])).toBe(true);
    expect(contains(discrete(2), [2])).toBe(false);
    expect(contains(discrete(2), [0.5])).toBe(false);
    expect(contains(multiDiscrete([3, 2]), [2, 2])).toBe(false);
    expect(contains(multiDiscrete([3, 2]), [9, 2, 1], 1)).toBe(true);
  });

  it('refuse bounds and counts that make no space', () => {
    expect(() =>
      box([
        [0, 1],
        [2, 1],
      ]),
    ).toThrow('box[1]: expected low ≤ high');
    expect(() => box([[NaN, 1]])).toThrow('box[0]');
    expect(() => discrete(0)).toThrow('discrete.count: expected an integer ≥ 1');
    expect(() => multiDiscrete([2, 1.5])).toThrow('multiDiscrete[1]');
  });
});
