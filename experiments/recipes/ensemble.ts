import type { FlatArray } from '../../agents/engine/engine.js';
import type { LabelledSet } from '../../envs/bandits/teacher-task.js';
import { checkNumber, OptionError } from '../../math/check.js';
import { accuracyOf, chosenClasses, type Predictor } from './predictions.js';

/** Class probabilities of each member, rows × classes. */
export type Members = readonly Float64Array[];

/**
 * The ensemble's probabilities: the mean of its members'.
 *
 * @throws OptionError for no members.
 * @source Huang et al. 2017
 * @example meanProbabilities([Float64Array.of(1, 0), Float64Array.of(0, 1)]) // [0.5, 0.5]
 */
export function meanProbabilities(members: Members): Float64Array {
  if (members.length === 0) throw new OptionError('meanProbabilities.members', 'at least one member', 'none');
  const out = new Float64Array(members[0].length);
  for (const member of members) for (let i = 0; i < out.length; i++) out[i] += member[i] / members.length;
  return out;
}

/**
 * An ensemble as one predictor: the mean probabilities of these parameters in one network.
 *
 * @throws OptionError, when asked, for no members.
 * @source Huang et al. 2017
 * @example ensembleOf(predict, kept.taken().map(({ parameters }) => parameters))(test).length // classes·rows
 */
export function ensembleOf(predict: Predictor, parameters: readonly FlatArray[]): (set: LabelledSet) => Float64Array {
  return (set) => meanProbabilities(parameters.map((one) => predict(one, set)));
}

/**
 * Disagreement: share of rows in which two members choose different classes, mean over all pairs; 0 for one member.
 *
 * @source Kuncheva & Whitaker, Measures of diversity in classifier ensembles (2003)
 * @example disagreementOf([Float64Array.of(0.9, 0.1), Float64Array.of(0.2, 0.8)], 2) // 1
 */
export function disagreementOf(members: Members, classes: number): number {
  const chosen = members.map((member) => chosenClasses(member, classes));
  let sum = 0;
  let pairs = 0;
  for (let a = 0; a < chosen.length; a++) {
    for (let b = 0; b < a; b++) {
      let different = 0;
      for (let row = 0; row < chosen[a].length; row++) if (chosen[a][row] !== chosen[b][row]) different++;
      sum += different / chosen[a].length;
      pairs++;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}

/**
 * All ways to choose `count` of `from` members, by their positions, in lexicographic order.
 *
 * @throws OptionError unless 1 ≤ count ≤ from are integers.
 * @example subsetsOf(3, 2) // [[0, 1], [0, 2], [1, 2]]
 */
export function subsetsOf(from: number, count: number): readonly (readonly number[])[] {
  checkNumber('subsetsOf.count', count, { integer: true, min: 1, max: from });
  const extend = (start: readonly number[]): readonly (readonly number[])[] =>
    start.length === count
      ? [start]
      : Array.from({ length: from }, (_, i) => i)
          .filter((i) => i > (start.at(-1) ?? -1))
          .flatMap((i) => extend([...start, i]));
  return extend([]);
}

/**
 * Positions of the `count` members that disagree most. Choose on validation rows, report on other ones: the choice flatters what it was made by.
 *
 * @throws OptionError for a count that is not in 1 … members.
 * @example mostDisagreeing([Float64Array.of(0.9, 0.1), Float64Array.of(0.8, 0.2), Float64Array.of(0.2, 0.8)], 2, 2) // [0, 2]
 */
export function mostDisagreeing(members: Members, classes: number, count: number): readonly number[] {
  let best: readonly number[] = [];
  let most = -Infinity;
  for (const subset of subsetsOf(members.length, count)) {
    const disagreement = disagreementOf(
      subset.map((i) => members[i]),
      classes,
    );
    if (disagreement > most) [best, most] = [subset, disagreement];
  }
  return best;
}

/**
 * Positions of the `count` members that are most often right on validation rows, ascending; the earlier of equals.
 *
 * @throws OptionError for a count that is not in 1 … members.
 * @example mostAccurate([Float64Array.of(0.9, 0.1), Float64Array.of(0.2, 0.8)], { labels: Int32Array.of(1), classes: 2 }, 1) // [1]
 */
export function mostAccurate(
  members: Members,
  validation: Pick<LabelledSet, 'labels' | 'classes'>,
  count: number,
): readonly number[] {
  checkNumber('mostAccurate.count', count, { integer: true, min: 1, max: members.length });
  const scores = members.map((member) => accuracyOf(member, validation));
  return [...members.keys()]
    .sort((a, b) => scores[b] - scores[a] || a - b)
    .slice(0, count)
    .sort((a, b) => a - b);
}
