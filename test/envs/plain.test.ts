import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromPlain, toPlain } from '../../envs/plain.js';

it('keeps every number through JSON bit for bit', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (numbers) => {
      const through = fromPlain(JSON.parse(JSON.stringify(toPlain(numbers))) as (number | string)[]);
      return through.length === numbers.length && through.every((x, i) => Object.is(x, numbers[i]));
    }),
  );
  expect(toPlain([1, -0, NaN])).toEqual([1, '-0', 'NaN']);
});
