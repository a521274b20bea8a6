import { describe, expect, it } from 'vitest';
import { teacherTask, type LabelledSet } from '../../../envs/bandits/teacher-task.js';
import { random } from '../../../math/random.js';

const agreement = (a: LabelledSet, b: LabelledSet): number =>
  a.labels.reduce((same, label, row) => same + (label === b.labels[row] ? 1 : 0), 0) / a.rows;

describe('teacherTask', () => {
  it('labels every row by the teacher, written out for one hidden unit', () => {
    const set = teacherTask({ seed: 5, rows: 50, inputs: 3, hidden: 1, classes: 2 });
    const weights = random(5, [1]);
    const w = [weights.normal(), weights.normal(), weights.normal()];
    const v = [weights.normal(), weights.normal()];
    for (let row = 0; row < 50; row++) {
      const sum = w[0] * set.inputs[3 * row] + w[1] * set.inputs[3 * row + 1] + w[2] * set.inputs[3 * row + 2];
      expect(set.labels[row]).toBe(sum * (v[1] - v[0]) > 0 ? 1 : 0);
    }
  });

  it('has 400 rows of 20 standard normal inputs and all of its 4 classes', () => {
    const { inputs, labels, rows } = teacherTask();
    expect([rows, inputs.length, labels.length]).toEqual([400, 8000, 400]);
    const mean = inputs.reduce((sum, x) => sum + x, 0) / 8000;
    const square = inputs.reduce((sum, x) => sum + x * x, 0) / 8000;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(8000));
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 8000));
    expect(new Set(labels)).toEqual(new Set([0, 1, 2, 3]));
  });

  it('gives the same task for the same seed, other rows for the test, other labels for a perturbed teacher', () => {
    const task = teacherTask({ seed: 3 });
    expect(teacherTask({ seed: 3 })).toEqual(task);
    const test = teacherTask({ seed: 3, part: 'test', rows: 400 });
    expect(test.inputs).not.toEqual(task.inputs);
    const related = teacherTask({ seed: 3, perturbation: 0.7 });
    expect(related.inputs).toEqual(task.inputs);
    expect(agreement(task, related)).toBeGreaterThan(0.3);
    expect(agreement(task, related)).toBeLessThan(0.9);
  });

  it('shifts every input, and refuses what it does not know', () => {
    const shifted = teacherTask({ shift: 1 });
    expect(shifted.inputs[7]).toBeCloseTo(teacherTask().inputs[7] + 1, 12);
    expect(() => teacherTask({ classes: 1 })).toThrow('teacherTask.classes: expected an integer ≥ 2, got 1.');
    expect(() => teacherTask({ row: 1 } as object)).toThrow("Did you mean 'rows'?");
  });
});
