import { outputWidth, parameterCount } from './engine.js';
import type { Engine, FlatArray, NetworkKernel, NetworkShape, TrainOptions } from './engine.js';
import { layeredNetwork } from './layered.js';
import { checkBatch, checkKept, checkLength, checkNetwork, checkTraining } from './layers.js';
import { outputsFor } from './outputs.js';
import { arena } from './simd/arena.js';
import { fromBlocks, toBlocks } from './simd/blocks.js';
import { kernelArithmetic } from './simd/sheets.js';
import type { KernelVariant } from './simd/instance.js';

/**
 * The fast engine: Float32 in WebAssembly SIMD. Its bits are the same on every machine and every Node version.
 *
 * @example simd.network({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }, 640).size // 65
 */
export const simd: Engine = {
  name: 'simd',
  precision: 'float32',
  network: (shape, capacity) => network(shape, capacity, 'plain'),
};

/**
 * The same kernel with the machine's own multiply-add, fused where it has one: faster, its bits depend on the machine. Only used when asked for.
 *
 * @example simdRelaxed.precision // 'float32'
 */
export const simdRelaxed: Engine = {
  name: 'simd-relaxed',
  precision: 'float32',
  network: (shape, capacity) => network(shape, capacity, 'relaxed'),
};

/** Plain layers run through the kernel block by block; normalised or dropped ones layer by layer, because statistics need the whole batch. */
function network(shape: NetworkShape, capacity: number, variant: KernelVariant): NetworkKernel {
  return shape.batchNorm === true || shape.dropout === true
    ? layeredNetwork(shape, capacity, kernelArithmetic(variant))
    : blockNetwork(shape, capacity, variant);
}

function blockNetwork(shape: NetworkShape, capacity: number, variant: KernelVariant): NetworkKernel {
  checkNetwork(shape, capacity);
  const memory = arena(shape, capacity, variant);
  const buffers = new Float32Array(0);
  const { exports, net, parameters, direction, gradient, actInputs, actOutputs, cotangents, cotangentTangents } =
    memory;
  const size = parameterCount(shape);
  const width = outputWidth(shape);
  const outputs = outputsFor(shape, capacity, size, (length) => new Float32Array(length));
  let trained = 0;
  let directed = 0;

  function forward(inputs: FlatArray, rows: number, mode: 'act' | 'train', options?: TrainOptions): FlatArray {
    checkBatch(shape, capacity, inputs, rows);
    if (mode === 'act') {
      toBlocks(inputs, shape.inputs, shape.inputs, rows, actInputs.view);
      exports.act(net, actInputs.address, actOutputs.address, rows);
      join(actOutputs.view, parameters.view, outputs.act, rows);
      return outputs.view('act', rows);
    }
    if (options !== undefined) checkTraining(shape, rows, options);
    toBlocks(inputs, shape.inputs, shape.inputs, rows, memory.inputs.view);
    exports.train(net, rows);
    join(memory.outputs.view, parameters.view, outputs.train, rows);
    trained = rows;
    directed = 0;
    return outputs.view('train', rows);
  }

  function backward(along: FlatArray, out: FlatArray): void {
    checkKept(trained, 'backward', "forward in mode 'train'");
    checkLength('cotangents', along, trained * width);
    checkLength('out', out, size);
    toBlocks(along, width, shape.outputs, trained, cotangents.view);
    exports.backward(net, cotangents.address, size, trained);
    outputs.sumFree(along, trained, gradient.view);
    out.set(gradient.view);
  }

  function forwardTangent(along: FlatArray): FlatArray {
    checkKept(trained, 'forwardTangent', "forward in mode 'train'");
    checkLength('direction', along, size);
    direction.view.set(along.length === size ? along : along.subarray(0, size));
    exports.forwardTangent(net, trained);
    join(memory.outputTangents.view, direction.view, outputs.tangent, trained);
    directed = trained;
    return outputs.view('tangent', trained);
  }

  function backwardTangent(along: FlatArray, tangents: FlatArray, out: FlatArray): void {
    checkKept(directed, 'backwardTangent', 'forwardTangent');
    checkLength('cotangents', along, trained * width);
    checkLength('cotangentTangents', tangents, trained * width);
    checkLength('out', out, size);
    toBlocks(along, width, shape.outputs, trained, cotangents.view);
    toBlocks(tangents, width, shape.outputs, trained, cotangentTangents.view);
    exports.backwardTangent(net, cotangents.address, cotangentTangents.address, size, trained);
    outputs.sumFree(tangents, trained, gradient.view);
    out.set(gradient.view);
  }

  /** Writes the layer's outputs and the free ones side by side. */
  function join(blocks: Float32Array, flat: Float32Array, out: Float32Array, rows: number): void {
    fromBlocks(blocks, shape.outputs, rows, width, out);
    outputs.writeFree(flat, rows, out);
  }

  return {
    shape,
    size,
    capacity,
    parameters: parameters.view,
    array: (length) => new Float32Array(length),
    forward,
    outputs: () => outputs.view('train', trained),
    backward,
    forwardTangent,
    backwardTangent,
    buffers: () => buffers,
  };
}
