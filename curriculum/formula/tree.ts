import { checkNumber } from '../../math/check.js';
import { ownWaveNames, waveformNamed } from '../own-waves.js';
import { waveforms, type Waveform } from '../waveforms.js';
import { unary, type BinaryName, type Expression, type UnaryName } from './expression.js';
import { FormulaError, type Token } from './scan.js';

/** The nodes of the parser that the grammar knows; any other `type` is refused. */
export type ParsedNode =
  | { readonly type: 'ConstantNode'; readonly value: unknown }
  | { readonly type: 'SymbolNode'; readonly name: string }
  | { readonly type: 'ParenthesisNode'; readonly content: ParsedNode }
  | { readonly type: 'OperatorNode'; readonly args: readonly ParsedNode[] }
  | { readonly type: 'RelationalNode'; readonly params: readonly ParsedNode[] }
  | {
      readonly type: 'ConditionalNode';
      readonly condition: ParsedNode;
      readonly trueExpr: ParsedNode;
      readonly falseExpr: ParsedNode;
    }
  | { readonly type: 'FunctionNode'; readonly args: readonly ParsedNode[] };

/** Functions of several arguments: how many they take, and the expression they stand for. */
const several: Readonly<
  Record<string, { least: number; most: number; make: (args: readonly Expression[]) => Expression }>
> = {
  min: { least: 1, most: 16, make: (args) => args.reduce((left, right) => pair('min', left, right)) },
  max: { least: 1, most: 16, make: (args) => args.reduce((left, right) => pair('max', left, right)) },
  mod: { least: 2, most: 2, make: ([a, b]) => pair('%', a, b) },
  pow: { least: 2, most: 2, make: ([a, b]) => pair('^', a, b) },
  clamp: { least: 3, most: 3, make: ([x, low, high]) => pair('min', pair('max', x, low), high) },
  step: { least: 2, most: 2, make: ([edge, x]) => pair('>=', x, edge) },
  smoothstep: {
    least: 3,
    most: 3,
    make: ([low, high, of]) => ({ kind: 'smoothstep', low: low, high: high, of: of }),
  },
};

const plainFunctions = new Set(Object.keys(unary).filter((name) => name !== 'negate'));

/** Every function a formula may call: mathematics, then the waveforms as functions of phase in turns. */
export const functionNames: readonly string[] = [
  ...new Set([...plainFunctions, ...Object.keys(several), ...Object.keys(waveforms)]),
];

/** Constants by name. */
export const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['tau', 2 * Math.PI],
  ['e', Math.E],
]);

const operators = new Set<string>([
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
] satisfies BinaryName[]);

/**
 * The parser's tree as an expression, walked in the order of the text so that every refusal knows its column.
 *
 * @throws FormulaError for a node outside the grammar, or a wrong number of arguments.
 */
export function toExpression(
  root: ParsedNode,
  tokens: readonly Token[],
  values: ReadonlyMap<string, Expression>,
): Expression {
  let next = 0;

  function take(text?: string): Token {
    const token = tokens[next];
    if (token === undefined || (text !== undefined && token.text !== text)) throw refused(token);
    next++;
    return token;
  }

  function refused(token: Token | undefined): FormulaError {
    const last = tokens[tokens.length - 1];
    return token === undefined
      ? new FormulaError(last.column + last.text.length, 'an operand', 'the end')
      : new FormulaError(token.column, 'another order of words', token.text, 'Brackets make the order plain.');
  }

  function walk(node: ParsedNode): Expression {
    switch (node.type) {
      case 'ConstantNode':
        return { kind: 'number', value: checkNumber('formula.text', Number(take().text)) };
      case 'SymbolNode': {
        const value = values.get(take(node.name).text);
        if (value === undefined) throw refused(tokens[next - 1]);
        return value;
      }
      case 'ParenthesisNode': {
        take('(');
        const content = walk(node.content);
        take(')');
        return content;
      }
      case 'OperatorNode':
        return node.args.length === 1 ? prefix(node.args[0]) : infix(node.args);
      case 'RelationalNode': {
        walk(node.params[0]);
        take();
        walk(node.params[1]);
        const second = take();
        throw new FormulaError(second.column, 'one comparison', second.text, 'Write (a < b) * (b < c) for both.');
      }
      case 'ConditionalNode': {
        const test = walk(node.condition);
        take('?');
        const yes = walk(node.trueExpr);
        take(':');
        return { kind: 'choose', test, yes, no: walk(node.falseExpr) };
      }
      case 'FunctionNode':
        return call(node.args);
      default:
        throw refused(tokens[next]);
    }
  }

  function prefix(operand: ParsedNode): Expression {
    const sign = take();
    if (sign.text !== '-' && sign.text !== '+') throw refused(sign);
    const of = walk(operand);
    return sign.text === '-' ? { kind: 'unary', name: 'negate', of } : of;
  }

  function infix(args: readonly ParsedNode[]): Expression {
    const left = walk(args[0]);
    const operator = take();
    if (!operators.has(operator.text)) throw refused(operator);
    return pair(operator.text as BinaryName, left, walk(args[1]));
  }

  function call(nodes: readonly ParsedNode[]): Expression {
    const name = take();
    take('(');
    const args = nodes.map((node, index) => {
      if (index > 0) take(',');
      return walk(node);
    });
    const close = take(')');
    const known = Object.hasOwn(several, name.text) ? several[name.text] : undefined;
    const own = !plainFunctions.has(name.text) && known === undefined && ownWaveNames().includes(name.text);
    // `smoothstep` is both: of one argument the waveform, of three the step between two bounds.
    if (own || (Object.hasOwn(waveforms, name.text) && !(known !== undefined && args.length > 1)))
      return waveOf(waveformNamed('formula.text', name.text), args, close, name);
    const { least, most } = known ?? { least: 1, most: 1 };
    if (args.length < least || args.length > most) throw wrongCount(name, close, args.length, least, most);
    return known === undefined ? { kind: 'unary', name: name.text as UnaryName, of: args[0] } : known.make(args);
  }

  const expression = walk(root);
  if (next < tokens.length) throw refused(tokens[next]);
  return expression;
}

function waveOf(wave: Waveform, args: readonly Expression[], close: Token, name: Token): Expression {
  if (args.length !== 1) throw wrongCount(name, close, args.length, 1, 1);
  return { kind: 'wave', wave, of: args[0] };
}

function wrongCount(name: Token, close: Token, count: number, least: number, most: number): FormulaError {
  const wanted = least === most ? String(least) : `${least} to ${most}`;
  return new FormulaError(
    close.column,
    `${wanted} argument${wanted === '1' ? '' : 's'} of ${name.text}()`,
    String(count),
  );
}

function pair(name: BinaryName, left: Expression, right: Expression): Expression {
  return { kind: 'binary', name, left, right };
}
