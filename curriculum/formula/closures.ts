import { powerOf } from '../power.js';
import { binary, flooredModulo, unary, type BinaryName, type Expression, type UnaryName } from './expression.js';

/** A formula of one variable, ready to be called. */
export type Compiled = (x: number) => number;

/** Compiles a part; given to the functions here, which know only their own node. */
export type Close = (node: Expression) => Compiled;

/** The argument (multiplier·x)/divisor; both factors may be 1, which changes no bit. */
interface Scaled {
  readonly multiplier: number;
  readonly divisor: number;
}

/** Reads (m·x)/d, m·x, x/d or x itself: the argument of most waves, worth no calls of its own. */
function scaled(node: Expression): Scaled | undefined {
  if (node.kind === 'variable') return { multiplier: 1, divisor: 1 };
  if (node.kind !== 'binary') return undefined;
  const { name, left, right } = node;
  if (name === '/' && right.kind === 'number') {
    const inner = scaled(left);
    return inner?.divisor === 1 ? { multiplier: inner.multiplier, divisor: right.value } : undefined;
  }
  if (name !== '*') return undefined;
  if (left.kind === 'number' && right.kind === 'variable') return { multiplier: left.value, divisor: 1 };
  if (right.kind === 'number' && left.kind === 'variable') return { multiplier: right.value, divisor: 1 };
  return undefined;
}

/** Functions met in most waves, each called by its own name so that the engine inlines it. */
const unaryClosures: Partial<Record<UnaryName, (a: Compiled) => Compiled>> = {
  negate: (a) => (x) => -a(x),
  sin: (a) => (x) => Math.sin(a(x)),
  cos: (a) => (x) => Math.cos(a(x)),
  tanh: (a) => (x) => Math.tanh(a(x)),
  exp: (a) => (x) => Math.exp(a(x)),
  log: (a) => (x) => Math.log(a(x)),
  sqrt: (a) => (x) => Math.sqrt(a(x)),
  abs: (a) => (x) => Math.abs(a(x)),
  floor: (a) => (x) => Math.floor(a(x)),
};

const scaledClosures: Partial<Record<UnaryName, (m: number, d: number) => Compiled>> = {
  sin: (m, d) => (x) => Math.sin((m * x) / d),
  cos: (m, d) => (x) => Math.cos((m * x) / d),
  exp: (m, d) => (x) => Math.exp((m * x) / d),
  floor: (m, d) => (x) => Math.floor((m * x) / d),
};

/** A function of one argument. */
export function closeUnary(node: Expression & { readonly kind: 'unary' }, close: Close): Compiled {
  const { name, of } = node;
  const argument = scaled(of);
  if (argument !== undefined) {
    const special = scaledClosures[name]?.(argument.multiplier, argument.divisor);
    if (special !== undefined) return special;
  }
  const a = close(of);
  const own = unaryClosures[name]?.(a);
  if (own !== undefined) return own;
  const { value } = unary[name];
  return (x) => value(a(x));
}

const constantLeft: Partial<Record<BinaryName, (k: number, b: Compiled) => Compiled>> = {
  '+': (k, b) => (x) => k + b(x),
  '-': (k, b) => (x) => k - b(x),
  '*': (k, b) => (x) => k * b(x),
  '/': (k, b) => (x) => k / b(x),
};

const constantRight: Partial<Record<BinaryName, (a: Compiled, k: number) => Compiled>> = {
  '+': (a, k) => (x) => a(x) + k,
  '-': (a, k) => (x) => a(x) - k,
  '*': (a, k) => (x) => a(x) * k,
  '/': (a, k) => (x) => a(x) / k,
  '%': (a, k) => (x) => flooredModulo(a(x), k),
  min: (a, k) => (x) => Math.min(a(x), k),
  max: (a, k) => (x) => Math.max(a(x), k),
  '<': (a, k) => (x) => (a(x) < k ? 1 : 0),
  '>': (a, k) => (x) => (a(x) > k ? 1 : 0),
  '<=': (a, k) => (x) => (a(x) <= k ? 1 : 0),
  '>=': (a, k) => (x) => (a(x) >= k ? 1 : 0),
  '^': constantExponent,
};

const general: Partial<Record<BinaryName, (a: Compiled, b: Compiled) => Compiled>> = {
  '+': (a, b) => (x) => a(x) + b(x),
  '-': (a, b) => (x) => a(x) - b(x),
  '*': (a, b) => (x) => a(x) * b(x),
  '/': (a, b) => (x) => a(x) / b(x),
};

function constantExponent(a: Compiled, exponent: number): Compiled {
  if (exponent === 2) {
    return (x) => {
      const base = a(x);
      return base * base;
    };
  }
  if (exponent === 3) {
    return (x) => {
      const base = a(x);
      return base * base * base;
    };
  }
  if (Number.isInteger(exponent)) return (x) => powerOf(a(x), exponent);
  return (x) => Math.exp(exponent * Math.log(a(x)));
}

/** An operation on two parts of which at most one is a number. */
export function closeBinary(node: Expression & { readonly kind: 'binary' }, close: Close): Compiled {
  const { name, left, right } = node;
  const argument = scaled(node);
  if (argument !== undefined) {
    const { multiplier: m, divisor: d } = argument;
    return d === 1 ? (x) => m * x : m === 1 ? (x) => x / d : (x) => (m * x) / d;
  }
  const special =
    left.kind === 'number'
      ? constantLeft[name]?.(left.value, close(right))
      : right.kind === 'number'
        ? constantRight[name]?.(close(left), right.value)
        : general[name]?.(close(left), close(right));
  if (special !== undefined) return special;
  const value = binary[name];
  const a = close(left);
  const b = close(right);
  return (x) => value(a(x), b(x));
}
