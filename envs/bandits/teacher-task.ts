import { checkMembers, checkName, checkNumber } from '../../math/check.js';
import { random, type Random, type Seed } from '../../math/random.js';

/** Inputs with one label a row. */
export interface LabelledSet {
  /** rows × width, row after row. */
  readonly inputs: Float64Array;
  /** Class of each row, 0 … classes − 1. */
  readonly labels: Int32Array;
  readonly rows: number;
  readonly width: number;
  readonly classes: number;
}

/** Options of {@link teacherTask}. */
export interface TeacherTaskOptions {
  /** Seed of teacher and rows. Default 0. */
  readonly seed?: Seed;
  /** Rows of the set. Default 400. */
  readonly rows?: number;
  /** `train` and `test` rows come from separate streams of the same teacher. Default 'train'. */
  readonly part?: 'train' | 'test';
  /** Numbers of an input. Default 20. */
  readonly inputs?: number;
  /** Units of the teacher's hidden layer. Default 16. */
  readonly hidden?: number;
  /** Classes. Default 4. */
  readonly classes?: number;
  /** Added to every coordinate of every input, in standard deviations. Default 0. */
  readonly shift?: number;
  /** Other standard normal weights, times this, added to the teacher's: a related task. Default 0. */
  readonly perturbation?: number;
}

/**
 * A seeded classification task: labels argmax tanh(2·XW/√inputs)·V, with X, W (inputs × hidden) and V (hidden × classes) standard normal.
 *
 * @throws OptionError for an unknown option or a size that is not an integer ≥ 1 (classes ≥ 2).
 * @example teacherTask({ seed: 1 }).labels.length // 400
 */
export function teacherTask(options: TeacherTaskOptions = {}): LabelledSet {
  const known = ['seed', 'rows', 'part', 'inputs', 'hidden', 'classes', 'shift', 'perturbation'];
  checkMembers('teacherTask', options, known);
  const size = (name: 'rows' | 'inputs' | 'hidden' | 'classes', usual: number): number =>
    checkNumber(`teacherTask.${name}`, options[name] ?? usual, { integer: true, min: name === 'classes' ? 2 : 1 });
  const { seed = 0, shift = 0, perturbation = 0 } = options;
  const rows = size('rows', 400);
  const width = size('inputs', 20);
  const hidden = size('hidden', 16);
  const classes = size('classes', 4);
  checkNumber('teacherTask.shift', shift);
  checkNumber('teacherTask.perturbation', perturbation);
  const part = checkName('teacherTask.part', options.part ?? 'train', ['train', 'test'] as const);

  const weights = random(seed, [1]);
  const changes = random(seed, [2]);
  const first = normals(width * hidden, weights);
  const second = normals(hidden * classes, weights);
  for (const layer of [first, second]) {
    for (let i = 0; i < layer.length; i++) layer[i] += perturbation * changes.normal();
  }
  const inputs = normals(rows * width, random(seed, [part === 'train' ? 3 : 4]));
  for (let i = 0; i < inputs.length; i++) inputs[i] += shift;

  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const scores = new Float64Array(classes);
    for (let unit = 0; unit < hidden; unit++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += inputs[row * width + i] * first[i * hidden + unit];
      const activation = Math.tanh((2 * sum) / Math.sqrt(width));
      for (let k = 0; k < classes; k++) scores[k] += activation * second[unit * classes + k];
    }
    labels[row] = scores.indexOf(Math.max(...scores));
  }
  return { inputs, labels, rows, width, classes };
}

function normals(count: number, source: Random): Float64Array {
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = source.normal();
  return out;
}
