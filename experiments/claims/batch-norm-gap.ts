import { selectEngine } from '../../agents/engine/select.js';
import { initialParameters } from '../../agents/network.js';
import { valueAt, type Tunable } from '../../curriculum/schedule.js';
import type { LabelledSet } from '../../envs/bandits/teacher-task.js';
import { random } from '../../math/random.js';
import { logLossOf } from '../recipes/predictions.js';
import { studentRows } from './student.js';

const BATCH = 32;
const HIDDEN = [48] as const;

/** What batch normalisation's running statistics cost. */
export interface BatchNormGap {
  /** Log-loss on test rows with the running statistics, less that with the test rows' own: mean over the readings. */
  readonly gap: number;
  /** Log-loss on test rows with the running statistics. */
  readonly logLoss: number;
}

/** Options of {@link batchNormGap}. */
export interface BatchNormGapOptions {
  readonly seed: number;
  readonly learningRate: Tunable;
  readonly updateRate: Tunable;
  readonly updates: number;
  /** Whether the gap is read behind an update, and under which name it is averaged; undefined: not read. */
  readonly read: (update: number) => string | undefined;
}

/** A student with batch normalisation, trained by gradient descent on batches drawn with replacement; the same rows and batches for a seed in every arm.
 * Answers the means of what was read, by name. */
export function batchNormGap({
  seed,
  learningRate,
  updateRate,
  updates,
  read,
}: BatchNormGapOptions): Readonly<Record<string, BatchNormGap>> {
  const { train, test } = studentRows(seed);
  const shape = {
    inputs: train.width,
    hidden: HIDDEN,
    outputs: train.classes,
    activation: 'relu',
    batchNorm: true,
  } as const;
  const network = selectEngine().network(shape, test.rows);
  network.parameters.set(initialParameters(shape, random(seed, [810]), 1));
  const draw = random(seed, [811]);
  const inputs = network.array(BATCH * train.width);
  const cotangents = network.array(BATCH * train.classes);
  const gradient = network.array(network.size);
  const shown = network.array(test.rows * test.width);
  shown.set(test.inputs);
  const labels = new Int32Array(BATCH);
  const sums: Record<string, { gap: number; logLoss: number; count: number }> = {};
  for (let update = 0; update < updates; update++) {
    for (let row = 0; row < BATCH; row++) {
      const drawn = draw.integer(train.rows);
      labels[row] = train.labels[drawn];
      for (let k = 0; k < train.width; k++) inputs[row * train.width + k] = train.inputs[drawn * train.width + k];
    }
    const outputs = network.forward(inputs, BATCH, 'train', { updateRate: valueAt(updateRate, update) });
    const shares = softmax(outputs, BATCH, train.classes);
    for (let i = 0; i < shares.length; i++) cotangents[i] = shares[i] / BATCH;
    for (let row = 0; row < BATCH; row++) cotangents[row * train.classes + labels[row]] -= 1 / BATCH;
    network.backward(cotangents, gradient);
    const rate = valueAt(learningRate, update);
    for (let i = 0; i < gradient.length; i++) network.parameters[i] -= rate * gradient[i];
    const place = read(update);
    if (place === undefined) continue;
    const running = lossOf(network.forward(shown, test.rows, 'act'), test);
    // In mode `train` the rows are normalised by their own statistics; at update rate 0 the running ones stay.
    const own = lossOf(network.forward(shown, test.rows, 'train'), test);
    const sum = (sums[place] ??= { gap: 0, logLoss: 0, count: 0 });
    sum.gap += running - own;
    sum.logLoss += running;
    sum.count++;
  }
  return Object.fromEntries(
    Object.entries(sums).map(([place, { gap, logLoss, count }]) => [
      place,
      { gap: gap / count, logLoss: logLoss / count },
    ]),
  );
}

function lossOf(outputs: ArrayLike<number>, test: LabelledSet): number {
  return logLossOf(softmax(outputs, test.rows, test.classes), test);
}

function softmax(outputs: ArrayLike<number>, rows: number, classes: number): Float64Array {
  const shares = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const at = row * classes;
    let largest = -Infinity;
    for (let k = 0; k < classes; k++) largest = Math.max(largest, outputs[at + k]);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += shares[at + k] = Math.exp(outputs[at + k] - largest);
    for (let k = 0; k < classes; k++) shares[at + k] /= sum;
  }
  return shares;
}
