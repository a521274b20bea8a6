import { expect, it } from 'vitest';
import { average } from '../../math/average.js';

it('an average refuses nothing: none of no values, and NaN of one that is NaN', () => {
  expect(average([1, 2, 6])).toBe(3);
  expect(average(Float32Array.of(0.5, 1.5))).toBe(1);
  expect(average([])).toBeNaN();
  expect(average([1, NaN])).toBeNaN();
});
