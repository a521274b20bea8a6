import { outputWidth, type FlatArray, type NetworkKernel } from '../engine/engine.js';

/** A square matrix that is known by its products: out = matrix·v. */
export interface LinearOperator {
  /** Numbers of rows and columns. */
  readonly size: number;
  /** out = matrix·v; `v` and `out` hold `size` numbers in either precision and are not the same array. */
  apply(v: FlatArray, out: FlatArray): void;
}

/**
 * A symmetric matrix on the outputs of each row: out = matrix·tangents, the first rows × output width numbers of each array.
 * Weights of rows, and the division by their number, belong into it.
 */
export type OutputMetric = (outputs: FlatArray, tangents: FlatArray, rows: number, out: FlatArray) => void;

/** A loss by its derivatives at the outputs of a network, the first rows × output width numbers of each array. */
export interface OutputLoss {
  /** cotangents = ∂loss/∂outputs. */
  gradient(outputs: FlatArray, rows: number, cotangents: FlatArray): void;
  /** out = (∂²loss/∂outputs²)·tangents, the directional second derivative. */
  readonly secondDerivative: OutputMetric;
}

/** An array for the outputs of a full batch. */
export function outputArray(network: NetworkKernel): FlatArray {
  return network.array(network.capacity * outputWidth(network.shape));
}
