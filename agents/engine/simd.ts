import { outputWidth, parameterCount } from './engine.js';
import type { Engine, NetworkKernel, NetworkShape } from './engine.js';
import { checkedKernel } from './checked-kernel.js';
import { layeredNetwork } from './layered.js';
import { checkNetwork } from './layers.js';
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
  const { exports, net, actInputs, actOutputs, cotangents, cotangentTangents } = memory;
  const size = parameterCount(shape);
  const width = outputWidth(shape);
  const array = (length: number): Float32Array => new Float32Array(length);
  const outputs = outputsFor(shape, capacity, size, array);
  return checkedKernel(shape, capacity, {
    outputs,
    parameters: memory.parameters.view,
    direction: memory.direction.view,
    gradient: memory.gradient.view,
    running: array(0),
    array,
    act(inputs, rows) {
      toBlocks(inputs, shape.inputs, shape.inputs, rows, actInputs.view);
      exports.act(net, actInputs.address, actOutputs.address, rows);
      fromBlocks(actOutputs.view, shape.outputs, rows, width, outputs.act);
    },
    train(inputs, rows) {
      toBlocks(inputs, shape.inputs, shape.inputs, rows, memory.inputs.view);
      exports.train(net, rows);
      fromBlocks(memory.outputs.view, shape.outputs, rows, width, outputs.train);
    },
    backward(along, rows) {
      toBlocks(along, width, shape.outputs, rows, cotangents.view);
      exports.backward(net, cotangents.address, size, rows);
    },
    forwardTangent(rows) {
      exports.forwardTangent(net, rows);
      fromBlocks(memory.outputTangents.view, shape.outputs, rows, width, outputs.tangent);
    },
    backwardTangent(along, tangents, rows) {
      toBlocks(along, width, shape.outputs, rows, cotangents.view);
      toBlocks(tangents, width, shape.outputs, rows, cotangentTangents.view);
      exports.backwardTangent(net, cotangents.address, cotangentTangents.address, size, rows);
    },
  });
}
