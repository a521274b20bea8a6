import { outputWidth, type FlatArray, type NetworkKernel, type NetworkShape, type TrainOptions } from './engine.js';
import { checkBatch, checkKept, checkLength, checkTraining } from './layers.js';
import type { Outputs } from './outputs.js';

/** What an engine computes of a network, all arguments good. Free outputs are nothing to it. */
export interface Verbs<Flat extends FlatArray> {
  readonly outputs: Outputs<Flat>;
  readonly parameters: Flat;
  /** Along which `forwardTangent` goes. */
  readonly direction: Flat;
  /** Filled by `backward` and `backwardTangent`. */
  readonly gradient: Flat;
  readonly running: Flat;
  array(length: number): Flat;
  /** Into `outputs.act`. */
  act(inputs: FlatArray, rows: number): void;
  /** Into `outputs.train`, keeping what derivatives need. */
  train(inputs: FlatArray, rows: number, options: TrainOptions): void;
  backward(cotangents: FlatArray, rows: number): void;
  /** Into `outputs.tangent`. */
  forwardTangent(rows: number): void;
  backwardTangent(cotangents: FlatArray, tangents: FlatArray, rows: number): void;
}

const nothing: TrainOptions = {};

/** The kernel of these verbs: it refuses what does not fit and derivatives of nothing, knows which rows are kept, and minds the free outputs. */
export function checkedKernel<Flat extends FlatArray>(
  shape: NetworkShape,
  capacity: number,
  verbs: Verbs<Flat>,
): NetworkKernel {
  const { outputs, parameters, direction, gradient } = verbs;
  const size = parameters.length;
  const width = outputWidth(shape);
  let trained = 0;
  let directed = 0;
  return {
    shape,
    size,
    capacity,
    parameters,
    array: (length) => verbs.array(length),
    forward(inputs, rows, mode, options = nothing) {
      checkBatch(shape, capacity, inputs, rows);
      if (mode === 'act') verbs.act(inputs, rows);
      else {
        checkTraining(shape, rows, options);
        verbs.train(inputs, rows, options);
        trained = rows;
        directed = 0;
      }
      outputs.writeFree(parameters, rows, outputs[mode]);
      return outputs.view(mode, rows);
    },
    outputs: () => outputs.view('train', trained),
    backward(cotangents, out) {
      checkKept(trained, 'backward', "forward in mode 'train'");
      checkLength('cotangents', cotangents, trained * width);
      checkLength('out', out, size);
      verbs.backward(cotangents, trained);
      outputs.sumFree(cotangents, trained, gradient);
      out.set(gradient);
    },
    forwardTangent(along) {
      checkKept(trained, 'forwardTangent', "forward in mode 'train'");
      checkLength('direction', along, size);
      direction.set(along.length === size ? along : along.subarray(0, size));
      verbs.forwardTangent(trained);
      outputs.writeFree(direction, trained, outputs.tangent);
      directed = trained;
      return outputs.view('tangent', trained);
    },
    backwardTangent(cotangents, tangents, out) {
      checkKept(directed, 'backwardTangent', 'forwardTangent');
      checkLength('cotangents', cotangents, trained * width);
      checkLength('cotangentTangents', tangents, trained * width);
      checkLength('out', out, size);
      verbs.backwardTangent(cotangents, tangents, trained);
      outputs.sumFree(tangents, trained, gradient);
      out.set(gradient);
    },
    buffers: () => verbs.running,
  };
}
