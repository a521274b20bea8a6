import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineNames, outputWidth, parameterCount } from '../../../agents/engine/engine.js';
import { layersOf } from '../../../agents/engine/layers.js';
import { describeEngines, prepareEngine, selectEngine } from '../../../agents/engine/select.js';

/** The selection in a process of its own, where WebAssembly lets these through. */
async function selectionWhere(
  validate: (bytes: Uint8Array) => boolean,
): Promise<typeof import('../../../agents/engine/select.js')> {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: object };
  vi.stubGlobal('WebAssembly', Object.create(WebAssembly, { validate: { value: validate } }));
  vi.resetModules();
  return import('../../../agents/engine/select.js');
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('selectEngine', () => {
  it('answers simd unless another is named', () => {
    expect(selectEngine()).toBe(selectEngine('simd'));
    expect(selectEngine().name).toBe('simd');
    expect(selectEngine('reference').precision).toBe('float64');
    expect(selectEngine('simd').precision).toBe('float32');
  });

  it('names the nearest engine for a misspelt one', () => {
    const name: string = 'refrence';
    expect(() => selectEngine(name as 'reference')).toThrow(
      "engine: expected one of simd, reference, simd-relaxed, tfjs, got 'refrence'. Did you mean 'reference'?",
    );
  });

  it('answers the reference in place of simd only where no engine was named', async () => {
    const { selectEngine: select } = await selectionWhere(() => false);
    expect(select().name).toBe('reference');
    expect(() => select('simd')).toThrow(
      "engine: expected one that runs here, got 'simd'. WebAssembly SIMD is not available here.",
    );
  });

  it('refuses relaxed SIMD where WebAssembly does not know it, and says how to get it', async () => {
    // The question whether plain SIMD is there is a module of a few bytes; the relaxed kernel has thousands.
    const { selectEngine: select, describeEngines: describeAll } = await selectionWhere((bytes) => bytes.length < 100);
    expect(select('simd').name).toBe('simd');
    expect(() => select('simd-relaxed')).toThrow(/'simd-relaxed'.*Node 22 or newer.*--experimental-wasm-relaxed-simd/);
    const report = (await describeAll()).find(({ name }) => name === 'simd-relaxed');
    expect(report).toMatchObject({ available: false, used: false });
    expect(report?.why).toContain('Node 22 or newer');
  });

  it('answers tfjs only after it was prepared', async () => {
    const { selectEngine: select, prepareEngine: prepare } = await selectionWhere(() => true);
    expect(() => select('tfjs')).toThrow("Await prepareEngine('tfjs') before it.");
    vi.unstubAllGlobals();
    await prepare('tfjs');
    expect(select('tfjs').name).toBe('tfjs');
    expect(select('tfjs')).toBe(select('tfjs'));
  });
});

describe('prepareEngine', () => {
  it('has nothing to load for the engines in the package', async () => {
    await prepareEngine();
    await prepareEngine('reference');
    await expect(prepareEngine('smid' as 'simd')).rejects.toThrow("Did you mean 'simd'?");
  });

  it('refuses what does not run here', async () => {
    const { prepareEngine: prepare } = await selectionWhere(() => false);
    await expect(prepare('simd')).rejects.toThrow('expected one that runs here');
    await expect(prepare('simd-relaxed')).rejects.toThrow('expected one that runs here');
    await expect(prepare()).resolves.toBeUndefined();
  });
});

describe('describeEngines', () => {
  it('reports every engine once and exactly one in use', async () => {
    const reports = await describeEngines();
    expect(reports.map(({ name }) => name)).toEqual([...engineNames]);
    expect(reports.filter(({ used }) => used).map(({ name }) => name)).toEqual(['simd']);
    for (const { why } of reports) expect(why.length).toBeGreaterThan(10);
  });

  it('says what is used where WebAssembly has no SIMD', async () => {
    const { describeEngines: describeAll } = await selectionWhere(() => false);
    const [fast, plain] = await describeAll();
    expect(fast).toMatchObject({ name: 'simd', available: false, used: false });
    expect(plain).toMatchObject({ name: 'reference', available: true, used: true });
  });
});

describe('a shape', () => {
  const shape = { inputs: 2, hidden: [16], outputs: 1, activation: 'tanh', freeOutputs: 1 } as const;

  it('counts weights, biases and free outputs', () => {
    expect(parameterCount({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' })).toBe(65);
    expect(parameterCount(shape)).toBe(66);
    expect(outputWidth(shape)).toBe(2);
  });

  it('lays its layers one behind the other: weights, then biases', () => {
    expect(layersOf(shape)).toEqual([
      { inputs: 2, outputs: 16, weights: 0, biases: 32 },
      { inputs: 16, outputs: 1, weights: 48, biases: 64 },
    ]);
  });

  it('has scales after the biases of the layers that are normalised, which are all but the last', () => {
    const normal = { ...shape, batchNorm: true };
    expect(layersOf(normal)).toEqual([
      { inputs: 2, outputs: 16, weights: 0, biases: 32, scales: 48 },
      { inputs: 16, outputs: 1, weights: 64, biases: 80 },
    ]);
    expect(parameterCount(normal)).toBe(82);
    expect(parameterCount({ ...shape, dropout: true })).toBe(66);
  });
});
