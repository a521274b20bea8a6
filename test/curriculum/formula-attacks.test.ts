import { describe, expect, it } from 'vitest';
import { OptionError } from '../../math/check.js';
import { formula, FormulaError } from '../../curriculum/formula.js';
import { attacks } from './formula-attack-list.js';

function refusal(text: string): unknown {
  try {
    formula(text, { as: 'schedule' });
  } catch (error) {
    return error;
  }
  return undefined;
}

function names(value: object): string[] {
  return Reflect.ownKeys(value).map(String).sort();
}

/** Taken before the first formula loads the parser. */
const places = [
  globalThis,
  Object.prototype,
  Function.prototype,
  Array.prototype,
  Number.prototype,
  Math,
  String.prototype,
];
const before = places.map(names);

describe('texts that are no formula', () => {
  it('are many and all different', () => {
    expect(attacks.length).toBeGreaterThan(180);
    expect(new Set(attacks).size).toBe(attacks.length);
  });

  it.each(attacks.map((text) => [JSON.stringify(text).slice(0, 60), text] as const))(
    '%s is refused by its column',
    (_, text) => {
      const error = refusal(text);
      expect(error).toBeInstanceOf(FormulaError);
      expect(error).toBeInstanceOf(OptionError);
      const { column, message } = error as FormulaError;
      expect(message).toMatch(/^formula\.text: expected .+ at column \d+, got .+\.( .+)?$/s);
      expect(message.length).toBeLessThan(400);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(column).toBeLessThanOrEqual(Math.min(text.length, 2000) + 1);
    },
  );

  it('change nothing global', () => {
    for (const text of attacks) refusal(text);
    expect(places.map(names)).toEqual(before);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('leave the next formula as it was', () => {
    for (const text of attacks) refusal(text);
    expect(formula('sin(t)^2 + cos(t)^2')(0.3)).toBeCloseTo(1, 15);
  });

  it('cannot come in as names of parameters', () => {
    for (const name of ['__proto__x.y', 'a b', 'sin', 'cosine', 't', 'p', 'pi', 'e', 'mod', 'in', 'true', '1a', '']) {
      expect(() => formula('t', { [name]: 1 }), name).toThrow(OptionError);
    }
    const own = JSON.parse('{"__proto__": 1}') as Record<string, number>;
    expect(() => formula('t', own)).toThrow(OptionError);
  });

  it('of the largest allowed size still compile, in a depth the stack carries', () => {
    const deep = '('.repeat(32) + 't' + ')'.repeat(32);
    expect(formula(deep)(7)).toBe(7);
    const remainders = '5%(1+'.repeat(32) + 't' + ')'.repeat(32);
    expect(formula(remainders)(2)).toBe(2);
    const long = `t${'+t'.repeat(199)}`;
    expect(formula(long)(1)).toBe(200);
    const minus = `${'-'.repeat(398)}t`;
    expect(formula(minus)(3)).toBe(3);
    const tower = `1${'^1'.repeat(199)}`;
    expect(formula(tower, { as: 'schedule' })(0)).toBe(1);
  });
});
