/** A flat array of numbers in the precision of an engine. */
export type FlatArray = Float32Array | Float64Array;

/** Names of the engines. */
export const engineNames = ['simd', 'reference', 'simd-relaxed', 'tfjs'] as const;

/** Name of an engine. */
export type EngineName = (typeof engineNames)[number];

/** Activation of hidden layers; the last layer is linear. */
export type Activation = 'tanh' | 'relu';

/** A multilayer perceptron: inputs → hidden … → outputs, with free constants beside its outputs. */
export interface NetworkShape {
  /** Numbers a row of input. */
  readonly inputs: number;
  /** Width of each hidden layer, first to last; may be empty. */
  readonly hidden: readonly number[];
  /** Numbers a row that the last layer answers. */
  readonly outputs: number;
  readonly activation: Activation;
  /** Parameters that are outputs of their own, the same in every row (a free log-deviation). They follow the layer's outputs. Default 0. */
  readonly freeOutputs?: number;
  /** Whether hidden activations are multiplied by masks in mode `train`. Default false. */
  readonly dropout?: boolean;
  /**
   * Whether hidden layers are normalised over the rows of a batch before their activation. Their biases are then the shifts that follow,
   * and each has scales after its biases. Default false.
   */
  readonly batchNorm?: boolean;
}

/** What a batch in mode `train` takes beside its inputs. */
export interface TrainOptions {
  /**
   * Of a shape with `dropout`: the factor of every hidden activation, rows × the sum of `hidden`, layers side by side. A mask holds for a whole
   * update: draw it once, and give each minibatch its rows.
   */
  readonly masks?: FlatArray;
  /** Of a shape with `batchNorm`: by which share, in [0, 1], the running statistics move to those of this batch. Default 0: they stay. */
  readonly updateRate?: number;
}

/**
 * A network in an engine: four verbs between parameters and outputs. From them come exact gradients, Gauss–Newton and Fisher
 * products and the exact Hessian-vector product (the R-operator); nothing is differentiated twice automatically.
 *
 * Parameters are flat: for each layer its weights (out × in, row-major), then its biases, with `batchNorm` the scales of a
 * hidden layer after them; the free outputs last.
 * Outputs are rows × (outputs + freeOutputs). Arrays that a verb answers are the engine's own: valid until the next call of that verb.
 *
 * @source Pearlmutter 1994
 */
export interface NetworkKernel {
  readonly shape: NetworkShape;
  /** Numbers of parameters. */
  readonly size: number;
  /** Most rows a batch may have. */
  readonly capacity: number;
  /** The parameters themselves; writing to them changes the network. */
  readonly parameters: FlatArray;
  /** An array of `length` numbers in the engine's precision. */
  array(length: number): FlatArray;
  /**
   * Outputs of `rows` rows of inputs. In mode `train` what `backward` and the tangents need is kept;
   * `act` keeps nothing and leaves what was kept alone; it normalises by the running statistics and drops nothing.
   */
  forward(inputs: FlatArray, rows: number, mode: 'act' | 'train', options?: TrainOptions): FlatArray;
  /** Outputs of the last `train`, rows × (outputs + freeOutputs); empty before it. */
  outputs(): FlatArray;
  /** Gradient: out = Σ over rows of (∂outputs/∂θ)ᵀ·cotangents, for the rows of the last `train`. */
  backward(cotangents: FlatArray, out: FlatArray): void;
  /** Directional derivative of the outputs: (∂outputs/∂θ)·direction, rows × (outputs + freeOutputs). */
  forwardTangent(direction: FlatArray): FlatArray;
  /**
   * Directional derivative of `backward` along the direction of the last `forwardTangent`, when the cotangents move by
   * `cotangentTangents`: with those of a loss, out = ∇²loss·direction.
   */
  backwardTangent(cotangents: FlatArray, cotangentTangents: FlatArray, out: FlatArray): void;
  /**
   * The running statistics themselves: for each normalised layer its means, then its variances (of a sample, by rows − 1); empty without
   * `batchNorm`. They belong to a checkpoint, but are no parameters: nothing decays them.
   */
  buffers(): FlatArray;
}

/** Runs networks. */
export interface Engine {
  readonly name: EngineName;
  readonly precision: 'float32' | 'float64';
  /** A network of this shape for batches of at most `capacity` rows; its parameters are zero. */
  network(shape: NetworkShape, capacity: number): NetworkKernel;
}

/**
 * Widths of all layers, inputs first.
 *
 * @example layerWidths({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }) // [2, 16, 1]
 */
export function layerWidths(shape: NetworkShape): readonly number[] {
  return [shape.inputs, ...shape.hidden, shape.outputs];
}

/**
 * Number of parameters of a shape.
 *
 * @example parameterCount({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }) // 65
 */
export function parameterCount(shape: NetworkShape): number {
  const widths = layerWidths(shape);
  let count = (shape.freeOutputs ?? 0) + (shape.batchNorm === true ? hiddenWidth(shape) : 0);
  for (let layer = 1; layer < widths.length; layer++) count += widths[layer] * (widths[layer - 1] + 1);
  return count;
}

/**
 * Numbers a row of output: the layer's outputs and the free ones.
 *
 * @example outputWidth({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh', freeOutputs: 1 }) // 2
 */
export function outputWidth(shape: NetworkShape): number {
  return shape.outputs + (shape.freeOutputs ?? 0);
}

/**
 * Hidden units of all layers, the numbers a row of masks.
 *
 * @example hiddenWidth({ inputs: 2, hidden: [16], outputs: 1, activation: 'tanh' }) // 16
 */
export function hiddenWidth(shape: NetworkShape): number {
  return shape.hidden.reduce((sum, width) => sum + width, 0);
}
