import { fraction } from '../schedule.js';
import { closeBinary, closeUnary, type Compiled } from './closures.js';
import { binary, smoothstep, unary, type Expression } from './expression.js';

/**
 * An expression as nested closures, its constant parts computed once; no code is generated.
 *
 * The operations and their order are those of the text, so a compiled formula has the bits of the same formula written by hand.
 */
export function compile(node: Expression): Compiled {
  return close(fold(node));
}

/** The expression with every part that does not depend on the variable replaced by its number. */
function fold(node: Expression): Expression {
  switch (node.kind) {
    case 'number':
    case 'variable':
      return node;
    case 'unary': {
      const of = fold(node.of);
      return of.kind === 'number' ? number(unary[node.name].value(of.value)) : { ...node, of };
    }
    case 'binary': {
      const left = fold(node.left);
      const right = fold(node.right);
      const known = left.kind === 'number' && right.kind === 'number';
      return known ? number(binary[node.name](left.value, right.value)) : { ...node, left, right };
    }
    case 'choose': {
      const test = fold(node.test);
      if (test.kind === 'number') return fold(test.value ? node.yes : node.no);
      return { kind: 'choose', test, yes: fold(node.yes), no: fold(node.no) };
    }
    case 'smoothstep': {
      const low = fold(node.low);
      const high = fold(node.high);
      const of = fold(node.of);
      const known = low.kind === 'number' && high.kind === 'number' && of.kind === 'number';
      return known ? number(smoothstep(low.value, high.value, of.value)) : { kind: 'smoothstep', low, high, of };
    }
    case 'wave': {
      const of = fold(node.of);
      return of.kind === 'number' ? number(node.wave(fraction(of.value))) : { ...node, of };
    }
  }
}

function number(value: number): Expression {
  return { kind: 'number', value };
}

function close(node: Expression): Compiled {
  switch (node.kind) {
    case 'number': {
      const { value } = node;
      return () => value;
    }
    case 'variable':
      return (x) => x;
    case 'unary':
      return closeUnary(node, close);
    case 'binary':
      return closeBinary(node, close);
    case 'choose': {
      const test = close(node.test);
      if (node.yes.kind === 'number' && node.no.kind === 'number') {
        const [above, below] = [node.yes.value, node.no.value];
        return (x) => (test(x) ? above : below);
      }
      const yes = close(node.yes);
      const no = close(node.no);
      return (x) => (test(x) ? yes(x) : no(x));
    }
    case 'smoothstep': {
      const low = close(node.low);
      const high = close(node.high);
      const of = close(node.of);
      return (x) => smoothstep(low(x), high(x), of(x));
    }
    case 'wave': {
      const { wave } = node;
      const of = close(node.of);
      return (x) => wave(fraction(of(x)));
    }
  }
}
