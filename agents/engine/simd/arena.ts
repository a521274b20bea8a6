import { layerWidths, parameterCount, type NetworkShape } from '../engine.js';
import { layersOf } from '../layers.js';
import { blockRows, paddedRows } from './blocks.js';
import { firstAddress, instantiate, type KernelExports, type KernelVariant } from './instance.js';

/** Bytes of the header and of a layer's record, as assembly/kernel.ts reads them. */
const headerBytes = 40;
const recordBytes = 32;

/** A stretch of the kernel's memory: its address in bytes and the numbers in it. */
export interface Region {
  readonly address: number;
  readonly view: Float32Array;
}

/** The memory of one network. */
export interface Arena {
  readonly exports: KernelExports;
  /** Address of the header. */
  readonly net: number;
  readonly parameters: Region;
  readonly direction: Region;
  readonly gradient: Region;
  /** Of `act`, apart from what `train` keeps. */
  readonly actInputs: Region;
  readonly actOutputs: Region;
  readonly inputs: Region;
  readonly outputs: Region;
  readonly outputTangents: Region;
  readonly cotangents: Region;
  readonly cotangentTangents: Region;
}

/** Lays out the memory of a network for `capacity` rows, and writes the header that the kernel reads. */
export function arena(shape: NetworkShape, capacity: number, variant: KernelVariant): Arena {
  const size = parameterCount(shape);
  const layers = layersOf(shape);
  const widths = layerWidths(shape);
  const rows = paddedRows(capacity);
  let end = firstAddress;
  const reserve = (numbers: number): { address: number; numbers: number } => {
    const address = end;
    end += ((numbers + 3) & ~3) * 4;
    return { address, numbers };
  };
  const batch = (width: number): { address: number; numbers: number } => reserve(rows * width);

  const header = reserve((headerBytes + layers.length * recordBytes) / 4);
  const [parameters, direction, gradient] = [reserve(size), reserve(size), reserve(size)];
  const ones = reserve(blockRows);
  const widest = Math.max(...widths.slice(1));
  const scratch = [0, 1, 2, 3].map(() => reserve(Math.min(blockRows, rows) * widest));
  const [actInputs, actOutputs] = [batch(shape.inputs), batch(shape.outputs)];
  const values = widths.map(batch);
  const tangents = widths.map(batch);
  const [cotangents, cotangentTangents] = [batch(shape.outputs), batch(shape.outputs)];

  const { exports, buffer } = instantiate(end, variant);
  const region = ({ address, numbers }: { address: number; numbers: number }): Region => ({
    address,
    view: new Float32Array(buffer, address, numbers),
  });
  const words = new Int32Array(buffer);
  words.set(
    [
      layers.length,
      shape.activation === 'tanh' ? 0 : 1,
      ...[parameters, direction, gradient, ones, ...scratch].map(({ address }) => address),
      ...layers.flatMap((layer, at) => [
        layer.inputs,
        layer.outputs,
        layer.weights * 4,
        layer.biases * 4,
        ...[values[at], values[at + 1], tangents[at], tangents[at + 1]].map(({ address }) => address),
      ]),
    ],
    header.address / 4,
  );
  region(ones).view.fill(1);
  return {
    exports,
    net: header.address,
    parameters: region(parameters),
    direction: region(direction),
    gradient: region(gradient),
    actInputs: region(actInputs),
    actOutputs: region(actOutputs),
    inputs: region(values[0]),
    outputs: region(values[layers.length]),
    outputTangents: region(tangents[layers.length]),
    cotangents: region(cotangents),
    cotangentTangents: region(cotangentTangents),
  };
}
