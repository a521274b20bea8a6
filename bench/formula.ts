import { compile as compileByMathjs } from 'mathjs/number';
import { formula, type FormulaOptions } from '../curriculum/formula.js';
import { attacks } from '../test/curriculum/formula-attack-list.js';

type Call = (x: number) => number;

const T = 64;
const cases: readonly { text: string; options: FormulaOptions; variable: 't' | 'p'; byHand: Call }[] = [
  {
    text: '20*(1 + 0.9*cos(2*pi*t/T))',
    options: { T },
    variable: 't',
    byHand: (t) => 20 * (1 + 0.9 * Math.cos((2 * Math.PI * t) / T)),
  },
  { text: '0.5 - 0.5*cos(2*pi*p)', options: {}, variable: 'p', byHand: (p) => 0.5 - 0.5 * Math.cos(2 * Math.PI * p) },
  { text: '1 - abs(1 - 2*p)', options: {}, variable: 'p', byHand: (p) => 1 - Math.abs(1 - 2 * p) },
  {
    text: 't % T < 8 ? 0.1 : 0.4',
    options: { T },
    variable: 't',
    byHand: (t) => (((t % T) + T) % T < 8 ? 0.1 : 0.4),
  },
  {
    text: 'max(0.1, 0.4*(1 - t/1000))*min(1, t/20)',
    options: {},
    variable: 't',
    byHand: (t) => Math.max(0.1, 0.4 * (1 - t / 1000)) * Math.min(1, t / 20),
  },
];

const calls = 1_000_000;
let sink = 0;

/** Nanoseconds per call: the best of nine rounds, over one turn or a thousand updates. */
function cost(call: Call, variable: 't' | 'p'): number {
  const scale = variable === 'p' ? 1 / 1024 : 1;
  let best = Infinity;
  for (let round = 0; round < 9; round++) {
    const start = performance.now();
    for (let k = 0; k < calls; k++) sink += call((k & 1023) * scale);
    best = Math.min(best, performance.now() - start);
  }
  return (best * 1e6) / calls;
}

/** Milliseconds until `text` is refused. */
function refusal(text: string): number {
  const start = performance.now();
  try {
    formula(text, { as: 'schedule' });
  } catch {
    return performance.now() - start;
  }
  throw new Error(`accepted: ${text}`);
}

/** Formulas against the same closures written by hand and against mathjs's own compile; then how fast attacks are refused. */
export async function bench(): Promise<void> {
  const start = performance.now();
  formula('t');
  console.log(`first formula, parser loaded beside it  ${(performance.now() - start).toFixed(0)} ms`);
  for (const { text, options, variable, byHand } of cases) {
    const ours = cost(formula(text, options), variable);
    const hand = cost(byHand, variable);
    const scope: Record<string, unknown> = { ...options };
    const code = compileByMathjs(text);
    const theirs = cost((x) => {
      scope[variable] = x;
      return Number(code.evaluate(scope));
    }, variable);
    console.log(
      `${text.padEnd(42)} ${ours.toFixed(1)} ns   ${(ours / hand).toFixed(2)}× by hand   1/${(theirs / ours).toFixed(0)} of mathjs`,
    );
  }
  const times = attacks.map(refusal).sort((a, b) => a - b);
  console.log(
    `${attacks.length} attacks refused: median ${times[times.length >> 1].toFixed(3)} ms, slowest ${times[times.length - 1].toFixed(2)} ms`,
  );
  if (!Number.isFinite(sink)) console.log('not finite');
  return Promise.resolve();
}
