import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineNames, outputWidth, parameterCount } from '../../../agents/engine/engine.js';
import { layersOf } from '../../../agents/engine/layers.js';
import { describeEngines, selectEngine } from '../../../agents/engine/select.js';

describe('selectEngine', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('answers simd unless another is named', () => {
    expect(selectEngine()).toBe(selectEngine('simd'));
    expect(engineNames.map((name) => selectEngine(name).name)).toEqual([...engineNames]);
    expect(selectEngine('reference').precision).toBe('float64');
    expect(selectEngine('simd').precision).toBe('float32');
  });

  it('names the nearest engine for a misspelt one', () => {
    const name: string = 'refrence';
    expect(() => selectEngine(name as 'reference')).toThrow(
      "engine: expected one of simd, reference, got 'refrence'. Did you mean 'reference'?",
    );
  });

  it('falls back to the reference where WebAssembly has no SIMD, and says so', async () => {
    vi.stubGlobal('WebAssembly', { validate: () => false });
    vi.resetModules();
    const fresh = await import('../../../agents/engine/select.js');
    expect(fresh.selectEngine('simd').name).toBe('reference');
    expect(fresh.describeEngines().map(({ name, available, used }) => ({ name, available, used }))).toEqual([
      { name: 'simd', available: false, used: false },
      { name: 'reference', available: true, used: true },
    ]);
  });

  it('reports every engine once and exactly one in use', () => {
    const reports = describeEngines();
    expect(reports.map(({ name }) => name)).toEqual([...engineNames]);
    expect(reports.filter(({ used }) => used).map(({ name }) => name)).toEqual(['simd']);
    for (const { why } of reports) expect(why.length).toBeGreaterThan(10);
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
});
