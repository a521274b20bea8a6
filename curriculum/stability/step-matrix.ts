import { checkNumber, OptionError } from '../../math/check.js';

/** What a step may depend on beside its rate and curvature; both members may change from update to update. */
export interface StepContext {
  /** Momentum of this update, instead of the optimizer's own. */
  readonly momentum?: number;
  /** Rate of the second player, in 1/curvature, instead of the first one's. */
  readonly partnerRate?: number;
}

/**
 * One optimizer step on the quadratic loss ½c·x² as a matrix on the optimizer's state: stateₙ₊₁ = M(η, c)·stateₙ.
 * The form must be the one the agent really runs: optimizers with the same frozen limit resonate differently once η moves.
 */
export interface StepMatrix {
  /** Name shown to a person. */
  readonly name: string;
  /** Number of state coordinates; the matrix is size × size. */
  readonly size: number;
  /** The step is stable while 0 < ηλ < limit, η and λ standing still. */
  readonly limit: number;
  /** Writes M row by row into `out` (size × size). */
  readonly write: (rate: number, curvature: number, out: Float64Array, context?: StepContext) => void;
  /**
   * Indices of coordinates in gradient units. Norms are taken after multiplying them by the mean rate, so that all
   * coordinates are lengths; a norm of (x, v) itself would depend on the unit of v.
   */
  readonly gradientCoordinates?: readonly number[];
}

/** Options of {@link stepMatrix}. */
export interface StepMatrixOptions {
  /** Name shown to a person. */
  readonly name?: string;
  /** Number of state coordinates, ≥ 1. */
  readonly size: number;
  /** Limit on rate × curvature where the frozen step stops being stable; 0 when no rate is stable. */
  readonly limit: number;
  /** Writes the size × size matrix row by row; every entry must be set. */
  readonly write: StepMatrix['write'];
  /** Indices of coordinates in gradient units, see {@link StepMatrix.gradientCoordinates}. */
  readonly gradientCoordinates?: readonly number[];
}

/**
 * A step of one's own, for an optimizer or a system that is not bundled.
 *
 * @throws OptionError for a size that is not a positive integer, a negative limit, or a coordinate outside the state.
 * @source own definition
 * @example stepMatrix({ size: 1, limit: 2, write: (rate, curvature, out) => { out[0] = 1 - rate * curvature; } }).size // 1
 */
export function stepMatrix(options: StepMatrixOptions): StepMatrix {
  const { name = 'custom', size, limit, write, gradientCoordinates = [] } = options;
  checkNumber('stepMatrix.size', size, { min: 1, integer: true });
  checkNumber('stepMatrix.limit', limit, { min: 0, advice: 'Use 0 when no rate is stable.' });
  for (const index of gradientCoordinates)
    checkNumber('stepMatrix.gradientCoordinates', index, { min: 0, below: size, integer: true });
  return { name, size, limit, write, gradientCoordinates };
}

/** Options of {@link coupledModes}. */
export interface CoupledModesOptions {
  /** Number of modes. */
  readonly size: number;
  /** Curvature matrix that stands still, size × size row by row; zero unless given. */
  readonly fixed?: ArrayLike<number>;
  /** Curvature matrix that is multiplied by the oscillating curvature, size × size row by row. */
  readonly moving: ArrayLike<number>;
  /** Limit on rate × curvature, 2 unless given: exact when `fixed` is zero and the largest eigenvalue of `moving` is 1. */
  readonly limit?: number;
}

/**
 * Gradient descent on several coupled modes: M = I − η·(fixed + c·moving).
 * When the two matrices do not commute, the directions of the curvature turn during the period and the modes mix.
 *
 * @throws OptionError for a matrix that is not size × size or has an entry that is not finite.
 * @source own definition
 * @example coupledModes({ size: 2, moving: [1, 0, 0, 0.5] }).size // 2
 */
export function coupledModes(options: CoupledModesOptions): StepMatrix {
  const { size, fixed, moving, limit = 2 } = options;
  checkNumber('coupledModes.size', size, { min: 1, integer: true });
  const still = fixed === undefined ? new Float64Array(size * size) : entries('coupledModes.fixed', fixed, size);
  const swing = entries('coupledModes.moving', moving, size);
  return stepMatrix({
    name: 'coupled modes',
    size,
    limit,
    write(rate, curvature, out) {
      for (let k = 0; k < size * size; k++) out[k] = -rate * (still[k] + curvature * swing[k]);
      for (let i = 0; i < size; i++) out[i * size + i] += 1;
    },
  });
}

/** A checked copy of a square matrix. */
function entries(option: string, matrix: ArrayLike<number>, size: number): Float64Array {
  if (matrix.length !== size * size)
    throw new OptionError(option, `${size * size} entries, row by row`, matrix.length, 'The matrix is size × size.');
  const copy = Float64Array.from(matrix);
  for (const entry of copy) checkNumber(option, entry);
  return copy;
}
