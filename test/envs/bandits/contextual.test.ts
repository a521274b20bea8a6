import { describe, expect, it } from 'vitest';
import { contextualBandit, contextualBanditOf } from '../../../envs/bandits/contextual.js';
import { teacherTask, type LabelledSet } from '../../../envs/bandits/teacher-task.js';
import type { EnvSpec } from '../../../envs/env.js';
import { vectorEnv, type VectorEnv } from '../../../envs/vector-env.js';
import { streams } from '../../../math/random.js';

/** Ten rows: input is the row's number, eight of class 0 and one each of classes 1 and 2. */
const numbered: LabelledSet = {
  inputs: Float64Array.from({ length: 10 }, (_, row) => row),
  labels: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 2),
  rows: 10,
  width: 1,
  classes: 3,
};
const other: LabelledSet = { ...numbered, inputs: numbered.inputs.map((x) => -1 - x) };
const numbers = contextualBanditOf({ sets: [numbered, other], id: 'Numbers' });

const world = (spec: EnvSpec, rows = 4000): VectorEnv => {
  const made = vectorEnv(spec, { rows, streams: streams(2) });
  made.reset();
  return made;
};
const labels = ({ definition, state, rows }: VectorEnv): number[] =>
  Array.from({ length: rows }, (_, row) => definition.label!(state, row * definition.stateSize));
const share = (values: readonly number[], value: number): number =>
  values.filter((x) => x === value).length / values.length;
/** Four standard errors of a share of 4000 draws. */
const near = (p: number) => 4 * Math.sqrt((p * (1 - p)) / 4000);

describe('contextualBandit', () => {
  it('shows rows of the set and pays 1 for their label', () => {
    const made = world(numbers());
    const shown = Array.from(made.observations);
    const named = labels(made);
    for (const [i, row] of shown.entries()) expect(named[i]).toBe(numbered.labels[row]);
    expect(new Set(shown).size).toBe(10);
    made.step(Float64Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? named[i] : (named[i] + 1) % 3)));
    expect(Array.from(made.rewards)).toEqual(named.map((_, i) => (i % 2 === 0 ? 1 : 0)));
    expect(made.terminated.every((x) => x === 1)).toBe(true);
  });

  it('draws classes by their rows, and by imbalance^(−k/2) times their rows', () => {
    const plain = labels(world(numbers()));
    expect(Math.abs(share(plain, 0) - 0.8)).toBeLessThan(near(0.8));
    const uneven = labels(world(numbers({ imbalance: 16 })));
    const total = 8 + 1 / 4 + 1 / 16;
    expect(Math.abs(share(uneven, 0) - 8 / total)).toBeLessThan(near(8 / total));
    expect(Math.abs(share(uneven, 1) - 0.25 / total)).toBeLessThan(near(0.25 / total));
  });

  it('gives a share labelNoise of the rows a fixed random label', () => {
    const set = teacherTask({ rows: 3000 });
    const noisy = world(contextualBanditOf({ sets: [set] })({ labelNoise: 0.4 }));
    const clean = world(contextualBanditOf({ sets: [set] })());
    expect(noisy.observations).toEqual(clean.observations);
    const before = labels(clean);
    const wrong = labels(noisy).filter((label, i) => label !== before[i]).length / 4000;
    // A random label of 4 classes differs in 3 of 4.
    expect(Math.abs(wrong - 0.3)).toBeLessThan(2 * near(0.3));
    const seen = new Map<number, number>();
    for (const [i, label] of labels(noisy).entries()) {
      const key = noisy.observations[i * 20];
      expect(seen.get(key) ?? label).toBe(label);
      seen.set(key, label);
    }
    expect(seen.size).toBeLessThan(4000);
  });

  it('adds normal noise to the inputs without drawing other rows', () => {
    const clean = world(numbers()).observations;
    const noisy = world(numbers({ inputNoise: 0.5 })).observations;
    const square = noisy.reduce((sum, x, i) => sum + (x - clean[i]) * (x - clean[i]), 0) / 4000;
    expect(Math.abs(square / 0.25 - 1)).toBeLessThan(4 * Math.sqrt(2 / 4000));
  });

  it('draws from the task it is turned to, and from both in between', () => {
    const sides = (task: number): number => world(numbers({ task })).observations.filter((x) => x < 0).length / 4000;
    expect(sides(0)).toBe(0);
    expect(sides(1)).toBe(1);
    expect(Math.abs(sides(0.25) - 0.25)).toBeLessThan(near(0.25));
  });

  it('refuses sets that do not fit together', () => {
    expect(() => contextualBanditOf({ sets: [] })).toThrow('contextualBanditOf.sets');
    expect(() => contextualBanditOf({ sets: [numbered, teacherTask()] })).toThrow(
      'contextualBanditOf.sets[1]: expected 1 inputs and 3 classes as the first set',
    );
    expect(contextualBandit.definition.knobs.task.max).toBe(1);
  });
});
