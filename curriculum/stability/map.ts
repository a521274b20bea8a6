import { checkMembers, checkName, checkNumber, OptionError } from '../../math/check.js';
import { modulationMembers, modulationSampler, type Modulation } from './modulation.js';
import { gradientDescent } from './optimizers.js';
import { readingNames, readingOf, type ReadingName } from './readings.js';
import type { StepMatrix } from './step-matrix.js';

/** What a stability map can vary. */
export type MapAxis = 'phase' | 'meanRate' | 'rateAmplitude' | 'curvatureAmplitude' | 'period' | 'momentum';

const axes: readonly MapAxis[] = ['phase', 'meanRate', 'rateAmplitude', 'curvatureAmplitude', 'period', 'momentum'];

/** One side of a map. */
export interface MapAxisOptions {
  /** What varies along this side. */
  readonly axis: MapAxis;
  /** Its values, in the axis's unit (turns, 1/curvature, relative, updates, share kept). */
  readonly values: ArrayLike<number>;
}

/** Options of {@link stabilityMap}; the members of a modulation that an axis varies need not be given. */
export interface StabilityMapOptions extends Partial<Modulation> {
  /** Columns. */
  readonly x: MapAxisOptions;
  /** Rows. */
  readonly y: MapAxisOptions;
  /** What is read in each cell. */
  readonly reading: ReadingName;
  /** The optimizer's step, or what makes it from a momentum; gradient descent unless given. */
  readonly optimizer?: StepMatrix | ((momentum: number) => StepMatrix);
  /** Momentum where no axis varies it, 0 unless given. */
  readonly momentum?: number;
  /** Relative curvature noise of `meanSquareGrowth`, 0 unless given. */
  readonly noise?: number;
}

/** A reading over two axes. */
export interface StabilityMap {
  /** Row by row, rows × columns; every cell is a number, a transient growth beyond 1.8·10³⁰⁸ is the largest number. */
  readonly grid: Float64Array;
  /** Values of `y`. */
  readonly rows: number;
  /** Values of `x`. */
  readonly columns: number;
  readonly reading: ReadingName;
}

/**
 * A reading over any two of phase, mean rate, amplitudes, period and momentum. Stability is not monotone in the rate: windows close and reopen.
 *
 * @throws OptionError for an unknown or doubled axis, a momentum axis without an optimizer that takes one, or a cell without a reading.
 * @source Floquet 1883
 * @example stabilityMap({ x: { axis: 'phase', values: [0, 0.5] }, y: { axis: 'meanRate', values: [0.8] }, reading: 'margin', rateAmplitude: 0.5, curvatureAmplitude: 0.5, period: 40 }).columns // 2
 */
export function stabilityMap(options: StabilityMapOptions): StabilityMap {
  checkMembers('stabilityMap', options, ['x', 'y', 'reading', 'optimizer', 'momentum', 'noise', ...modulationMembers]);
  const { x, y, optimizer = gradientDescent(), momentum = 0, noise = 0, ...fixed } = options;
  const reading = checkName('stabilityMap.reading', options.reading, readingNames);
  checkName('stabilityMap.x.axis', x.axis, axes);
  checkName('stabilityMap.y.axis', y.axis, axes);
  if (x.axis === y.axis)
    throw new OptionError('stabilityMap.y.axis', `another axis than x`, y.axis, 'Two axes are needed.');
  if (typeof optimizer !== 'function' && (x.axis === 'momentum' || y.axis === 'momentum'))
    throw new OptionError(
      'stabilityMap.optimizer',
      'a function of momentum',
      'a step',
      'A momentum axis makes a step for each of its values.',
    );
  const [rows, columns] = [y.values.length, x.values.length];
  const grid = new Float64Array(rows * columns);
  const cell = { meanRate: 1, rateAmplitude: 0, curvatureAmplitude: 0, phase: 0, period: 1, ...fixed, momentum };
  for (const name of ['meanRate', 'rateAmplitude', 'curvatureAmplitude', 'phase', 'period'] as const) {
    // The sampler checks the values; here what neither an axis nor the base gives is named.
    if (fixed[name] === undefined && x.axis !== name && y.axis !== name)
      checkNumber(`stabilityMap.${name}`, fixed[name]);
  }
  const sample = modulationSampler();
  const made = new Map<number, StepMatrix>();
  const stepAt = (kept: number): StepMatrix => {
    if (typeof optimizer !== 'function') return optimizer;
    const step = made.get(kept) ?? optimizer(kept);
    made.set(kept, step);
    return step;
  };
  // Levels are computed anew when phase or period change: those axes belong outside.
  const columnsOutside = x.axis === 'period' || (x.axis === 'phase' && y.axis !== 'period');
  const [outer, inner] = columnsOutside ? [x, y] : [y, x];
  for (let i = 0; i < outer.values.length; i++) {
    cell[outer.axis] = outer.values[i];
    for (let j = 0; j < inner.values.length; j++) {
      cell[inner.axis] = inner.values[j];
      const { rates, curvatures, series } = sample(cell);
      const value = readingOf(reading, stepAt(cell.momentum), rates, curvatures, series, noise);
      if (value === undefined)
        throw new OptionError(
          'stabilityMap',
          `values with a ${reading}`,
          `${outer.axis} ${outer.values[i]}, ${inner.axis} ${inner.values[j]}`,
        );
      grid[columnsOutside ? j * columns + i : i * columns + j] = Math.min(value, Number.MAX_VALUE);
    }
  }
  return { grid, rows, columns, reading };
}
