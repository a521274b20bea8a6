import { powerOf } from '../power.js';
import type { Waveform } from '../waveforms.js';

/** A checked formula of one variable as a tree: all names resolved, all functions down to the few kinds here. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable' }
  | { readonly kind: 'unary'; readonly name: UnaryName; readonly of: Expression }
  | { readonly kind: 'binary'; readonly name: BinaryName; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choose'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'smoothstep'; readonly low: Expression; readonly high: Expression; readonly of: Expression }
  | { readonly kind: 'wave'; readonly wave: Waveform; readonly of: Expression };

/** A function of one argument: its value, and its derivative where it has one (0 on the steps of a step function). */
interface Unary {
  readonly value: (a: number) => number;
  readonly slope: (a: number) => number;
}

const flat = (): number => 0;

/** Functions of one argument by name; `negate` is the unary minus. */
export const unary = {
  negate: { value: (a) => -a, slope: () => -1 },
  sin: { value: Math.sin, slope: Math.cos },
  cos: { value: Math.cos, slope: (a) => -Math.sin(a) },
  tan: { value: Math.tan, slope: (a) => 1 + Math.tan(a) * Math.tan(a) },
  asin: { value: Math.asin, slope: (a) => 1 / Math.sqrt(1 - a * a) },
  acos: { value: Math.acos, slope: (a) => -1 / Math.sqrt(1 - a * a) },
  atan: { value: Math.atan, slope: (a) => 1 / (1 + a * a) },
  sinh: { value: Math.sinh, slope: Math.cosh },
  cosh: { value: Math.cosh, slope: Math.sinh },
  tanh: { value: Math.tanh, slope: (a) => 1 - Math.tanh(a) * Math.tanh(a) },
  exp: { value: Math.exp, slope: Math.exp },
  log: { value: Math.log, slope: (a) => 1 / a },
  sqrt: { value: Math.sqrt, slope: (a) => 0.5 / Math.sqrt(a) },
  cbrt: { value: Math.cbrt, slope: (a) => 1 / (3 * Math.cbrt(a) * Math.cbrt(a)) },
  abs: { value: Math.abs, slope: Math.sign },
  sign: { value: Math.sign, slope: flat },
  floor: { value: Math.floor, slope: flat },
  ceil: { value: Math.ceil, slope: flat },
  round: { value: Math.round, slope: flat },
} as const satisfies Record<string, Unary>;

/** Name of a function of one argument. */
export type UnaryName = keyof typeof unary;

/** Operators and functions of two arguments by name; comparisons answer 1 or 0. */
export const binary = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': flooredModulo,
  '^': power,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  '<': (a, b) => (a < b ? 1 : 0),
  '<=': (a, b) => (a <= b ? 1 : 0),
  '>': (a, b) => (a > b ? 1 : 0),
  '>=': (a, b) => (a >= b ? 1 : 0),
  '==': (a, b) => (a === b ? 1 : 0),
  '!=': (a, b) => (a === b ? 0 : 1),
} as const satisfies Record<string, (a: number, b: number) => number>;

/** Name of an operator or function of two arguments. */
export type BinaryName = keyof typeof binary;

/**
 * The remainder with the sign of the divisor: a − b·⌊a/b⌋; NaN for b = 0.
 *
 * @example flooredModulo(-1, 4) // 3
 */
export function flooredModulo(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0 || rest > 0 === b > 0) return rest;
  const lifted = rest + b;
  // A remainder too small to be told from b would leave the half-open range.
  return lifted === b ? 0 : lifted;
}

/**
 * a raised to b: a repeated product for an integer b, else e^(b·log a), which is NaN for a negative a; a⁰ is 1.
 *
 * @source elementary
 * @example power(-2, 3) // -8
 */
export function power(a: number, b: number): number {
  // A base of 0 has no special case here: e^(b·log 0) is 0 or infinite as the sign of b asks.
  return Number.isInteger(b) ? powerOf(a, b) : Math.exp(b * Math.log(a));
}

/**
 * Hermite's smooth step from 0 at `low` to 1 at `high`: s²(3 − 2s), s = clamp((x − low)/(high − low), 0, 1).
 *
 * @source computer graphics practice (cubic Hermite step)
 * @example smoothstep(0, 2, 1) // 0.5
 */
export function smoothstep(low: number, high: number, x: number): number {
  const s = Math.min(Math.max((x - low) / (high - low), 0), 1);
  return s * s * (3 - 2 * s);
}
