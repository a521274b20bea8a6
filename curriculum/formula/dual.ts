import { fraction } from '../schedule.js';
import { binary, flooredModulo, power, smoothstep, unary, type BinaryName, type Expression } from './expression.js';

/** A value and its derivative by the variable. */
export interface Dual {
  readonly value: number;
  readonly slope: number;
}

/** Half-width, in turns, of the central difference that stands for a waveform's derivative: waveforms are plain functions. */
const waveStep = 1e-6;

/**
 * The value and the derivative of an expression at x by dual numbers: every rule carries (a, a′).
 *
 * Step functions and comparisons count as flat, a minimum takes the slope of the smaller side, |0|′ = 0.
 *
 * @source Clifford 1873; Griewank & Walther 2008
 */
export function dual(node: Expression, x: number): Dual {
  switch (node.kind) {
    case 'number':
      return { value: node.value, slope: 0 };
    case 'variable':
      return { value: x, slope: 1 };
    case 'unary': {
      const a = dual(node.of, x);
      const { value, slope } = unary[node.name];
      return { value: value(a.value), slope: chain(slope(a.value), a.slope) };
    }
    case 'binary': {
      const a = dual(node.left, x);
      const b = dual(node.right, x);
      return { value: binary[node.name](a.value, b.value), slope: binarySlope(node.name, a, b) };
    }
    case 'choose':
      return dual(dual(node.test, x).value ? node.yes : node.no, x);
    case 'smoothstep': {
      const low = dual(node.low, x);
      const high = dual(node.high, x);
      const at = dual(node.of, x);
      const width = high.value - low.value;
      const s = (at.value - low.value) / width;
      const inside = s > 0 && s < 1;
      const slope = inside ? (6 * s * (1 - s) * (at.slope - low.slope - s * (high.slope - low.slope))) / width : 0;
      return { value: smoothstep(low.value, high.value, at.value), slope };
    }
    case 'wave': {
      const { wave } = node;
      const a = dual(node.of, x);
      const rise = wave(fraction(a.value + waveStep)) - wave(fraction(a.value - waveStep));
      return { value: wave(fraction(a.value)), slope: chain(rise / (2 * waveStep), a.slope) };
    }
  }
}

/** f′·a′, where a part that does not move contributes nothing even where f′ is infinite. */
function chain(outer: number, inner: number): number {
  return inner === 0 ? 0 : outer * inner;
}

function binarySlope(name: BinaryName, a: Dual, b: Dual): number {
  switch (name) {
    case '+':
      return a.slope + b.slope;
    case '-':
      return a.slope - b.slope;
    case '*':
      return a.slope * b.value + a.value * b.slope;
    case '/':
      return (a.slope - (a.value / b.value) * b.slope) / b.value;
    case '%': {
      const turns = Math.round((a.value - flooredModulo(a.value, b.value)) / b.value);
      return a.slope - turns * b.slope;
    }
    case '^':
      return (
        chain(b.value === 0 ? 0 : b.value * power(a.value, b.value - 1), a.slope) +
        chain(power(a.value, b.value) * Math.log(a.value), b.slope)
      );
    case 'min':
      return a.value <= b.value ? a.slope : b.slope;
    case 'max':
      return a.value >= b.value ? a.slope : b.slope;
    default:
      return 0;
  }
}
