import type { LinearOperator, OutputMetric } from '../curvature/operator.js';
import type { Distribution } from '../distribution/distribution.js';
import { hiddenWidth, type FlatArray, type NetworkKernel, type TrainOptions } from '../engine/engine.js';
import type { ActorCritic, ActorCriticTraining } from './networks.js';

/** Gain of the policy's last layer: a first policy that is nearly the same in every state. */
export const policyGain = 0.01;

/** Sets the biases of the policy's outputs, and its free outputs, to where a first policy is centred. */
export function startAt(
  network: NetworkKernel,
  { startOutputs, outputs, freeOutputs }: Distribution,
  extra: number,
): void {
  if (startOutputs === undefined) return;
  const biases = network.size - freeOutputs - extra - outputs;
  for (let k = 0; k < outputs; k++) network.parameters[biases + k] = startOutputs[k];
  for (let k = 0; k < freeOutputs; k++) network.parameters[network.size - freeOutputs + k] = startOutputs[outputs + k];
}

/** Second derivative of weight·mean (V − R)² by the outputs: 2·weight/rows at the value's place. */
export function squaredError(weight: number, width: number, place: number): OutputMetric {
  return (_outputs, tangents, rows, out) => {
    out.fill(0, 0, rows * width);
    for (let row = 0; row < rows; row++)
      out[row * width + place] = ((2 * weight) / rows) * tangents[row * width + place];
  };
}

/** An operator on the numbers `first …` of a longer vector; it answers 0 elsewhere. */
export function embedded(operator: LinearOperator, size: number, first: number): LinearOperator {
  const last = first + operator.size;
  return {
    size,
    apply(v, out) {
      out.fill(0);
      operator.apply(v.subarray(first, last), out.subarray(first, last));
    },
  };
}

/** Numbers a row of each network's masks; 0 without dropout. */
export function maskWidthsOf(parts: readonly NetworkKernel[]): readonly number[] {
  return parts.map(({ shape }) => (shape.dropout === true ? hiddenWidth(shape) : 0));
}

/** What network k takes of the options of both. */
export function trainOptions(
  { shape }: NetworkKernel,
  { masks, updateRate }: ActorCriticTraining = {},
  k: number,
): TrainOptions {
  return {
    ...(shape.dropout === true && masks !== undefined ? { masks: masks[k] } : {}),
    ...(shape.batchNorm === true && updateRate !== undefined ? { updateRate } : {}),
  };
}

/** Parameters, gradients and running statistics of several networks, each side by side in their order. */
export function flatParameters(
  parts: readonly NetworkKernel[],
  gradients: readonly FlatArray[],
  size: number,
): Pick<ActorCritic, 'parameters' | 'setParameters' | 'buffers' | 'setBuffers' | 'flatGradient'> {
  return {
    flatGradient(out) {
      let at = 0;
      for (const part of gradients) {
        out.set(part, at);
        at += part.length;
      }
    },
    buffers: () => parts.flatMap((part) => [...part.buffers()]),
    setBuffers(buffers) {
      let at = 0;
      for (const part of parts) {
        const own = part.buffers();
        own.set(buffers.slice(at, at + own.length));
        at += own.length;
      }
    },
    parameters() {
      const flat = parts[0].array(size);
      let at = 0;
      for (const part of parts) {
        flat.set(part.parameters, at);
        at += part.size;
      }
      return flat;
    },
    setParameters(flat) {
      let at = 0;
      for (const part of parts) {
        part.parameters.set(flat.subarray(at, at + part.size));
        at += part.size;
      }
    },
  };
}
