import { describe, expect, it } from 'vitest';
import { outputWidth, type NetworkShape } from '../../../agents/engine/engine.js';
import { tfjsEngine } from '../../../agents/engine/tfjs.js';
import { loadTensorflow, type Tensorflow, type TensorflowImports } from '../../../agents/engine/tfjs/tensorflow.js';
import { masksOf, normals } from './dense.js';

/** A stand-in for TensorFlow.js that has these backends and says which was asked for. */
function standIn(...backends: readonly string[]): { readonly module: object; readonly asked: string[] } {
  const asked: string[] = [];
  const module = {
    setBackend: (name: string) => (asked.push(name), Promise.resolve(backends.includes(name))),
    ready: () => Promise.resolve(),
  };
  return { module, asked };
}

const failing =
  (message: string, code?: string): (() => Promise<unknown>) =>
  () =>
    Promise.reject(Object.assign(new Error(message), code === undefined ? {} : { code }));
const missing = failing("Cannot find package '@tensorflow/tfjs-node'", 'ERR_MODULE_NOT_FOUND');

const reasons: readonly (readonly [string, () => Promise<unknown>, string])[] = [
  ['is not installed', missing, 'is not installed'],
  ['has a dependency that is not installed', failing('Cannot find module', 'MODULE_NOT_FOUND'), 'is not installed'],
  [
    'lacks its machine code',
    failing('The Node.js native addon module (tfjs_binding.node) can not be found\nat path'),
    'fails: The Node.js native addon module (tfjs_binding.node) can not be found',
  ],
  [
    'was built for another machine',
    failing('libtensorflow.so.2: cannot open', 'ERR_DLOPEN_FAILED'),
    'has machine code that does not load here',
  ],
  ['throws what is no error', () => Promise.reject(new Proxy(new Error('odd'), {})), 'fails: odd'],
  ['is something else', () => Promise.resolve({ default: {} }), 'fails: is not TensorFlow.js'],
  ['has no backend', () => Promise.resolve(standIn().module), 'fails: has no backend tensorflow'],
];

describe('loadTensorflow', () => {
  it('takes @tensorflow/tfjs-node where it loads, and touches nothing else', async () => {
    const node = standIn('tensorflow');
    const imports: TensorflowImports = {
      node: () => Promise.resolve({ default: node.module }),
      plain: failing('touched'),
      wasm: failing('touched'),
    };
    const { tensorflow, why } = await loadTensorflow(imports);
    expect(tensorflow).toBe(node.module);
    expect(node.asked).toEqual(['tensorflow']);
    expect(why).toBe('@tensorflow/tfjs-node in Float32');
  });

  it.each(reasons)('takes @tensorflow/tfjs on WebAssembly where @tensorflow/tfjs-node %s', async (_, node, words) => {
    const plain = standIn('cpu', 'wasm');
    const imports: TensorflowImports = {
      node,
      plain: () => Promise.resolve(plain.module),
      wasm: () => Promise.resolve({}),
    };
    const { tensorflow, why } = await loadTensorflow(imports);
    expect(tensorflow).toBe(plain.module);
    expect(plain.asked).toEqual(['wasm']);
    expect(why).toBe(`@tensorflow/tfjs on WebAssembly in Float32, because @tensorflow/tfjs-node ${words}`);
  });

  it('says why neither loads', async () => {
    const plain = (): Promise<unknown> => Promise.resolve(standIn('wasm').module);
    await expect(loadTensorflow({ node: missing, plain: missing, wasm: missing })).rejects.toThrow(
      '@tensorflow/tfjs-node is not installed, and @tensorflow/tfjs on WebAssembly is not installed',
    );
    await expect(loadTensorflow({ node: missing, plain, wasm: missing })).rejects.toThrow('is not installed');
  });

  it('gives @tensorflow/tfjs-node the function of node:util that newer versions of Node lack', async () => {
    const { default: util } = (await import('node:util')) as unknown as { default: Record<string, unknown> };
    const before = util['isNullOrUndefined'];
    try {
      delete util['isNullOrUndefined'];
      let found: unknown;
      const node = (): Promise<unknown> => {
        found = util['isNullOrUndefined'];
        return Promise.resolve(standIn('tensorflow').module);
      };
      await loadTensorflow({ node, plain: missing, wasm: missing });
      const isNullOrUndefined = found as (value: unknown) => boolean;
      expect([null, undefined, 0, ''].map(isNullOrUndefined)).toEqual([true, true, false, false]);
    } finally {
      util['isNullOrUndefined'] = before;
    }
  });
});

const loaded: Tensorflow | undefined = await loadTensorflow().then(
  ({ tensorflow }) => tensorflow,
  () => undefined,
);

describe.skipIf(loaded === undefined)('a network in TensorFlow.js', () => {
  const shapes: Readonly<Record<string, NetworkShape>> = {
    plain: { inputs: 3, hidden: [5, 4], outputs: 2, activation: 'tanh', freeOutputs: 1 },
    'with relu, dropout and batch normalisation': {
      inputs: 3,
      hidden: [5, 4],
      outputs: 2,
      activation: 'relu',
      dropout: true,
      batchNorm: true,
    },
  };

  it.each(Object.entries(shapes))('keeps no more tensors the longer it is used: %s', (_, shape) => {
    if (loaded === undefined) throw new Error('nothing to test');
    const tf = loaded;
    const rows = 20;
    const network = tfjsEngine(tf).network(shape, rows);
    network.parameters.set(normals(1, network.size, 0.5));
    const masks = masksOf(2, shape, rows);
    const [inputs, direction] = [normals(3, rows * shape.inputs), normals(4, network.size)];
    const cotangents = normals(5, rows * outputWidth(shape));
    const out = network.array(network.size);
    const options = {
      ...(masks === undefined ? {} : { masks }),
      ...(shape.batchNorm === true ? { updateRate: 0.1 } : {}),
    };
    const round = (count: number): number => {
      network.forward(inputs, count, 'train', options);
      network.forward(inputs, count, 'act');
      network.backward(cotangents, out);
      network.forwardTangent(direction);
      network.backwardTangent(cotangents, cotangents, out);
      return tf.memory().numTensors;
    };
    const first = round(rows);
    expect(first).toBeGreaterThan(0);
    for (const count of [rows, 7, rows, 11, rows]) expect(round(count)).toBe(first);
    network.backward(cotangents, out);
    network.forwardTangent(direction);
    expect(tf.memory().numTensors).toBe(first);
  });
});
