import type { LabelledSet } from '../../envs/bandits/teacher-task.js';
import { checkNumber, OptionError } from '../../math/check.js';
import type { Random } from '../../math/random.js';

/**
 * A set in which a share of the rows, chosen by chance, has a random class as its label: it may happen to be the true one.
 *
 * @throws OptionError for a share outside [0, 1].
 * @source Zhang et al., Understanding deep learning requires rethinking generalization (2017)
 * @example withWrongLabels(teacherTask(), 0.2, random(0)).rows // 400
 */
export function withWrongLabels(set: LabelledSet, share: number, random: Random): LabelledSet {
  checkNumber('withWrongLabels.share', share, { min: 0, max: 1 });
  const labels = set.labels.slice();
  for (let row = 0; row < set.rows; row++) {
    const wrong = random.double() < share;
    const label = random.integer(set.classes);
    if (wrong) labels[row] = label;
  }
  return { ...set, labels };
}

/**
 * Some rows of a set, in the order given.
 *
 * @throws OptionError for a row that the set does not have.
 * @example rowsOf(teacherTask(), [0, 2]).rows // 2
 */
export function rowsOf(set: LabelledSet, rows: readonly number[]): LabelledSet {
  const { width } = set;
  const inputs = new Float64Array(rows.length * width);
  const labels = new Int32Array(rows.length);
  for (const [i, row] of rows.entries()) {
    checkNumber('rowsOf.rows', row, { integer: true, min: 0, below: set.rows });
    inputs.set(set.inputs.subarray(row * width, (row + 1) * width), i * width);
    labels[i] = set.labels[row];
  }
  return { ...set, inputs, labels, rows: rows.length };
}

/**
 * A set in two: its first `count` rows, and the rest.
 *
 * @throws OptionError for a count that leaves one part empty.
 * @example splitAt(teacherTask(), 100)[0].rows // 100
 */
export function splitAt(set: LabelledSet, count: number): readonly [LabelledSet, LabelledSet] {
  checkNumber('splitAt.count', count, { integer: true, min: 1, below: set.rows });
  const all = [...Array(set.rows).keys()];
  return [rowsOf(set, all.slice(0, count)), rowsOf(set, all.slice(count))];
}

/**
 * A set in which one class is rare: of its rows only the first `count` stay.
 *
 * @throws OptionError for a class that has fewer rows.
 * @example withRareClass(teacherTask(), 3, 30).labels.filter((label) => label === 3).length // 30
 */
export function withRareClass(set: LabelledSet, rare: number, count: number): LabelledSet {
  const left: number[] = [];
  let seen = 0;
  for (let row = 0; row < set.rows; row++) if (set.labels[row] !== rare || seen++ < count) left.push(row);
  if (seen < count) throw new OptionError('withRareClass.count', `at most ${seen} rows`, count);
  return rowsOf(set, left);
}
