import type { FlatArray } from '../engine/engine.js';

/** A symmetric matrix known by its products. */
export interface LinearOperator {
  /** Rows and columns. */
  readonly size: number;
  /** out = M·v; both have `size` numbers and must not overlap. */
  apply(v: FlatArray, out: FlatArray): void;
}
