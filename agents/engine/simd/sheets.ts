import type { LayerArithmetic, Sheet, Start } from '../layer-arithmetic.js';
import { paddedRows } from './blocks.js';
import { firstAddress, instantiate, type KernelExports, type KernelVariant } from './instance.js';

/** A stretch of the kernel's memory: its address in bytes and the numbers in it. */
export interface KernelSheet extends Sheet {
  readonly address: number;
  readonly numbers: Float32Array;
}

/** Numbers of a cache line. */
const line = 16;

/**
 * Numbers from one unit to the next: whole registers, beyond 64 rows an odd number of cache lines, so that a column of units does not fall into
 * one set of the cache.
 */
function pitchOf(rows: number): number {
  if (rows <= 64) return paddedRows(rows);
  const lines = Math.ceil(rows / line);
  return (lines % 2 === 0 ? lines + 1 : lines) * line;
}

const starts: { readonly [Name in Start]: number } = { zero: 0, biases: 1, target: 2 };

/** Products by the kernel, one for each layer of a batch, in a memory of their own. */
export function kernelArithmetic(variant: KernelVariant): LayerArithmetic<KernelSheet> {
  let exports!: KernelExports;
  return {
    pitch: pitchOf,
    array: (length) => new Float32Array(length),
    allocate<Name extends string>(lengths: Readonly<Record<Name, readonly number[]>>) {
      const aligned = (length: number): number => paddedRows(length) * 4;
      const all = Object.entries<readonly number[]>(lengths);
      const bytes = all.flatMap(([, each]) => each).reduce((sum, length) => sum + aligned(length), firstAddress);
      const instance = instantiate(bytes, variant);
      exports = instance.exports;
      let end = firstAddress;
      const sheet = (length: number): KernelSheet => {
        const address = end;
        end += aligned(length);
        return { address, numbers: new Float32Array(instance.buffer, address, length) };
      };
      return Object.fromEntries(all.map(([name, each]) => [name, each.map(sheet)])) as Record<Name, KernelSheet[]>;
    },
    product(flat, { inputs, outputs, weights, biases }, source, rows, target, start) {
      const [matrix, bias] = [flat.address + weights * 4, flat.address + biases * 4];
      const stride = pitchOf(rows) * 4;
      exports.product(
        target.address,
        matrix,
        inputs * 4,
        4,
        outputs,
        inputs,
        source.address,
        stride,
        starts[start],
        bias,
      );
    },
    transposed(flat, { inputs, outputs, weights }, source, rows, target, start) {
      const stride = pitchOf(rows) * 4;
      const matrix = flat.address + weights * 4;
      exports.product(target.address, matrix, 4, inputs * 4, inputs, outputs, source.address, stride, starts[start], 0);
    },
    addWeights(gradient, { inputs, outputs, weights }, cotangents, values, rows) {
      const stride = pitchOf(rows) * 4;
      const target = gradient.address + weights * 4;
      // Four units of the wider side stay in registers; of the inputs if possible, whose sums lie side by side.
      if (inputs >= 4 || outputs < 4)
        exports.outer(target, 4, inputs * 4, values.address, inputs, cotangents.address, outputs, stride);
      else exports.outer(target, inputs * 4, 4, cotangents.address, outputs, values.address, inputs, stride);
    },
    activate(activation, values, count) {
      exports.activate(activation === 'tanh' ? 0 : 1, values.address, count * 4);
    },
  };
}
