import type { LayerArithmetic } from './layer-arithmetic.js';
import { layeredNetwork } from './layered.js';
import type { Engine } from './engine.js';

/**
 * The plain engine: Float64, one loop after the other. Every other engine is tested against it.
 *
 * @example reference.network({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }, 640).size // 65
 */
export const reference: Engine = {
  name: 'reference',
  precision: 'float64',
  network: (shape, capacity) => layeredNetwork(shape, capacity, loops),
};

/** Products as loops: a pitch is the rows themselves. */
const loops: LayerArithmetic<{ readonly numbers: Float64Array }> = {
  pitch: (rows) => rows,
  array: (length) => new Float64Array(length),
  allocate: <Name extends string>(lengths: Readonly<Record<Name, readonly number[]>>) =>
    Object.fromEntries(
      Object.entries<readonly number[]>(lengths).map(([name, each]) => [
        name,
        each.map((length) => ({ numbers: new Float64Array(length) })),
      ]),
    ) as Record<Name, { readonly numbers: Float64Array }[]>,
  product(
    { numbers: flat },
    { inputs, outputs, weights, biases },
    { numbers: source },
    rows,
    { numbers: target },
    start,
  ) {
    for (let j = 0; j < outputs; j++) {
      const to = j * rows;
      if (start !== 'target') target.fill(start === 'biases' ? flat[biases + j] : 0, to, to + rows);
      for (let i = 0; i < inputs; i++) addScaled(flat[weights + j * inputs + i], source, i * rows, rows, target, to);
    }
  },
  transposed({ numbers: flat }, { inputs, outputs, weights }, { numbers: source }, rows, { numbers: target }, start) {
    if (start === 'zero') target.fill(0, 0, inputs * rows);
    for (let j = 0; j < outputs; j++)
      for (let i = 0; i < inputs; i++)
        addScaled(flat[weights + j * inputs + i], source, j * rows, rows, target, i * rows);
  },
  addWeights({ numbers: gradient }, { inputs, outputs, weights }, { numbers: cotangents }, { numbers: values }, rows) {
    for (let j = 0; j < outputs; j++)
      for (let i = 0; i < inputs; i++) {
        let sum = gradient[weights + j * inputs + i];
        for (let row = 0; row < rows; row++) sum += cotangents[j * rows + row] * values[i * rows + row];
        gradient[weights + j * inputs + i] = sum;
      }
  },
  activate(activation, { numbers }, count) {
    if (activation === 'tanh') for (let i = 0; i < count; i++) numbers[i] = Math.tanh(numbers[i]);
    // Turned so that NaN passes.
    else for (let i = 0; i < count; i++) numbers[i] = numbers[i] <= 0 ? 0 : numbers[i];
  },
};

/** target[to + row] += factor·source[from + row], for each row. */
function addScaled(
  factor: number,
  source: Float64Array,
  from: number,
  rows: number,
  target: Float64Array,
  to: number,
): void {
  for (let row = 0; row < rows; row++) target[to + row] += factor * source[from + row];
}
