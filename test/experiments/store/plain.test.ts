import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromJson, toJson, type Json } from '../../../experiments/store/plain.js';

const there = (value: unknown): unknown => fromJson(JSON.parse(JSON.stringify(toJson(value))) as Json);

describe('plain data', () => {
  it('comes back from JSON to the last bit', () => {
    const number = fc.double();
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        number,
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(
          fc.string({ minLength: 0, maxLength: 6 }).filter((name) => name !== '__proto__'),
          tie('value'),
          {
            noNullPrototype: true,
          },
        ),
        fc.array(number).map((numbers) => Float64Array.from(numbers)),
        fc.uint8Array(),
      ),
    })).value;
    fc.assert(
      fc.property(value, (of) => {
        expect(there(of)).toStrictEqual(of);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('keeps −0, what is not finite, undefined in arrays, and names that look like marks', () => {
    const value = { $: 1, $$: [-0, NaN, Infinity, -Infinity, undefined], plain: Float32Array.of(NaN, -0) };
    expect(there(value)).toStrictEqual(value);
  });

  it.each([
    ['a function', { hooks: { a: () => 1 } }, 'checkpoint.hooks.a'],
    ['a map', { at: [new Map()] }, 'checkpoint.at[0]'],
    ['a big integer', { n: 1n }, 'checkpoint.n'],
  ])('refuses %s by its path', (_, value, path) => {
    expect(() => toJson(value)).toThrow(`${path}: expected plain data`);
  });

  it('refuses a mark that it does not know', () => {
    expect(() => fromJson({ $: 'Float16Array', numbers: [1] })).toThrow('expected a mark of plain data');
  });
});
