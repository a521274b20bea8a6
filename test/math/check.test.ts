import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMembers, checkName, checkNumber, firstTwice, nearest, OptionError } from '../../math/check.js';

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
  return 'nothing was thrown';
};

describe('an option error', () => {
  it('says which option, what was expected, what came and what to do', () => {
    const error = new OptionError('cycle.period', 'a number ≥ 1', 0.5, 'Periods are counted in updates.');
    expect(error.message).toBe('cycle.period: expected a number ≥ 1, got 0.5. Periods are counted in updates.');
    expect(error).toMatchObject({ name: 'OptionError', option: 'cycle.period', expected: 'a number ≥ 1', got: 0.5 });
    expect(error).toBeInstanceOf(Error);
  });

  it.each([
    ['text', "'text'"],
    ['x'.repeat(61), `'${'x'.repeat(57)}…'`],
    [[1, 2, 3], 'an array of 3'],
    [{}, 'an object'],
    [null, 'null'],
    [undefined, 'undefined'],
    [(): number => 1, 'a function'],
    [7n, '7'],
  ])('shows %o briefly', (got, shown) => {
    expect(new OptionError('option', 'something', got).message).toBe(`option: expected something, got ${shown}.`);
  });
});

describe('a number option', () => {
  it('is answered when it fits, ends included', () => {
    expect(checkNumber('x', 40, { min: 1 })).toBe(40);
    expect(checkNumber('x', 1, { min: 1, max: 1, integer: true })).toBe(1);
    expect(checkNumber('x', -0.5)).toBe(-0.5);
  });

  it.each([
    [0, { min: 1 }, 'x: expected a number ≥ 1, got 0.'],
    [2, { max: 1 }, 'x: expected a number ≤ 1, got 2.'],
    [2, { min: 0, max: 1 }, 'x: expected a number in [0, 1], got 2.'],
    [0, { above: 0 }, 'x: expected a number > 0, got 0.'],
    [1, { min: 0, below: 1 }, 'x: expected a number ≥ 0 and < 1, got 1.'],
    [1.5, { integer: true }, 'x: expected an integer, got 1.5.'],
    [NaN, {}, 'x: expected a finite number, got NaN.'],
    [Infinity, {}, 'x: expected a finite number, got Infinity.'],
    ['1', {}, "x: expected a finite number, got '1'."],
    [0, { min: 1, advice: 'Try 1.' }, 'x: expected a number ≥ 1, got 0. Try 1.'],
  ])('of %s within %o is turned down', (value, bounds, message) => {
    expect(messageOf(() => checkNumber('x', value, bounds))).toBe(message);
  });
});

describe('a name option', () => {
  const waves = ['cosine', 'triangle', 'square'];

  it('is answered when it is known', () => {
    expect(checkName('wave', 'cosine', waves)).toBe('cosine');
  });

  it('that is misspelt is told the nearest one', () => {
    const message = messageOf(() => checkName('wave', 'cosin', waves));
    expect(message).toBe("wave: expected one of cosine, triangle, square, got 'cosin'. Did you mean 'cosine'?");
    expect(messageOf(() => checkName('wave', 'zzz', waves))).toBe(
      "wave: expected one of cosine, triangle, square, got 'zzz'.",
    );
    expect(messageOf(() => checkName('wave', 3, waves))).toBe('wave: expected one of cosine, triangle, square, got 3.');
  });

  it('does not list more than twelve names', () => {
    const many = Array.from({ length: 13 }, (_, i) => `name${i}`);
    expect(messageOf(() => checkName('n', 'other', many))).toBe("n: expected a known name, got 'other'.");
  });

  it('members that are not known are named with the nearest known one', () => {
    expect(() => checkMembers('env', { gravity: 1 }, ['gravity', 'length'])).not.toThrow();
    const message = messageOf(() => checkMembers('env', { gravty: 1 }, ['gravity', 'length']));
    expect(message).toBe("env.gravty: expected only gravity, length, got 'gravty'. Did you mean 'gravity'?");
  });
});

describe('the nearest name', () => {
  it('counts a swap of neighbours as one slip and ignores case', () => {
    expect(nearest('gravty', ['gravity', 'length'])).toBe('gravity');
    expect(nearest('ab', ['ba'])).toBe('ba');
    expect(nearest('COSINE', ['cosine'])).toBe('cosine');
    expect(nearest('ca', ['abc', 'xyz'])).toBeUndefined();
    expect(nearest('period', ['wavelength'])).toBeUndefined();
  });

  it('of a known name is that name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 }), (names) => {
        for (const name of names) expect(nearest(name, names)).toBe(name);
      }),
      { seed: 1 },
    );
  });
});

describe('the first that comes twice', () => {
  it('is the one that repeats an earlier value, not the one that is repeated first', () => {
    expect(firstTwice(['a', 'b', 'c', 'b', 'a'])).toBe('b');
    expect(firstTwice([1, 2, 3])).toBeUndefined();
    expect(firstTwice([NaN, NaN])).toBeNaN();
  });
});
