import { createRequire } from 'node:module';
import { checkName, checkNumber, nearest, OptionError } from '../math/check.js';
import { compile } from './formula/compile.js';
import { dual } from './formula/dual.js';
import type { Expression } from './formula/expression.js';
import { isFreeName } from './formula/names.js';
import { FormulaError, scan, type Token } from './formula/scan.js';
import { constants, functionNames, toExpression, type ParsedNode } from './formula/tree.js';
import { repeatsAfter } from './lint.js';
import { ownWaveNames } from './own-waves.js';

export { FormulaError, formulaLimits } from './formula/scan.js';

/** What a formula is a function of: a phase in turns, or an update. */
export type FormulaKind = 'waveform' | 'schedule';

/** Options of {@link formula}: `as`, `period`, and the formula's own parameters, all finite numbers. */
export interface FormulaOptions {
  /** What the text is, where its variables do not say: `p` makes a waveform, `t` a schedule. */
  readonly as?: FormulaKind;
  /** Updates after which the schedule repeats; checked, and also a parameter of the text. Without it, a `T` that proves to be the period is taken. */
  readonly period?: number;
  /** A parameter, by the name the text uses. */
  readonly [parameter: string]: number | FormulaKind | undefined;
}

/** A waveform or a schedule made from text: it can be called like any other, and asked. */
export interface Formula {
  /** The level at a phase in turns, or the value at an update. */
  (x: number): number;
  /** The text as it was given. */
  readonly text: string;
  /** Whether its argument is a phase (`waveform`) or an update (`schedule`). */
  readonly kind: FormulaKind;
  /** The variables (t, p) and parameters the text uses, in order of first use. */
  readonly variables: readonly string[];
  /** Updates after which a schedule repeats, where known. */
  readonly period?: number;
  /** The derivative by the argument, per turn or per update, by dual numbers; a waveform named in the text counts by central differences. */
  readonly derivative: (x: number) => number;
}

/**
 * A waveform of the phase `p` in turns, or a schedule of the update `t`, from text; nothing of the text is ever evaluated as code.
 *
 * The grammar: numbers, `pi`, `tau`, `e`, parameters, + − * / ^ %, one comparison, `? :`, brackets, mathematical functions and every
 * waveform by name, bundled or one's own. `%` is the floored modulo, `round` takes halves up, comparisons answer 1 or 0. A schedule with a period T
 * may use `p` (the fraction of t/T), a waveform with one may use `t` (p·T). Values may be infinite or NaN: `lint` says where.
 *
 * The first call loads the parser; `npm run bench -- formula` tells how long that takes.
 *
 * @throws FormulaError with the column for a text outside the grammar; OptionError for a text that is neither kind or both, a parameter
 * that is no finite number or that the text does not use, or a `period` after which the values do not repeat.
 * @source own definition
 * @example formula('20*(1 + 0.9*cos(2*pi*t/T))', { T: 64 })(32) // 2
 */
export function formula(text: string, options: FormulaOptions = {}): Formula {
  if (typeof text !== 'string')
    throw new OptionError('formula.text', 'text', text, "For example '0.5 - 0.5*cos(2*pi*p)'.");
  const parameters = checkParameters(options);
  const tokens = scan(text, {
    functions: new Set([
      ...functionNames,
      ...ownWaveNames().filter((name) => isFreeName(name) && !parameters.has(name)),
    ]),
    values: new Set([...parameters.keys(), 't', 'p', ...constants.keys()]),
  });
  const names = [...new Set(tokens.filter((token) => token.kind === 'name').map((token) => token.text))];
  const variables = names.filter((name) => name === 't' || name === 'p' || parameters.has(name));
  checkUsed(parameters, variables);
  const kind = kindOf(variables, options.as);
  const declared = parameters.get('period') ?? parameters.get('T');
  const values = new Map<string, Expression>();
  for (const [name, value] of [...constants, ...parameters]) values.set(name, { kind: 'number', value });
  for (const name of ['t', 'p']) if (variables.includes(name)) values.set(name, argument(name, kind, declared));
  const expression = toExpression(parse(tokens), tokens, values);

  const value = compile(expression);
  const period = kind === 'schedule' ? knownPeriod(value, parameters) : undefined;
  const asked = { text, kind, variables, derivative: (x: number) => dual(expression, x).slope };
  return Object.assign(value, asked, period === undefined ? {} : { period });
}

function checkParameters(options: FormulaOptions): ReadonlyMap<string, number> {
  const parameters = new Map<string, number>();
  for (const [name, value] of Object.entries(options)) {
    if (name === 'as' || value === undefined) continue;
    if (!isFreeName(name)) {
      throw new OptionError(
        `formula.${name}`,
        'a name of letters and digits that means nothing else',
        name,
        'Give the parameter another name.',
      );
    }
    parameters.set(
      name,
      checkNumber(
        `formula.${name}`,
        value,
        name === 'period' ? { min: 1, advice: 'Periods are counted in updates.' } : {},
      ),
    );
  }
  return parameters;
}

/** Refuses a parameter the text does not use, which is a misspelt one; a period may also just be declared. */
function checkUsed(parameters: ReadonlyMap<string, number>, used: readonly string[]): void {
  for (const name of parameters.keys()) {
    if (name === 'period' || name === 'T' || used.includes(name)) continue;
    const near = nearest(name, used);
    throw new OptionError(
      `formula.${name}`,
      'a parameter the text uses',
      name,
      near === undefined ? 'Leave it out.' : `Did you mean '${near}'?`,
    );
  }
}

function kindOf(variables: readonly string[], as: FormulaKind | undefined): FormulaKind {
  if (as !== undefined) return checkName('formula.as', as, ['waveform', 'schedule'] as const);
  const phase = variables.includes('p');
  if (phase !== variables.includes('t')) return phase ? 'waveform' : 'schedule';
  const both = phase ? 'a text with p and t both' : 'a text with neither p nor t';
  throw new OptionError(
    'formula.as',
    `'waveform' or 'schedule' for ${both}`,
    as,
    'p is the phase in turns, t the update.',
  );
}

/** The variable `name` in terms of the argument of a formula of this kind: the two are tied by a period T, t = p·T. */
function argument(name: string, kind: FormulaKind, period: number | undefined): Expression {
  const own: Expression = { kind: 'variable' };
  if (name === (kind === 'waveform' ? 'p' : 't')) return own;
  const advice = `Give a period: ${name} is ${name === 'p' ? 'the fraction of t/period' : 'p times the period'}.`;
  const right: Expression = { kind: 'number', value: checkNumber('formula.period', period, { min: 1, advice }) };
  if (name === 't') return { kind: 'binary', name: '*', left: own, right };
  const turns: Expression = { kind: 'binary', name: '/', left: own, right };
  return { kind: 'binary', name: '%', left: turns, right: { kind: 'number', value: 1 } };
}

function knownPeriod(value: (update: number) => number, parameters: ReadonlyMap<string, number>): number | undefined {
  const period = parameters.get('period');
  if (period !== undefined) {
    if (repeatsAfter(value, period)) return period;
    throw new OptionError(
      'formula.period',
      'updates after which the formula repeats',
      period,
      'Its values differ one period later.',
    );
  }
  const candidate = parameters.get('T');
  return candidate !== undefined && candidate >= 1 && repeatsAfter(value, candidate) ? candidate : undefined;
}

/** The parser's `%` may mean per cent, and costs twice as much at every level of brackets; its word `mod` is plain. */
function word(token: Token): string {
  return token.text === '%' ? 'mod' : token.text;
}

type Parse = (text: string) => ParsedNode;
let loaded: Parse | undefined;

/** mathjs's parser, loaded at the first formula: it costs more than everything else in this folder together. */
function loadParser(): Parse {
  const mathjs = createRequire(import.meta.url)('mathjs/number') as {
    create: (factories: object) => { parse: Parse };
    parseDependencies: object;
  };
  return mathjs.create(mathjs.parseDependencies).parse;
}

/** The parser's tree of these words; an error of syntax points at the word where the parser stopped. */
function parse(tokens: readonly Token[]): ParsedNode {
  loaded ??= loadParser();
  const words = tokens.map(word);
  try {
    return loaded(words.join(' '));
  } catch (error) {
    const reached = error instanceof Error && 'char' in error ? Number(error.char) : 1;
    let start = 1;
    let index = 0;
    while (index < words.length && start + words[index].length <= reached) start += words[index++].length + 1;
    const last = tokens[tokens.length - 1];
    const stop = tokens[index] ?? { column: last.column + last.text.length, text: 'the end' };
    throw new FormulaError(
      stop.column,
      'an operand',
      stop.text,
      error instanceof Error ? `${error.message.replace(/ \(char \d+\)$/, '')}.` : undefined,
    );
  }
}
