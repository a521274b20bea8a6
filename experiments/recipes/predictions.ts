import { shareRight } from '../../agents/label-loss.js';
import type { FlatArray, NetworkShape } from '../../agents/engine/engine.js';
import { selectEngine } from '../../agents/engine/select.js';
import type { LabelledSet } from '../../envs/bandits/teacher-task.js';
import { OptionError } from '../../math/check.js';

/** Answers class probabilities of every row of a set, rows × classes, at these parameters. */
export type Predictor = (parameters: FlatArray, set: LabelledSet) => Float64Array;

/**
 * A network that only predicts, softmax of its outputs, for sets of at most `capacity` rows. Nothing is dropped.
 *
 * @example predictor({ inputs: 20, hidden: [48], outputs: 4, activation: 'relu' }, 1000)(parameters, set).length // 4·rows
 */
export function predictor(shape: NetworkShape, capacity: number): Predictor {
  const network = selectEngine().network({ ...shape, dropout: false }, capacity);
  return (parameters, set) => {
    network.parameters.set(parameters);
    const inputs = network.array(set.rows * set.width);
    inputs.set(set.inputs);
    const outputs = network.forward(inputs, set.rows, 'act');
    const probabilities = Float64Array.from(outputs);
    for (let row = 0; row < set.rows; row++) softmax(probabilities, row * set.classes, set.classes);
    return probabilities;
  };
}

function softmax(values: Float64Array, at: number, count: number): void {
  let largest = -Infinity;
  for (let k = 0; k < count; k++) largest = Math.max(largest, values[at + k]);
  let sum = 0;
  for (let k = 0; k < count; k++) {
    values[at + k] = Math.exp(values[at + k] - largest);
    sum += values[at + k];
  }
  for (let k = 0; k < count; k++) values[at + k] /= sum;
}

/**
 * The most likely class of each row; the first of equals.
 *
 * @example chosenClasses(Float64Array.of(0.9, 0.1, 0.5, 0.5), 2) // [0, 0]
 */
export function chosenClasses(probabilities: Float64Array, classes: number): Int32Array {
  const chosen = new Int32Array(probabilities.length / classes);
  for (let row = 0; row < chosen.length; row++) {
    for (let k = 1; k < classes; k++)
      if (probabilities[row * classes + k] > probabilities[row * classes + chosen[row]]) chosen[row] = k;
  }
  return chosen;
}

/**
 * Share of the rows whose most likely class is their label.
 *
 * @example accuracyOf(Float64Array.of(0.9, 0.1, 0.6, 0.4), { labels: Int32Array.of(0, 1), classes: 2 }) // 0.5
 */
export function accuracyOf(
  probabilities: Float64Array,
  { labels, classes }: Pick<LabelledSet, 'labels' | 'classes'>,
): number {
  return shareRight(probabilities, labels, classes);
}

/**
 * Mean of the classes' own accuracies: a rare class counts as much as a common one; classes without rows are left out.
 *
 * @example balancedAccuracyOf(Float64Array.of(1, 0, 1, 0, 1, 0), { labels: Int32Array.of(0, 0, 1), classes: 2 }) // 0.5
 */
export function balancedAccuracyOf(
  probabilities: Float64Array,
  { labels, classes }: Pick<LabelledSet, 'labels' | 'classes'>,
): number {
  const chosen = chosenClasses(probabilities, classes);
  const right = new Float64Array(classes);
  const rows = new Float64Array(classes);
  for (let row = 0; row < labels.length; row++) {
    rows[labels[row]]++;
    if (chosen[row] === labels[row]) right[labels[row]]++;
  }
  let sum = 0;
  let present = 0;
  for (let k = 0; k < classes; k++) {
    if (rows[k] === 0) continue;
    sum += right[k] / rows[k];
    present++;
  }
  return sum / present;
}

/**
 * −mean log p of the labels, p at least 10⁻¹².
 *
 * @example logLossOf(Float64Array.of(0.5, 0.5), { labels: Int32Array.of(1), classes: 2 }) // Math.log(2)
 */
export function logLossOf(
  probabilities: Float64Array,
  { labels, classes }: Pick<LabelledSet, 'labels' | 'classes'>,
): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++)
    sum -= Math.log(Math.max(1e-12, probabilities[row * classes + labels[row]]));
  return sum / labels.length;
}

/**
 * Expected calibration error: rows are put into `bins` equal bins of their highest probability; Σ share of the bin · |its accuracy − its mean probability|.
 *
 * @source Naeini et al. 2015; Guo et al. 2017
 * @example calibrationErrorOf(Float64Array.of(0.9, 0.1), { labels: Int32Array.of(0), classes: 2 }) // 0.1
 */
export function calibrationErrorOf(
  probabilities: Float64Array,
  { labels, classes }: Pick<LabelledSet, 'labels' | 'classes'>,
  bins = 15,
): number {
  const chosen = chosenClasses(probabilities, classes);
  const gaps = new Float64Array(bins);
  for (let row = 0; row < labels.length; row++) {
    const confidence = probabilities[row * classes + chosen[row]];
    const bin = Math.min(bins - 1, Math.floor(confidence * bins));
    gaps[bin] += (chosen[row] === labels[row] ? 1 : 0) - confidence;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / labels.length;
}

/**
 * Area under the ROC curve of one class against the rest, by its probability: how often a row of the class gets a higher one than another row, ties half.
 *
 * @throws OptionError when one side has no rows.
 * @source Hanley & McNeil 1982
 * @example areaUnderCurveOf(Float64Array.of(0.2, 0.8, 0.6, 0.4), { labels: Int32Array.of(1, 0), classes: 2 }, 1) // 1
 */
export function areaUnderCurveOf(
  probabilities: Float64Array,
  { labels, classes }: Pick<LabelledSet, 'labels' | 'classes'>,
  of: number,
): number {
  const order = [...labels.keys()].sort((a, b) => probabilities[a * classes + of] - probabilities[b * classes + of]);
  let own = 0;
  let ranks = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = probabilities[order[from] * classes + of];
    while (to < order.length && probabilities[order[to] * classes + of] === value) to++;
    for (let i = from; i < to; i++) {
      if (labels[order[i]] !== of) continue;
      own++;
      ranks += (from + to + 1) / 2;
    }
  }
  const others = labels.length - own;
  if (own === 0 || others === 0) throw new OptionError('areaUnderCurveOf', 'rows of the class and of others', own);
  return (ranks - (own * (own + 1)) / 2) / (own * others);
}
