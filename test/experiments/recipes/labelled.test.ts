import { describe, expect, it } from 'vitest';
import { teacherTask } from '../../../envs/bandits/teacher-task.js';
import { rowsOf, splitAt, withRareClass, withWrongLabels } from '../../../experiments/recipes/labelled.js';
import { random } from '../../../math/random.js';

const set = teacherTask({ seed: 4, rows: 2000 });

describe('labelled sets', () => {
  it('get a random label in a share of their rows: of 4 classes a fourth of those is right by chance', () => {
    const wrong = withWrongLabels(set, 0.4, random(1));
    const changed = wrong.labels.filter((label, row) => label !== set.labels[row]).length / set.rows;
    // 0.4·3/4 = 0.3, with a deviation of √(0.3·0.7/2000) = 0.0102.
    expect(Math.abs(changed - 0.3)).toBeLessThan(4 * 0.0102);
    expect(withWrongLabels(set, 0, random(1)).labels).toEqual(set.labels);
    expect(wrong.inputs).toBe(set.inputs);
    expect(() => withWrongLabels(set, 1.2, random(1))).toThrow('withWrongLabels.share');
  });

  it('a larger share keeps the wrong labels of a smaller one', () => {
    const [few, many] = [0.1, 0.3].map((share) => withWrongLabels(set, share, random(2)).labels);
    for (let row = 0; row < set.rows; row++) if (few[row] !== set.labels[row]) expect(many[row]).toBe(few[row]);
  });

  it('are cut and picked row by row', () => {
    const [first, rest] = splitAt(set, 1500);
    expect([first.rows, rest.rows]).toEqual([1500, 500]);
    expect(rest.inputs.subarray(0, 20)).toEqual(set.inputs.subarray(1500 * 20, 1501 * 20));
    expect(rowsOf(set, [7, 3]).labels).toEqual(Int32Array.of(set.labels[7], set.labels[3]));
    expect(() => splitAt(set, 2000)).toThrow('splitAt.count');
    expect(() => rowsOf(set, [2000])).toThrow('rowsOf.rows');
  });

  it('keep only some rows of a rare class, and all of the others', () => {
    const rare = withRareClass(set, 2, 30);
    const count = (labels: Int32Array, of: number): number => labels.filter((label) => label === of).length;
    expect(count(rare.labels, 2)).toBe(30);
    for (const of of [0, 1, 3]) expect(count(rare.labels, of)).toBe(count(set.labels, of));
    expect(() => withRareClass(set, 2, 5000)).toThrow('withRareClass.count');
  });
});
