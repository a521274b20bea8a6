import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherOperator } from '../../agents/curvature/fisher.js';
import { gaussNewtonOperator } from '../../agents/curvature/gauss-newton.js';
import { hessianOperator } from '../../agents/curvature/hessian.js';
import type { OutputLoss } from '../../agents/curvature/operator.js';
import {
  outputWidth,
  parameterCount,
  type Engine,
  type FlatArray,
  type NetworkKernel,
  type NetworkShape,
  type TrainOptions,
} from '../../agents/engine/engine.js';
import { describeEngines, prepareEngine, selectEngine } from '../../agents/engine/select.js';
import { relaxedAvailable } from '../../agents/engine/simd/instance.js';
import { OptionError } from '../../math/check.js';
import { difference, distance, masksOf, normals, outputsOf } from '../agents/engine/dense.js';

const pendulum: NetworkShape = { inputs: 2, hidden: [16], outputs: 1, activation: 'tanh', freeOutputs: 1 };
const cart: NetworkShape = { inputs: 4, hidden: [64, 64], outputs: 2, activation: 'tanh' };
const small: NetworkShape = { inputs: 3, hidden: [5, 4], outputs: 2, activation: 'tanh', freeOutputs: 2 };
const kinked: NetworkShape = { inputs: 5, hidden: [9, 6], outputs: 3, activation: 'relu' };
const linear: NetworkShape = { inputs: 4, hidden: [], outputs: 3, activation: 'tanh', freeOutputs: 1 };
const dropped: NetworkShape = { inputs: 3, hidden: [7, 5], outputs: 2, activation: 'tanh', dropout: true };
const normal: NetworkShape = { ...dropped, dropout: false, batchNorm: true, freeOutputs: 1 };
const both: NetworkShape = {
  inputs: 4,
  hidden: [9, 6, 3],
  outputs: 2,
  activation: 'tanh',
  dropout: true,
  batchNorm: true,
};
const shapes = {
  '2-16-1': pendulum,
  '4-64-64-2': cart,
  '3-5-4-2': small,
  'relu 5-9-6-3': kinked,
  'linear 4-3': linear,
  'dropout 3-7-5-2': dropped,
  'relu and dropout 3-7-5-2': { ...dropped, activation: 'relu' },
  'batch normalisation 3-7-5-2': normal,
  'relu and batch normalisation 3-7-5-2': { ...normal, activation: 'relu' },
  'both 4-9-6-3-2': both,
} satisfies Readonly<Record<string, NetworkShape>>;

/** Σ over rows and outputs of ¼y⁴ + ½cy², a loss that is curved and not quadratic. */
const loss: OutputLoss = {
  gradient(outputs, _rows, cotangents) {
    for (let i = 0; i < outputs.length; i++) cotangents[i] = outputs[i] * outputs[i] * outputs[i] - 0.3 * outputs[i];
  },
  secondDerivative(outputs, tangents, _rows, out) {
    for (let i = 0; i < tangents.length; i++) out[i] = (3 * outputs[i] * outputs[i] - 0.3) * tangents[i];
  },
};

interface Case {
  readonly network: NetworkKernel;
  readonly rows: number;
  readonly inputs: Float64Array;
  readonly parameters: Float64Array;
  readonly masks: Float64Array | undefined;
}

/** Options of `forward` in mode `train`. */
function withMasks(masks: Float64Array | undefined): TrainOptions {
  return masks === undefined ? {} : { masks };
}

function prepare(engine: Engine, shape: NetworkShape, rows: number, capacity = rows, seed = 1): Case {
  const network = engine.network(shape, capacity);
  const parameters = normals(seed, network.size, 0.5);
  const inputs = normals(seed + 1, rows * shape.inputs);
  network.parameters.set(parameters);
  const masks = masksOf(seed + 2, shape, rows);
  network.forward(inputs, rows, 'train', withMasks(masks));
  return { network, rows, inputs, parameters, masks };
}

/** The loss's gradient in a Float64 network at other parameters, for differences. */
function gradientAt({ network, rows, inputs, masks }: Case): (parameters: Float64Array) => Float64Array {
  const exact = selectEngine('reference').network(network.shape, rows);
  const cotangents = new Float64Array(rows * outputWidth(network.shape));
  return (parameters) => {
    exact.parameters.set(parameters);
    loss.gradient(exact.forward(inputs, rows, 'train', withMasks(masks)), rows, cotangents);
    const out = new Float64Array(exact.size);
    exact.backward(cotangents, out);
    return out;
  };
}

/** Rows `size × size` of an operator. */
function dense(size: number, apply: (v: Float64Array, out: Float64Array) => void): Float64Array[] {
  return Array.from({ length: size }, (_, at) => {
    const unit = new Float64Array(size);
    const column = new Float64Array(size);
    unit[at] = 1;
    apply(unit, column);
    return column;
  });
}

// Node 20 hides relaxed SIMD behind this flag; newer versions have it.
if (!relaxedAvailable()) setFlagsFromString('--experimental-wasm-relaxed-simd');
const names = (await describeEngines()).filter(({ available }) => available).map(({ name }) => name);
for (const name of names) await prepareEngine(name);

it('the engines in the package are held to the laws', () => {
  expect(names).toEqual(expect.arrayContaining(['simd', 'reference', 'simd-relaxed']));
});

describe.each(names)('the engine %s', (name) => {
  const engine = selectEngine(name);
  // Norms, never elements: Float32 has relative errors of 6e-8 an operation, and sums of hundreds of rows.
  const close = engine.precision === 'float32' ? 1e-5 : 1e-12;
  /** Differences in Float64 with step 1e-5 err by about step² and 1e-16/step. */
  const nearDifference = engine.precision === 'float32' ? 1e-5 : 1e-7;

  describe.each(Object.entries(shapes))('on %s', (_, shape) => {
    const few = 37;

    it('answers the outputs of the network written out row by row', () => {
      const { network, inputs, parameters, masks } = prepare(engine, shape, few);
      const expected = outputsOf(shape, parameters, inputs, few, { masks });
      expect(network.outputs().length).toBe(expected.length);
      expect(distance(network.outputs(), expected)).toBeLessThan(close);
      network.buffers().set(normals(9, network.buffers().length).map((value) => 0.2 + value * value));
      const running = network.buffers();
      expect(
        distance(network.forward(inputs, few, 'act'), outputsOf(shape, parameters, inputs, few, { running })),
      ).toBeLessThan(close);
    });

    it('answers gradients that differences of the outputs confirm', () => {
      const { network, inputs, parameters, masks } = prepare(engine, shape, few);
      const cotangents = normals(3, few * outputWidth(shape));
      const gradient = new Float64Array(network.size);
      network.backward(cotangents, gradient);
      for (const seed of [4, 5, 6]) {
        // The largest directional derivatives are along the gradient itself: there a mistake shows.
        const direction = normals(seed, network.size).map((value, i) => value * Math.abs(gradient[i]) + gradient[i]);
        const change = difference(
          (at) => outputsOf(shape, at, inputs, few, { masks }),
          parameters,
          direction,
          1e-6 / Math.max(...direction.map(Math.abs)),
        );
        const expected = change.reduce((sum, value, i) => sum + value * cotangents[i], 0);
        const found = gradient.reduce((sum, value, i) => sum + value * direction[i], 0);
        expect(Math.abs(found / expected - 1)).toBeLessThan(1e-5);
      }
    });

    it('answers tangents that differences of the outputs confirm', () => {
      const { network, inputs, parameters, masks } = prepare(engine, shape, few);
      const direction = normals(4, network.size);
      const expected = difference((at) => outputsOf(shape, at, inputs, few, { masks }), parameters, direction, 1e-7);
      expect(distance(network.forwardTangent(direction), expected)).toBeLessThan(1e-5);
    });

    it('answers Hessian products that differences of gradients confirm', () => {
      const one = prepare(engine, shape, few);
      const direction = normals(4, one.network.size);
      const product = new Float64Array(one.network.size);
      hessianOperator(one.network, loss).apply(direction, product);
      const expected = difference(
        gradientAt(one),
        one.parameters,
        direction,
        shape.activation === 'relu' ? 1e-8 : 1e-6,
      );
      // A kink between the two sides would spoil a difference, so relu takes a step that loses digits.
      expect(distance(product, expected)).toBeLessThan(shape.activation === 'relu' ? 1e-5 : nearDifference * 10);
    });
  });

  it.each([
    ['2-16-1', pendulum, 640],
    ['4-64-64-2', cart, 512],
    ['dropout 3-7-5-2', dropped, 150],
    ['batch normalisation 3-7-5-2', normal, 300],
    ['both 4-64-64-2', { ...cart, dropout: true, batchNorm: true }, 512],
  ] as const)(
    'agrees with the reference to 1e-5 in norm on gradients, Hessian and Gauss–Newton products of %s',
    (_, shape, rows) => {
      const ours = prepare(engine, shape, rows);
      const exact = prepare(selectEngine('reference'), shape, rows);
      const cotangents = normals(3, rows * outputWidth(shape));
      const direction = normals(4, ours.network.size);
      const of = (network: NetworkKernel, verb: (network: NetworkKernel, out: FlatArray) => void): FlatArray => {
        const out = network.array(network.size);
        verb(network, out);
        return out;
      };
      const verbs: ((network: NetworkKernel, out: FlatArray) => void)[] = [
        (network, out) => network.backward(cotangents, out),
        (network, out) => hessianOperator(network, loss).apply(direction, out),
        (network, out) => gaussNewtonOperator(network, loss).apply(direction, out),
      ];
      for (const verb of verbs) expect(distance(of(ours.network, verb), of(exact.network, verb))).toBeLessThan(1e-5);
    },
  );

  it.each([
    ['tanh', small],
    ['relu', kinked],
    ['dropout', dropped],
    ['batch normalisation', normal],
    ['both', both],
  ] as const)(
    'answers a symmetric Hessian that is, entry by entry, the differences of the gradient: %s',
    (_, shape) => {
      const one = prepare(engine, shape, 9);
      const columns = dense(one.network.size, (v, out) => hessianOperator(one.network, loss).apply(v, out));
      const expected = dense(one.network.size, (v, out) =>
        out.set(difference(gradientAt(one), one.parameters, v, 1e-6)),
      );
      const flat = (of: Float64Array[]): number[] => of.flatMap((column) => Array.from(column));
      expect(distance(flat(columns), flat(expected))).toBeLessThan(nearDifference);
      const turned = columns.map((_, i) => columns.map((column) => column[i]));
      expect(distance(turned.flat(), flat(columns))).toBeLessThan(close);
    },
  );

  it.each([
    ['plain', small],
    ['dropout and batch normalisation', both],
  ] as const)(
    'answers Gauss–Newton and Fisher matrices that are Jᵀ(∇²loss)J of a dense J from differences: %s',
    (_, shape) => {
      const one = prepare(engine, shape, 9);
      const { network, inputs, parameters, masks } = one;
      const columns = dense(network.size, (v, out) => gaussNewtonOperator(network, loss).apply(v, out));
      const jacobian = Array.from({ length: network.size }, (_, i) => {
        const unit = new Float64Array(network.size);
        unit[i] = 1;
        return difference((at) => outputsOf(shape, at, inputs, 9, { masks }), parameters, unit);
      });
      const outputs = outputsOf(shape, parameters, inputs, 9, { masks });
      const expected = jacobian.map((column) =>
        jacobian.map((other) =>
          other.reduce((sum, value, k) => sum + value * (3 * outputs[k] * outputs[k] - 0.3) * column[k], 0),
        ),
      );
      expect(
        distance(
          columns.flatMap((column) => Array.from(column)),
          expected.flat(),
        ),
      ).toBeLessThan(nearDifference);

      const precision = 4;
      const fisher = fisherOperator(network, (_outputs, tangents, _rows, out) =>
        out.set(tangents.map((value) => precision * value)),
      );
      const information = dense(network.size, (v, out) => fisher.apply(v, out));
      const expectedInformation = jacobian.map((column) =>
        jacobian.map((other) => precision * other.reduce((sum, value, k) => sum + value * column[k], 0)),
      );
      expect(
        distance(
          information.flatMap((column) => Array.from(column)),
          expectedInformation.flat(),
        ),
      ).toBeLessThan(nearDifference);
    },
  );

  it.each([
    ['plain', small],
    ['dropout and batch normalisation', both],
  ] as const)('takes any number of rows up to its capacity, after more rows and after fewer: %s', (_, shape) => {
    const capacity = 133;
    const network = engine.network(shape, capacity);
    const parameters = normals(1, network.size, 0.5);
    network.parameters.set(parameters);
    const exact = selectEngine('reference').network(shape, capacity);
    exact.parameters.set(parameters);
    const [ours, theirs] = [network.array(network.size), exact.array(network.size)];
    for (const rows of [capacity, 1, 3, 5, 4, 64, 65, 63, 2, 128, 127, capacity]) {
      const inputs = normals(rows, rows * shape.inputs);
      const cotangents = normals(rows + 1, rows * outputWidth(shape));
      const running = network.buffers();
      const alone = outputsOf(shape, parameters, inputs, rows, { running });
      expect(distance(network.forward(inputs, rows, 'act'), alone)).toBeLessThan(close);
      // So few rows nearly cancel in Float32 once they are normalised.
      if (shape.batchNorm === true && rows < 5) continue;
      const masks = masksOf(rows, shape, rows);
      const expected = outputsOf(shape, parameters, inputs, rows, { masks });
      expect(distance(network.forward(inputs, rows, 'train', withMasks(masks)), expected)).toBeLessThan(close);
      exact.forward(inputs, rows, 'train', withMasks(masks));
      network.backward(cotangents, ours);
      exact.backward(cotangents, theirs);
      expect(distance(ours, theirs)).toBeLessThan(close);
      hessianOperator(network, loss).apply(parameters, ours);
      hessianOperator(exact, loss).apply(parameters, theirs);
      expect(distance(ours, theirs)).toBeLessThan(close);
    }
  });

  it('runs random shapes like the network written out', () => {
    const shape = fc.record({
      inputs: fc.integer({ min: 1, max: 9 }),
      hidden: fc.array(fc.integer({ min: 1, max: 19 }), { maxLength: 3 }),
      outputs: fc.integer({ min: 1, max: 6 }),
      freeOutputs: fc.integer({ min: 0, max: 3 }),
      activation: fc.constantFrom('tanh' as const, 'relu' as const),
      dropout: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 140 }), fc.integer({ min: 0, max: 1000 }), (one, rows, seed) => {
        const ours = prepare(engine, one, rows, rows, seed);
        // A network whose units all rest at zero has nothing to divide by.
        const expected = outputsOf(one, ours.parameters, ours.inputs, rows, { masks: ours.masks });
        expect(distance(ours.network.outputs(), expected)).toBeLessThan(close);
        const exact = prepare(selectEngine('reference'), one, rows, rows, seed);
        const cotangents = normals(seed, rows * outputWidth(one));
        const [mine, theirs] = [new Float64Array(ours.network.size), new Float64Array(ours.network.size)];
        ours.network.backward(cotangents, mine);
        exact.network.backward(cotangents, theirs);
        expect(distance(mine, theirs)).toBeLessThan(close * 10);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it('keeps what train kept when it acts in between', () => {
    const { network, inputs, rows } = prepare(engine, cart, 70);
    const cotangents = normals(3, rows * outputWidth(cart));
    const direction = normals(4, network.size);
    const [before, after] = [network.array(network.size), network.array(network.size)];
    network.backward(cotangents, before);
    const outputs = network.outputs().slice();
    network.forward(
      inputs.map((value) => -value),
      33,
      'act',
    );
    network.backward(cotangents, after);
    expect(after).toEqual(before);
    expect(network.outputs()).toEqual(outputs);
    network.forwardTangent(direction);
    network.backwardTangent(cotangents, cotangents, before);
    network.forwardTangent(direction);
    network.forward(inputs, 3, 'act');
    network.backwardTangent(cotangents, cotangents, after);
    expect(after).toEqual(before);
  });

  it('gives a row the same outputs alone and in a batch', () => {
    const { network, inputs } = prepare(engine, cart, 70);
    const together = network.outputs().slice();
    for (const row of [0, 5, 63, 64, 69]) {
      const alone = network.forward(inputs.subarray(row * 4, row * 4 + 4), 1, 'act');
      expect(alone).toEqual(together.subarray(row * 2, row * 2 + 2));
    }
  });

  it.each(['tanh', 'relu'] as const)('lets NaN through a %s network and keeps it in its row', (activation) => {
    const shape: NetworkShape = { inputs: 3, hidden: [6, 5], outputs: 2, activation };
    const { network, inputs } = prepare(engine, shape, 10);
    inputs[3 * 4 + 1] = NaN;
    const outputs = Array.from(network.forward(inputs, 10, 'train'));
    outputs.forEach((value, i) => expect(Number.isNaN(value)).toBe(Math.floor(i / 2) === 4));
    const gradient = network.array(network.size);
    network.backward(network.array(20).fill(1), gradient);
    // The gradient of the last weights is Σ cotangent·value, and a value is NaN.
    expect(Array.from(gradient).some(Number.isNaN)).toBe(true);
    network.parameters[0] = NaN;
    expect(Array.from(network.forward(normals(2, 30), 10, 'act')).every(Number.isNaN)).toBe(true);
  });

  it('lets infinities of a diverged linear layer show', () => {
    const network = engine.network({ inputs: 1, hidden: [], outputs: 2, activation: 'tanh' }, 4);
    network.parameters.set([Infinity, -Infinity, 0, 0]);
    expect(Array.from(network.forward(Float64Array.of(1), 1, 'act'))).toEqual([Infinity, -Infinity]);
  });

  it('moves running statistics to those of a batch by the update rate, and only then', () => {
    const shape: NetworkShape = { inputs: 2, hidden: [3], outputs: 1, activation: 'tanh', batchNorm: true };
    const rows = 50;
    const network = engine.network(shape, rows);
    network.parameters.set(normals(1, network.size));
    expect(Array.from(network.buffers())).toEqual([0, 0, 0, 1, 1, 1]);
    const inputs = normals(2, rows * 2);
    network.forward(inputs, rows, 'act');
    network.forward(inputs, rows, 'train');
    network.forward(inputs, rows, 'train', { updateRate: 0 });
    expect(Array.from(network.buffers())).toEqual([0, 0, 0, 1, 1, 1]);

    const sums = Array.from({ length: rows }, (_, row) =>
      [0, 1, 2].map(
        (j) => network.parameters[2 * j] * inputs[2 * row] + network.parameters[2 * j + 1] * inputs[2 * row + 1],
      ),
    );
    const means = [0, 1, 2].map((j) => sums.reduce((sum, z) => sum + z[j], 0) / rows);
    const variances = means.map((mean, j) => sums.reduce((sum, z) => sum + (z[j] - mean) ** 2, 0) / (rows - 1));
    network.forward(inputs, rows, 'train', { updateRate: 0.25 });
    const once = [...means.map((mean) => 0.25 * mean), ...variances.map((variance) => 0.75 + 0.25 * variance)];
    expect(distance(network.buffers(), once)).toBeLessThan(close);
    network.forward(inputs, rows, 'train', { updateRate: 1 });
    expect(distance(network.buffers(), [...means, ...variances])).toBeLessThan(close);

    const kept = network.buffers().slice();
    network.backward(network.array(rows).fill(1), network.array(network.size));
    hessianOperator(network, loss).apply(normals(3, network.size), network.array(network.size));
    expect(network.buffers()).toEqual(kept);
  });

  it('learns nothing from activations that are masked, and everything as it was from masks of one', () => {
    const rows = 12;
    const shape: NetworkShape = { inputs: 3, hidden: [4], outputs: 2, activation: 'tanh', dropout: true };
    const { network, inputs, parameters } = prepare(engine, shape, rows);
    const whole = prepare(engine, { ...shape, dropout: false }, rows).network;
    expect(network.forward(inputs, rows, 'train', { masks: network.array(rows * 4).fill(1) })).toEqual(whole.outputs());

    const masks = Float64Array.from({ length: rows * 4 }, (_, i) => (i % 4 === 1 ? 0 : 2));
    network.forward(inputs, rows, 'train', { masks });
    const gradient = network.array(network.size);
    const product = network.array(network.size);
    network.backward(normals(3, rows * 2), gradient);
    hessianOperator(network, loss).apply(parameters, product);
    // Weights and bias of unit 1, and its weights in the last layer.
    const ofUnit = [3, 4, 5, 12 + 1, 16 + 1, 16 + 4 + 1];
    for (const array of [gradient, product]) array.forEach((value, i) => expect(value === 0).toBe(ofUnit.includes(i)));
  });

  it('refuses masks and rates that a shape does not take, and a dropout without masks', () => {
    const inputs = normals(1, 12);
    const [drops, normalises, plain] = [dropped, normal, small].map((shape) => engine.network(shape, 4));
    expect(() => drops.forward(inputs, 4, 'train')).toThrow(/masks: expected at least 48 numbers, got undefined/);
    expect(() => drops.forward(inputs, 4, 'train', { masks: drops.array(47) })).toThrow(/got 47/);
    expect(() => plain.forward(inputs, 4, 'train', { masks: plain.array(48) })).toThrow(/masks: expected none/);
    expect(() => plain.forward(inputs, 4, 'train', { updateRate: 0.1 })).toThrow(/updateRate: expected none/);
    expect(() => normalises.forward(inputs, 4, 'train', { updateRate: 1.5 })).toThrow(/updateRate: .*got 1.5/);
    expect(() => normalises.forward(inputs, 1, 'train')).toThrow(/rows: expected an integer ≥ 2, got 1/);
    expect(plain.buffers().length + drops.buffers().length).toBe(0);
  });

  it('starts at zero and shows its parameters as they are', () => {
    const network = engine.network(pendulum, 8);
    expect(network.size).toBe(parameterCount(pendulum));
    expect(network.parameters.every((value) => value === 0)).toBe(true);
    network.parameters[network.size - 1] = 0.25;
    expect(Array.from(network.forward(Float64Array.of(1, 2), 1, 'act'))).toEqual([0, 0.25]);
  });

  it('refuses shapes and batches that it cannot run, and derivatives of nothing', () => {
    const network = engine.network(pendulum, 8);
    const out = network.array(network.size);
    expect(() => engine.network({ ...pendulum, hidden: [0] }, 8)).toThrow(
      /hidden\[0\]: expected an integer ≥ 1, got 0/,
    );
    expect(() => engine.network(pendulum, 0)).toThrow(OptionError);
    expect(() => network.forward(network.array(100), 9, 'act')).toThrow(/rows: expected an integer in \[1, 8\], got 9/);
    expect(() => network.forward(network.array(3), 2, 'act')).toThrow(/inputs: expected at least 2 × 2 numbers, got 3/);
    expect(() => network.backward(network.array(16), out)).toThrow(
      /backward: expected forward in mode 'train' before it/,
    );
    network.forward(network.array(16), 8, 'train');
    expect(() => network.backwardTangent(network.array(16), network.array(16), out)).toThrow(
      /forwardTangent before it/,
    );
    expect(() => network.backward(network.array(15), out)).toThrow(/cotangents: expected at least 16 numbers, got 15/);
  });
});
