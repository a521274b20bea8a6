import { setFlagsFromString } from 'node:v8';
import asc from 'assemblyscript/asc';
import { hessianOperator } from '../agents/curvature/hessian.js';
import { hiddenWidth, type Engine, type FlatArray, type NetworkShape } from '../agents/engine/engine.js';
import { describeEngines, selectEngine } from '../agents/engine/select.js';
import { simd } from '../agents/engine/simd.js';
import { firstAddress, instantiate, relaxedAvailable } from '../agents/engine/simd/instance.js';
import { random } from '../math/random.js';
import { plainNetwork } from './plain-network.js';

/** Microseconds of one call: the fastest of many short measurements, after warming up; others use the machine too. */
function microseconds(call: () => void): number {
  for (let warm = performance.now() + 700; performance.now() < warm;) call();
  let calls = 1;
  for (let spent = 0; spent < 1; calls *= 2) {
    const from = performance.now();
    for (let i = 0; i < calls; i++) call();
    spent = performance.now() - from;
  }
  let best = Infinity;
  for (let end = performance.now() + 400; performance.now() < end;) {
    const from = performance.now();
    for (let i = 0; i < calls; i++) call();
    best = Math.min(best, ((performance.now() - from) / calls) * 1000);
  }
  return best;
}

const noise = random(1);
const draw = (length: number): Float64Array => Float64Array.from({ length }, () => 0.5 * noise.normal());

/** Times of each engine's verbs for one network beside plain JavaScript's, and of small batches in `simd`. */
function network(name: string, shape: NetworkShape, rows: number, engines: readonly Engine[]): void {
  const plain = plainNetwork([shape.inputs, ...shape.hidden, shape.outputs], rows);
  const [inputs, cotangents] = [draw(rows * shape.inputs), draw(rows * shape.outputs)];
  const direction = draw(plain.parameters.length);
  plain.parameters.set(draw(direction.length));
  const out = new Float64Array(direction.length);
  const baseline: Times = [
    microseconds(() => plain.forward(inputs, rows)),
    microseconds(() => {
      plain.forward(inputs, rows);
      plain.backward(cotangents, out);
    }),
    microseconds(() => plain.hessianProduct(direction, cotangents, out)),
  ];
  for (const engine of engines) {
    const found = verbs(engine, shape, rows);
    verbNames.forEach((verb, i) =>
      console.log(
        `${name}, ${rows} rows  ${verb.padEnd(15)}  ${engine.name} ${found[i].toFixed(1)} µs  plain ${baseline[i].toFixed(1)} µs  ×${(baseline[i] / found[i]).toFixed(1)}`,
      ),
    );
  }
  const fast = simd.network(shape, rows);
  const few = Float32Array.from(inputs.subarray(0, 16 * shape.inputs));
  const act = microseconds(() => fast.forward(few, 16, 'act'));
  const one = microseconds(() => fast.forward(few, 1, 'act'));
  console.log(`${name}  act            16 rows ${act.toFixed(2)} µs  1 row ${one.toFixed(2)} µs`);
}

const verbNames = ['forward', 'gradient', 'Hessian product'] as const;
/** Microseconds of each. */
type Times = readonly [number, number, number];

/** Times of an engine's verbs. */
function verbs(engine: Engine, shape: NetworkShape, rows: number): Times {
  const one = engine.network(shape, rows);
  const filled = (length: number): FlatArray => {
    const array = one.array(length);
    array.set(draw(length));
    return array;
  };
  one.parameters.set(filled(one.size));
  const [inputs, cotangents, direction] = [filled(rows * shape.inputs), filled(rows * shape.outputs), filled(one.size)];
  const out = one.array(one.size);
  const options = shape.dropout === true ? { masks: filled(rows * hiddenWidth(shape)) } : {};
  const hessian = hessianOperator(one, {
    gradient: (_outputs, _rows, to) => to.set(cotangents),
    secondDerivative: (_outputs, tangents, _rows, to) => to.set(tangents),
  });
  return [
    microseconds(() => one.forward(inputs, rows, 'train', options)),
    microseconds(() => {
      one.forward(inputs, rows, 'train', options);
      one.backward(cotangents, out);
    }),
    microseconds(() => hessian.apply(direction, out)),
  ];
}

/** What masks and batch statistics cost in an engine. */
function extras(name: string, shape: NetworkShape, rows: number, engines: readonly Engine[]): void {
  for (const engine of engines)
    for (const [words, more] of [
      ['dropout', { dropout: true }],
      ['batch normalisation', { batchNorm: true }],
    ] as const) {
      const times = verbs(engine, { ...shape, ...more }, rows);
      const text = verbNames.map((verb, i) => `${verb} ${times[i].toFixed(1)} µs`).join('  ');
      console.log(`${name}, ${rows} rows, ${words}  ${engine.name}  ${text}`);
    }
}

/** The engines that run here, those that are loaded when asked for among them. */
async function availableEngines(): Promise<readonly Engine[]> {
  // Node 20 hides relaxed SIMD behind this flag; newer versions have it.
  if (!relaxedAvailable()) setFlagsFromString('--experimental-wasm-relaxed-simd');
  const reports = await describeEngines();
  for (const { name, available, why } of reports) if (!available) console.log(`${name} is missing: ${why}`);
  return reports.filter(({ available }) => available).map(({ name }) => selectEngine(name));
}

const chains = Array.from({ length: 12 }, (_, i) => i);
/** Twelve chains a ← a·w + x, all in registers: no memory, but each addition waits for its product, so a good product may come out above 1. */
const loopSource = `export function loop(n: i32, factor: f32, addend: f32): f32 {
  const w = f32x4.splat(factor), x = f32x4.splat(addend);
  let ${chains.map((i) => `a${i} = x`).join(', ')};
  for (let i = 0; i < n; i++) { ${chains.map((i) => `a${i} = f32x4.add(f32x4.mul(a${i}, w), x);`).join(' ')} }
  return ${chains.map((i) => `f32x4.extract_lane(a${i}, 0)`).join(' + ')};
}`;

/** Multiply-adds a nanosecond of the matrix product for 64 × 64 weights and 64 rows, beside those of a loop in registers. */
async function product(): Promise<void> {
  const { binary } = await asc.compileString(loopSource, { optimizeLevel: 3, enable: ['simd'], runtime: 'stub' });
  if (binary === null) throw new Error('the loop does not compile');
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: {
      Module: new (bytes: Uint8Array) => object;
      Instance: new (
        module: object,
        imports: object,
      ) => { exports: { readonly loop: (n: number, factor: number, addend: number) => number } };
    };
  };
  // The optimising compiler at once: it may take long to notice a loop that is called rarely.
  setFlagsFromString('--no-liftoff');
  const { loop } = new WebAssembly.Instance(new WebAssembly.Module(binary), {}).exports;
  setFlagsFromString('--liftoff');
  const loops = 2000;
  const best = (loops * chains.length * 4) / microseconds(() => loop(loops, 0.999, 0.001)) / 1000;
  const { exports, buffer } = instantiate(1 << 17);
  const [weights, source, target] = [firstAddress, firstAddress + 16_384, firstAddress + 32_768];
  new Float32Array(buffer).set(draw(8192), weights / 4);
  const count = 64 * 64 * 64;
  const rates = [
    ['W·x', () => exports.product(target, weights, 256, 4, 64, 64, source, 256, 0, 0)],
    ['Wᵀ·x', () => exports.product(target, weights, 4, 256, 64, 64, source, 256, 0, 0)],
    ['x·yᵀ', () => exports.outer(target, 4, 256, source, 64, weights, 64, 256)],
  ] as const;
  console.log(`loop in registers ${best.toFixed(1)} multiply-adds/ns`);
  for (const [name, call] of rates) {
    const rate = count / microseconds(call) / 1000;
    console.log(
      `${name.padEnd(6)} 64 × 64 × 64  ${rate.toFixed(1)} multiply-adds/ns, ${(rate / best).toFixed(2)} of the loop`,
    );
  }
}

/** Times of the engines: each verb beside plain JavaScript's, what masks and statistics cost, and the kernel's matrix products beside a loop in registers. */
export async function bench(): Promise<void> {
  const engines = await availableEngines();
  const cart: NetworkShape = { inputs: 4, hidden: [64, 64], outputs: 2, activation: 'tanh' };
  network('2-16-1', { inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }, 640, engines);
  network('4-64-64-2', cart, 512, engines);
  network('4-64-64-2', cart, 128, engines);
  extras('4-64-64-2', cart, 512, engines);
  await product();
}
