/** A loss over a few parameters with its exact derivatives: descent without an agent. */
export interface Landscape {
  /** Name of the landscape. */
  readonly id: string;
  /** One sentence: what it shows. */
  readonly about: string;
  /** Numbers of a point. */
  readonly size: number;
  /** Where descents usually begin; `size` numbers. */
  readonly start: readonly number[];
  /** The loss at x. */
  loss(x: ArrayLike<number>): number;
  /** Writes the gradient at x to `out` (`size` numbers). */
  gradient(x: ArrayLike<number>, out: Float64Array): void;
  /** Writes the Hessian at x to `out` (`size × size`, symmetric). */
  hessian(x: ArrayLike<number>, out: Float64Array): void;
}
