import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { simd, simdRelaxed } from '../../../agents/engine/simd.js';
import { fromBlocks, paddedRows, toBlocks } from '../../../agents/engine/simd/blocks.js';
import { compileKernel } from '../../../agents/engine/simd/build.mjs';
import { kernel as relaxedKernel } from '../../../agents/engine/simd/kernel-relaxed.wasm.js';
import { kernel } from '../../../agents/engine/simd/kernel.wasm.js';
import {
  firstAddress as start,
  instantiate,
  relaxedAvailable,
  simdAvailable,
} from '../../../agents/engine/simd/instance.js';

const tanh = 0;
const relu = 1;

/** φ of these numbers, by the kernel. */
function activate(activation: number, values: readonly number[]): number[] {
  const { exports, buffer } = instantiate(start + paddedRows(values.length) * 4);
  const view = new Float32Array(buffer, start, paddedRows(values.length));
  view.set(values);
  exports.activate(activation, start, view.byteLength);
  return Array.from(view.subarray(0, values.length));
}

describe('the compiled kernel', () => {
  it.each(['kernel.wasm.ts', 'kernel-relaxed.wasm.ts'] as const)(
    '%s is what its source compiles to, byte for byte',
    async (file) => {
      const committed = readFileSync(new URL(`../../../agents/engine/simd/${file}`, import.meta.url), 'utf8');
      expect(committed).toBe(await compileKernel(file));
    },
    120_000,
  );

  it('holds no relaxed instruction, whose bits would depend on the machine, unless it is asked for', () => {
    // Relaxed instructions are 0xfd and then 0x100 to 0x113 in LEB128: 0x80 to 0x93, 0x02.
    const relaxedCodes = (base64: string): number[] => {
      const bytes = Buffer.from(base64, 'base64');
      const simdCodes = Array.from(bytes.keys()).filter((at) => bytes[at] === 0xfd);
      expect(simdCodes.length).toBeGreaterThan(100);
      return simdCodes.filter((at) => bytes[at + 1] >= 0x80 && bytes[at + 1] <= 0x93 && bytes[at + 2] === 0x02);
    };
    expect(relaxedCodes(kernel)).toEqual([]);
    expect(relaxedCodes(relaxedKernel).length).toBeGreaterThan(50);
  });

  it('multiplies and adds with one rounding or with two where it is relaxed', () => {
    // Older Node hides it behind this flag.
    if (!relaxedAvailable()) setFlagsFromString('--experimental-wasm-relaxed-simd');
    // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴: the last term is lost where the product is rounded before the sum.
    const x = 1 + 2 ** -12;
    const shape = { inputs: 1, hidden: [], outputs: 1, activation: 'tanh' } as const;
    const answer = (engine: typeof simd): number => {
      const network = engine.network(shape, 4);
      network.parameters.set([x, -1]);
      return network.forward(Float32Array.of(x), 1, 'act')[0];
    };
    expect(answer(simd)).toBe(2 ** -11);
    expect([2 ** -11, 2 ** -11 + 2 ** -24]).toContain(answer(simdRelaxed));
  });

  it('runs in a memory of whole pages, zeroed', () => {
    expect(simdAvailable()).toBe(true);
    const { buffer } = instantiate(start + 65_536);
    expect(buffer.byteLength).toBe(131_072);
    expect(new Uint8Array(buffer, start).every((byte) => byte === 0)).toBe(true);
  });

  it('knows the hyperbolic tangent to six units in the last place over all of float32', () => {
    const bits = Uint32Array.from({ length: 70_000 }, (_, i) => 0x30000000 + i * 4099);
    const inputs = Array.from(new Float32Array(bits.buffer)).filter((x) => x < 1e6);
    const found = activate(tanh, inputs);
    expect(inputs.length).toBeGreaterThan(60_000);
    let worst = 0;
    inputs.forEach((x, i) => {
      const exact = Math.tanh(x);
      let unit = 2 ** -24;
      while (unit * 2 ** 23 > exact) unit /= 2;
      worst = Math.max(worst, Math.abs(found[i] - exact) / unit);
    });
    expect(worst).toBeLessThan(6);
    expect(
      activate(
        tanh,
        inputs.map((x) => -x),
      ),
    ).toEqual(found.map((y) => -y));
  });

  it('never leaves [−1, 1], passes NaN, and keeps the sign of zero', () => {
    expect(activate(tanh, [NaN, Infinity, -Infinity, 3e38, -3e38, 0, -0, 1e-40])).toEqual([
      NaN,
      1,
      -1,
      1,
      -1,
      0,
      -0,
      Math.fround(1e-40),
    ]);
    const near = Array.from({ length: 4000 }, (_, i) => 7 + i / 1000);
    expect(Math.max(...activate(tanh, near))).toBeLessThanOrEqual(1);
  });

  it('rectifies without hiding what is not a number', () => {
    expect(activate(relu, [NaN, Infinity, -Infinity, 2.5, -2.5, 0])).toEqual([NaN, Infinity, 0, 2.5, 0, 0]);
  });
});

describe('blocks', () => {
  it.each([1, 3, 4, 63, 64, 65, 130])('hold %i rows and give them back', (rows) => {
    const width = 3;
    const rowsOf = Float64Array.from({ length: rows * 5 }, (_, i) => i + 1);
    const blocks = new Float32Array(paddedRows(rows) * width).fill(NaN);
    toBlocks(rowsOf, 5, width, rows, blocks);
    expect(blocks.filter((value) => value === 0).length).toBe((paddedRows(rows) - rows) * width);
    const back = new Float32Array(rows * 5);
    fromBlocks(blocks, width, rows, 5, back);
    rowsOf.forEach((value, i) => expect(back[i]).toBe(i % 5 < width ? value : 0));
  });
});

describe('many networks', () => {
  it('live side by side, each with parameters of its own', () => {
    const networks = Array.from({ length: 300 }, (_, i) => {
      const network = simd.network({ inputs: 1, hidden: [], outputs: 1, activation: 'tanh' }, 4);
      network.parameters.set([i, 1]);
      return network;
    });
    networks.forEach((network, i) => expect(network.forward(Float32Array.of(2), 1, 'act')[0]).toBe(2 * i + 1));
  });
});
