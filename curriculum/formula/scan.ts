import { nearest, OptionError } from '../../math/check.js';

/**
 * What a formula may hold at most; texts beyond are refused before anything parses them.
 *
 * @source own definition
 * @example formulaLimits // { characters: 2000, tokens: 400, nesting: 32 }
 */
export const formulaLimits = { characters: 2000, tokens: 400, nesting: 32 } as const;

/** A formula that cannot be used, and where: `formula.text: expected a known name at column 4, got 'csin'. Did you mean 'sin'?` */
export class FormulaError extends OptionError {
  /** Place in the text, counted from 1. */
  readonly column: number;

  constructor(column: number, expected: string, got: string, advice?: string) {
    super('formula.text', `${expected} at column ${column}`, got, advice);
    this.column = column;
  }
}

/** A word of a formula. */
export interface Token {
  readonly kind: 'number' | 'name' | 'symbol';
  readonly text: string;
  /** Place of its first character, counted from 1. */
  readonly column: number;
}

/** The names a formula may use. */
export interface KnownNames {
  readonly functions: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

const numberPattern = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const symbolPattern = /<=|>=|==|!=|[-+*/^%(),?:<>]/y;

/** What people type or paste for a character of the grammar. */
const lookAlikes: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '×': '*',
  '·': '*',
  '÷': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '=': '==',
  π: 'pi',
  τ: 'tau',
  '（': '(',
  '）': ')',
};

/**
 * The words of a formula, every one a number, a known name or a symbol of the grammar, with operators between all operands.
 *
 * Lengths and nesting are bounded here, so that a recursive parser can be given the text.
 *
 * @throws FormulaError with the column of the first word that is not of the grammar.
 */
export function scan(text: string, known: KnownNames): readonly Token[] {
  const { characters, tokens: most, nesting } = formulaLimits;
  if (text.length > characters) {
    throw new FormulaError(characters + 1, `at most ${characters} characters, so the end`, `${text.length} characters`);
  }
  const tokens: Token[] = [];
  const open: { column: number; questions: number }[] = [{ column: 0, questions: 0 }];
  for (let at = 0; at < text.length;) {
    if (text[at] === ' ' || text[at] === '\t') {
      at++;
      continue;
    }
    const column = at + 1;
    if (tokens.length === most) throw new FormulaError(column, `at most ${most} words, so the end`, text.slice(at));
    const token = tokenAt(text, at);
    checkNeighbours(tokens[tokens.length - 1], token, known);
    checkBrackets(open, token, nesting);
    tokens.push(token);
    at += token.text.length;
  }
  const last = tokens[tokens.length - 1];
  if (last === undefined) throw new FormulaError(1, 'a formula', text, "For example '0.5 - 0.5*cos(2*pi*p)'.");
  const end = text.length + 1;
  if (last.kind === 'name' && known.functions.has(last.text)) throw callIt(last);
  if (last.kind === 'symbol' && last.text !== ')')
    throw new FormulaError(end, `an operand after '${last.text}'`, 'the end');
  const unclosed = open[open.length - 1];
  if (open.length > 1) {
    throw new FormulaError(end, `a ')' for the '(' of column ${unclosed.column}, so one`, 'the end');
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const column = at + 1;
  for (const [kind, pattern] of [
    ['number', numberPattern],
    ['name', namePattern],
    ['symbol', symbolPattern],
  ] as const) {
    pattern.lastIndex = at;
    const word = pattern.exec(text)?.[0];
    if (word === undefined) continue;
    if (kind === 'number' && !Number.isFinite(Number(word)))
      throw new FormulaError(column, 'a number a double can hold', word);
    return { kind, text: word, column };
  }
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const meant = Object.hasOwn(lookAlikes, character) ? lookAlikes[character] : undefined;
  throw new FormulaError(
    column,
    'a number, a name or an operator',
    character,
    meant === undefined
      ? 'A formula has numbers, names, + - * / ^ %, comparisons, ? : and functions.'
      : `Write '${meant}'.`,
  );
}

function checkNeighbours(before: Token | undefined, token: Token, known: KnownNames): void {
  if (before?.kind === 'name' && known.functions.has(before.text) && token.text !== '(') throw callIt(before);
  const startsOperand = token.kind !== 'symbol' || token.text === '(';
  if (before?.kind === 'name' && known.values.has(before.text) && token.text === '(') {
    throw new FormulaError(
      before.column,
      'the name of a function',
      before.text,
      near(before.text, known.functions, `Write ${before.text}*(…) for a product.`),
    );
  }
  const endsOperand = before !== undefined && (before.kind !== 'symbol' || before.text === ')');
  const isCall = before?.kind === 'name' && token.text === '(';
  if (endsOperand && startsOperand && !isCall) {
    throw new FormulaError(
      token.column,
      'an operator',
      token.text,
      `Write ${before.text}*${token.text} for a product.`,
    );
  }
  if (before?.text === '*' && token.text === '*' && before.column + 1 === token.column) {
    throw new FormulaError(before.column, 'an operator', '**', "Powers are written with '^'.");
  }
  // Empty brackets and lists that end in a comma: the parser, which is slow to load, need not see them.
  if (token.text === ')' && (before?.text === '(' || before?.text === ','))
    throw new FormulaError(token.column, `an operand after '${before.text}'`, ')');
  if (token.kind === 'name' && !known.functions.has(token.text) && !known.values.has(token.text)) {
    const names = new Set([...known.values, ...known.functions]);
    const other = `Known: ${[...known.values].join(', ')}, and functions such as sin, exp, clamp.`;
    throw new FormulaError(token.column, 'a known name', token.text, near(token.text, names, other));
  }
}

/** `open` holds one entry for every bracket that is open, and for the text itself, with its unanswered question marks. */
function checkBrackets(open: { column: number; questions: number }[], token: Token, nesting: number): void {
  const inner = open[open.length - 1];
  switch (token.text) {
    case '(':
      if (open.length > nesting)
        throw new FormulaError(token.column, `at most ${nesting} brackets inside each other, so no more`, '(');
      open.push({ column: token.column, questions: 0 });
      return;
    case ')':
      if (open.length === 1) throw new FormulaError(token.column, "a '(' before this, so no ')'", ')');
      open.pop();
      return;
    case '?':
      inner.questions++;
      return;
    case ':':
      if (inner.questions === 0)
        throw new FormulaError(token.column, "a '?' before this, so no ':'", ':', 'Ranges are not numbers.');
      inner.questions--;
      return;
  }
}

function callIt(name: Token): FormulaError {
  return new FormulaError(name.column + name.text.length, `'(' after the function '${name.text}'`, 'something else');
}

function near(name: string, names: ReadonlySet<string>, otherwise: string): string {
  // The distance to a name of thousands of letters costs milliseconds and helps nobody.
  const found = name.length > 40 ? undefined : nearest(name, [...names]);
  return found === undefined || found === name ? otherwise : `Did you mean '${found}'?`;
}
