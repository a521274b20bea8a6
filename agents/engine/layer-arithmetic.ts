import type { Activation, FlatArray } from './engine.js';
import type { Layer } from './layers.js';

/** Numbers in the engine's memory: flat parameters, or a batch unit by unit. */
export interface Sheet {
  readonly numbers: FlatArray;
}

/** What a product starts from: nothing, the layer's biases, or what its target holds. */
export type Start = 'zero' | 'biases' | 'target';

/** The products of an engine. A batch lies unit by unit, `pitch(rows)` numbers from one unit to the next. */
export interface LayerArithmetic<S extends Sheet> {
  pitch(rows: number): number;
  /** An array in the engine's precision. */
  array(length: number): FlatArray;
  /** Zeroed memory of these lengths; called once. */
  allocate<Name extends string>(
    lengths: Readonly<Record<Name, readonly number[]>>,
  ): Readonly<Record<Name, readonly S[]>>;
  /** target = W·source + start. */
  product(flat: S, layer: Layer, source: S, rows: number, target: S, start: Start): void;
  /** target = Wᵀ·source + start. */
  transposed(flat: S, layer: Layer, source: S, rows: number, target: S, start: 'zero' | 'target'): void;
  /** Adds Σ over rows of cotangent·valueᵀ to the layer's weights in `gradient`. */
  addWeights(gradient: S, layer: Layer, cotangents: S, values: S, rows: number): void;
  /** φ of the first `count` numbers, in place. */
  activate(activation: Activation, values: S, count: number): void;
}
