import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flooredModulo } from '../../curriculum/formula/expression.js';
import { functionNames } from '../../curriculum/formula/tree.js';
import { formula, FormulaError, type FormulaOptions } from '../../curriculum/formula.js';
import { isPeriodic, mean, shift } from '../../curriculum/period.js';
import { cycle } from '../../curriculum/schedule.js';
import { waveforms } from '../../curriculum/waveforms.js';
import { OptionError } from '../../math/check.js';

const at = (text: string, x: number, options: FormulaOptions = {}): number =>
  formula(text, { as: 'schedule', ...options })(x);

describe('a formula', () => {
  it.each([
    ['1 + 2*3', 7],
    ['(1 + 2)*3', 9],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['(-2)^2', 4],
    ['2^-1', 0.5],
    ['- -3', 3],
    ['+3', 3],
    ['7 - 2 - 1', 4],
    ['8/4/2', 1],
    ['2*7 % 4', 2],
    ['7 % 4', 3],
    ['-7 % 4', 1],
    ['7 % -4', -1],
    ['mod(-1, 4)', 3],
    ['5 % mod(7, 4)', 2],
    ['1 < 2', 1],
    ['2 < 1', 0],
    ['2 <= 2', 1],
    ['2 >= 3', 0],
    ['2 > 1', 1],
    ['2 == 2', 1],
    ['2 != 2', 0],
    ['1 + 1 == 2', 1],
    ['0 ? 1 : 2', 2],
    ['1 ? 2 : 0 ? 3 : 4', 2],
    ['0 ? 2 : 0 ? 3 : 4', 4],
    ['1e3', 1000],
    ['.5 + 1.5e-1', 0.65],
    ['min(3, 1, 2)', 1],
    ['max(3, 1, 2)', 3],
    ['min(4)', 4],
    ['clamp(5, 0, 2)', 2],
    ['clamp(-5, 0, 2)', 0],
    ['step(2, 1)', 0],
    ['step(2, 2)', 1],
    ['smoothstep(0, 2, 1)', 0.5],
    ['smoothstep(0, 4, 1)', 0.15625],
    ['smoothstep(0, 4, 9)', 1],
    ['smoothstep(0.125)', 0.15625],
    ['floor(-1.5)', -2],
    ['ceil(1.2)', 2],
    ['round(2.5)', 3],
    ['sign(-3)', -1],
    ['abs(-3)', 3],
    ['sqrt(9)', 3],
    ['pow(2, 10)', 1024],
    ['exp(0)', 1],
    ['log(e)', 1],
    ['tau - 2*pi', 0],
    ['cosine(0.5)', 1],
    ['cosine(-3.5)', 1],
    ['triangle(1.25)', 0.5],
    ['square(0.75)', 1],
  ])('%s is %d', (text, value) => expect(at(text, 0)).toBeCloseTo(value, 14));

  it.each([
    ['sin', Math.sin],
    ['cos', Math.cos],
    ['tan', Math.tan],
    ['tanh', Math.tanh],
    ['exp', Math.exp],
    ['log', Math.log],
    ['sqrt', Math.sqrt],
    ['abs', Math.abs],
    ['atan', Math.atan],
    ['cbrt', Math.cbrt],
    ['round', Math.round],
    ['floor', Math.floor],
  ] as const)('%s has the bits of the machine function, of the variable and of more', (name, value) => {
    for (const x of [0.1, 0.7, 2.5, 40]) {
      expect(at(`${name}(t)`, x)).toBe(value(x));
      expect(at(`${name}(3*t/7)`, x)).toBe(value((3 * x) / 7));
      expect(at(`${name}(t*t + 1)`, x)).toBe(value(x * x + 1));
    }
  });

  it('has the bits of the same formula written by hand', () => {
    const T = 64;
    const written = formula('20*(1 + 0.9*cos(2*pi*t/T)) + (t % 8 < 3 ? 1 - t/9 : 2/(t + 1))', { T });
    const byHand = (t: number): number =>
      20 * (1 + 0.9 * Math.cos((2 * Math.PI * t) / T)) + (t % 8 < 3 ? 1 - t / 9 : 2 / (t + 1));
    for (let t = 0; t < 500; t++) expect(written(t)).toBe(byHand(t));
  });

  it('raises to powers: products for integers, NaN for a root of a negative number, 1 for the exponent 0', () => {
    expect(at('t^3', -2)).toBe(-8);
    expect(at('t^-2', 4)).toBe(0.0625);
    expect(at('t^0', 0)).toBe(1);
    expect(at('0^t', 0)).toBe(1);
    expect(at('t^0.5', 0)).toBe(0);
    expect(at('t^-0.5', 0)).toBe(Infinity);
    expect(at('t^0.5', -1)).toBeNaN();
    expect(at('t^0.5', 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(at('2^t', 10)).toBe(1024);
    expect(at('9^9^9', 0)).toBe(Infinity);
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 12 }), (a, n) => {
        expect(BigInt(at('t^n', a, { n }))).toBe(BigInt(a) ** BigInt(n));
      }),
    );
  });

  it('takes the remainder with the sign of the divisor, inside the half-open range', () => {
    expect(flooredModulo(-1e-20, 1)).toBe(0);
    expect(flooredModulo(5, 0)).toBeNaN();
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -50, max: 50 }), (a, b) => {
        fc.pre(b !== 0);
        const rest = flooredModulo(a, b);
        expect(Math.abs(rest - (a - b * Math.floor(a / b)))).toBe(0);
      }),
    );
  });

  it('is a waveform of p or a schedule of t, and tells its text, kind and variables', () => {
    const wave = formula('0.5 - 0.5*cos(2*pi*p)');
    expect({ ...wave }).toMatchObject({ kind: 'waveform', text: '0.5 - 0.5*cos(2*pi*p)', variables: ['p'] });
    expect(cycle({ wave, period: 40, min: 0.2, max: 1.8 })(20, {})).toBeCloseTo(1.8, 14);
    const rate = formula('20*(1 + 0.9*cos(2*pi*t/T))', { T: 64 });
    expect({ ...rate }).toMatchObject({ kind: 'schedule', variables: ['t', 'T'], period: 64 });
    expect(rate(32)).toBeCloseTo(2, 13);
    expect(mean(rate)).toBeCloseTo(20, 12);
    expect(shift(rate, 0.5)(0, {})).toBeCloseTo(2, 13);
  });

  it('ties phase and update by a period when it is told what it is', () => {
    const rate = formula('triangle(p)', { as: 'schedule', period: 8 });
    expect([0, 2, 4, 6, 10].map((t) => rate(t))).toEqual([0, 0.5, 1, 0.5, 0.5]);
    expect(rate.period).toBe(8);
    const wave = formula('t/T', { as: 'waveform', T: 8 });
    expect(wave(0.25)).toBe(0.25);
    expect(wave.period).toBeUndefined();
    expect(() => formula('p', { as: 'schedule' })).toThrow('formula.period');
  });

  it('that is neither or both must be told what it is', () => {
    expect(() => formula('3')).toThrow("formula.as: expected 'waveform' or 'schedule' for a text with neither p nor t");
    expect(() => formula('p*t', { period: 4 })).toThrow('p and t both');
    expect(formula('3', { as: 'waveform' }).kind).toBe('waveform');
  });

  it('takes a T for its period only where the values repeat, and refuses a declared period that does not hold', () => {
    expect(formula('exp(-t/T)', { T: 64 }).period).toBeUndefined();
    expect(formula('cos(pi*t/T)', { T: 64 }).period).toBeUndefined();
    expect(isPeriodic(formula('t', { T: 0.5 }))).toBe(false);
    expect(formula('square(t/12.5)', { period: 12.5 }).period).toBe(12.5);
    expect(() => formula('exp(-t/9)', { period: 9 })).toThrow('formula.period');
    expect(() => formula('sin(t)', { period: 0.5 })).toThrow('formula.period');
  });

  it.each([
    ['cosin(t)', 1, "Did you mean 'cosine'?"],
    ['1 + sqr(t)', 5, "Did you mean 'sqrt'?"],
    ['0.1*tt', 5, "Did you mean 't"],
    ['2 t', 3, 'Write 2*t'],
    ['t ** 2', 3, "'^'"],
    ['1 − t', 3, "Write '-'"],
    ['(1 + t', 7, "')'"],
    ['1 + t)', 6, "'('"],
    ['sin(t, 2)', 9, '1 argument'],
    ['clamp(t, 1)', 11, '3 arguments'],
    ['0 < t < 1', 7, '(a < b) * (b < c)'],
    ['t + * 2', 5, '*'],
    ['t % % 2', 5, '%'],
    ['t ? 1', 6, 'the end'],
  ])('%s is refused at column %d, with a reason', (text, column, reason) => {
    const call = (): unknown => formula(text);
    expect(call).toThrow(FormulaError);
    expect(call).toThrow(`at column ${column},`);
    expect(call).toThrow(reason);
  });

  it('refuses parameters that are misspelt, not finite, or mean something already', () => {
    expect(() => formula('t/TT', { T: 64 })).toThrow("Did you mean 'T'?");
    expect(() => formula('rate*t', { rate: 1, rtae: 2 })).toThrow("Did you mean 'rate'?");
    expect(() => formula('a*t', { a: NaN })).toThrow('formula.a: expected a finite number');
    expect(() => formula('t', { as: 'wave' as 'waveform' })).toThrow(OptionError);
    expect(() => formula(3 as unknown as string)).toThrow('formula.text');
  });

  it('knows every waveform by name, each with the values of the function itself', () => {
    for (const [name, wave] of Object.entries(waveforms)) {
      expect(functionNames).toContain(name);
      const named = formula(`${name}(p)`);
      for (const p of [0, 0.1, 0.25, 0.5, 0.9]) expect(named(p)).toBe(wave(p));
      expect(named(1.25)).toBe(wave(0.25));
    }
  });
});

describe('the derivative of a formula', () => {
  it.each([
    ['t^3 - 2*t', (t: number) => 3 * t * t - 2],
    ['sin(2*t)', (t: number) => 2 * Math.cos(2 * t)],
    ['exp(-t/3)', (t: number) => -Math.exp(-t / 3) / 3],
    ['1/t', (t: number) => -1 / (t * t)],
    ['t^t', (t: number) => Math.exp(t * Math.log(t)) * (Math.log(t) + 1)],
    ['2^t', (t: number) => Math.exp(t * Math.LN2) * Math.LN2],
    ['sqrt(t)', (t: number) => 0.5 / Math.sqrt(t)],
    ['t % 1', () => 1],
    ['5.3 % t', (t: number) => -Math.floor(5.3 / t)],
    ['abs(t - 10)', (t: number) => Math.sign(t - 10)],
    ['max(t, 3)', (t: number) => (t > 3 ? 1 : 0)],
    ['min(t, 3)', (t: number) => (t < 3 ? 1 : 0)],
    ['t < 3 ? t^2 : 7', (t: number) => (t < 3 ? 2 * t : 0)],
    ['floor(t) + round(t) + ceil(t) + sign(t) + step(1, t)', () => 0],
    ['tanh(t)', (t: number) => 1 - Math.tanh(t) * Math.tanh(t)],
  ] as const)('of %s is the closed form', (text, expected) => {
    const { derivative } = formula(text);
    for (const t of [0.3, 1.7, 4.2]) expect(derivative(t)).toBeCloseTo(expected(t), 12);
  });

  it('agrees with central differences for every function, where the function is smooth', () => {
    for (const name of [
      'sin',
      'cos',
      'tan',
      'asin',
      'acos',
      'atan',
      'sinh',
      'cosh',
      'tanh',
      'exp',
      'log',
      'sqrt',
      'cbrt',
      'cosine',
      'sine',
    ]) {
      const wave = formula(`${name}(0.3*t + 0.05)^2`);
      for (const t of [0.4, 1.1, 2.3]) {
        const difference = (wave(t + 1e-5) - wave(t - 1e-5)) / 2e-5;
        expect(Math.abs(wave.derivative(t) - difference), name).toBeLessThan(1e-8 * Math.max(1, Math.abs(difference)));
      }
    }
    const eased = formula('smoothstep(t, 4, 3)');
    expect(eased.derivative(1)).toBeCloseTo((eased(1 + 1e-5) - eased(1 - 1e-5)) / 2e-5, 8);
  });

  it('is per turn for a waveform, and 0 for a constant', () => {
    expect(formula('0.5 - 0.5*cos(2*pi*p)').derivative(0.25)).toBeCloseTo(Math.PI, 14);
    expect(formula('2', { as: 'schedule' }).derivative(5)).toBe(0);
    expect(formula('abs(0*t)').derivative(1)).toBe(0);
  });
});
