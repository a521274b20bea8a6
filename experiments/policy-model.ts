import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyNetwork } from '../agents/agent.js';
import { varianceFloor } from '../agents/engine/batch-norm.js';
import { layersOf } from '../agents/engine/layers.js';
import { makeFolder } from './store/files.js';
import { onDisk } from './store/store-error.js';

/** A TensorFlow.js LayersModel: the two files that `tf.loadLayersModel` reads. */
export interface LayersModel {
  /** Content of model.json. */
  readonly model: object;
  /** Content of weights.bin: 32-bit floats, little-endian. */
  readonly weights: Float32Array;
}

/** One dense layer: kernel inputs × units. */
interface Dense {
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
}

/**
 * The policy as a LayersModel: from observations to the outputs of its distribution (means or logits); of a network that is shared with a value, the
 * value stands behind them. Normalised observations are two layers before the first one, normalised layers are folded into their weights.
 *
 * @source TensorFlow.js, the format `layers-model`
 * @example layersModel(agent.policyNetwork()).weights.length // kernels and biases
 */
export function layersModel(network: PolicyNetwork): LayersModel {
  const { shape, outputs, normalized } = network;
  const dense = denseLayers(network);
  const specs: object[] = [];
  const values: number[] = [];
  const layers: object[] = [];
  const shapeOfFirst = { batch_input_shape: [null, shape.inputs] };

  function add(name: string, { kernel, bias }: Dense, activation: string, inputs: number): void {
    const units = bias.length;
    const first = layers.length === 0 ? shapeOfFirst : {};
    layers.push({
      class_name: 'Dense',
      config: { name, trainable: true, dtype: 'float32', units, activation, use_bias: true, ...first },
    });
    specs.push({ name: `${name}/kernel`, shape: [inputs, units], dtype: 'float32' });
    specs.push({ name: `${name}/bias`, shape: [units], dtype: 'float32' });
    values.push(...kernel, ...bias);
  }

  if (normalized !== undefined) {
    // x ↦ clip((x − mean)/σ, ±limit) + limit; the first layer takes the limit away again.
    const { mean, variance, epsilon, limit } = normalized;
    const kernel = new Float64Array(shape.inputs * shape.inputs);
    const bias = new Float64Array(shape.inputs);
    for (let i = 0; i < shape.inputs; i++) {
      const scale = 1 / Math.sqrt(variance[i] + epsilon);
      kernel[i * shape.inputs + i] = scale;
      bias[i] = limit - mean[i] * scale;
    }
    add('normalized', { kernel, bias }, 'linear', shape.inputs);
    layers.push({
      class_name: 'ReLU',
      config: { name: 'clipped', trainable: true, dtype: 'float32', max_value: 2 * limit },
    });
    const { kernel: first, bias: shift } = dense[0];
    for (let k = 0; k < shift.length; k++)
      for (let i = 0; i < shape.inputs; i++) shift[k] -= limit * first[i * shift.length + k];
  }
  const widths = [shape.inputs, ...shape.hidden];
  for (const [layer, one] of dense.entries()) {
    const last = layer === dense.length - 1;
    add(last ? 'outputs' : `hidden${layer + 1}`, one, last ? 'linear' : shape.activation, widths[layer]);
  }
  const free = [...network.parameters.subarray(network.parameters.length - (shape.freeOutputs ?? 0))];
  return {
    model: {
      format: 'layers-model',
      generatedBy: 'antiphase',
      convertedBy: null,
      modelTopology: {
        keras_version: 'tfjs-layers 4.22.0',
        backend: 'tensor_flow.js',
        model_config: { class_name: 'Sequential', config: { name: 'policy', layers } },
      },
      weightsManifest: [{ paths: ['weights.bin'], weights: specs }],
      userDefinedMetadata: {
        policyOutputs: outputs,
        // A free output is a log-deviation that is the same in every state.
        ...(free.length === 0 ? {} : { freeOutputs: free }),
      },
    },
    weights: Float32Array.from(values),
  };
}

/** Weights of every layer, kernels turned to inputs × units. */
function denseLayers({ shape, parameters, buffers }: PolicyNetwork): Dense[] {
  let statistics = 0;
  return layersOf(shape).map(({ inputs, outputs, weights, biases, scales }) => {
    const kernel = new Float64Array(inputs * outputs);
    const bias = Float64Array.from(parameters.subarray(biases, biases + outputs));
    for (let k = 0; k < outputs; k++) {
      let factor = 1;
      if (scales !== undefined) {
        factor = parameters[scales + k] / Math.sqrt(buffers[statistics + outputs + k] + varianceFloor);
        bias[k] -= factor * buffers[statistics + k];
      }
      for (let i = 0; i < inputs; i++) kernel[i * outputs + k] = factor * parameters[weights + k * inputs + i];
    }
    if (scales !== undefined) statistics += 2 * outputs;
    return { kernel, bias };
  });
}

/**
 * Writes a policy as `model.json` and `weights.bin` into a folder, which is made.
 *
 * @throws StoreError for what the disk refuses.
 */
export function writePolicy(folder: string, network: PolicyNetwork): void {
  const { model, weights } = layersModel(network);
  makeFolder(folder, '--out');
  onDisk(
    folder,
    () => {
      writeFileSync(join(folder, 'weights.bin'), littleEndian(weights));
      writeFileSync(join(folder, 'model.json'), `${JSON.stringify(model, null, 2)}\n`);
    },
    '--out',
  );
}

function littleEndian(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true);
  return bytes;
}
