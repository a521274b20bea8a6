import { describe, expect, it } from 'vitest';
import { every } from '../../../curriculum/gate.js';
import { teacherTask } from '../../../envs/bandits/teacher-task.js';
import { experiment } from '../../../experiments/experiment.js';
import type { Hook, Moment } from '../../../experiments/hook.js';
import type { Learner } from '../../../experiments/learner.js';
import { sparsity, type SparsityOptions } from '../../../experiments/recipes/sparsity.js';
import { supervised } from '../../../experiments/recipes/supervised.js';
import { run } from '../../../experiments/run.js';
import type { RunCheckpoint } from '../../../experiments/run-options.js';
import { streams } from '../../../math/random.js';

/** A learner of ten parameters that stand still, with a known gradient. */
function still(rule: 'gradientDescent' | 'heavyBall' = 'gradientDescent'): { learner: Learner; values: Float64Array } {
  const values = Float64Array.of(9, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  const learner = {
    stepRule: () => ({ kind: rule }),
    parameters: () => values.slice(),
    setParameters: (given: Float64Array) => values.set(given),
    gradient: (out: Float64Array) => out.set([0, 10, -20, 30, -40, 50, -60, 70, -80, 90]),
  };
  return { learner: learner as unknown as Learner, values };
}

const momentOf = (learner: Learner, update: number): Moment =>
  ({ learner, update, values: {}, signals: {} }) as unknown as Moment;
const hookOf = (options: SparsityOptions, seed = 1): Hook =>
  sparsity(options)({ streams: streams(seed), tunables: {}, period: 1 })[0];

describe('sparsity', () => {
  it('keeps its share of the weights, and leaves all other parameters alone', () => {
    const { learner, values } = still();
    const hook = hookOf({ weights: { from: 1, to: 9 }, density: 0.5 });
    expect(hook.run(momentOf(learner, 0))).toEqual({ 'sparsity.density': 0.5 });
    expect([...values.subarray(1, 9)].filter((one) => one !== 0)).toHaveLength(4);
    expect([values[0], values[9]]).toEqual([9, 9]);
    const before = values.slice();
    hook.run(momentOf(learner, 1));
    expect(values).toEqual(before);
  });

  it.each([1, 2, 3, 4, 5])(
    'prunes the smallest and regrows, from zero, where the gradient is largest: seed %i',
    (seed) => {
      const { learner, values } = still();
      const hook = hookOf({ weights: { from: 1, to: 9 }, density: 0.5, exchanged: 0.5, when: every(2, 1) }, seed);
      hook.run(momentOf(learner, 0));
      const active = [1, 2, 3, 4, 5, 6, 7, 8].filter((i) => values[i] !== 0);
      const inactive = [1, 2, 3, 4, 5, 6, 7, 8].filter((i) => values[i] === 0);
      expect(hook.run(momentOf(learner, 1))).toEqual({ 'sparsity.density': 0.5, 'sparsity.exchanged': 2 });
      // Here value and gradient grow with the position: the two first of the active go, the two last of the inactive come.
      const kept = active.slice(2);
      expect([1, 2, 3, 4, 5, 6, 7, 8].filter((i) => values[i] !== 0)).toEqual(kept);
      values.fill(1, 1, 9);
      hook.run(momentOf(learner, 2));
      const expected = [...kept, ...inactive.slice(-2)].sort((a, b) => a - b);
      expect([1, 2, 3, 4, 5, 6, 7, 8].filter((i) => values[i] !== 0)).toEqual(expected);
    },
  );

  it('regrows at random places among those that were inactive', () => {
    const { learner, values } = still();
    const hook = hookOf({
      weights: { from: 1, to: 9 },
      density: 0.5,
      exchanged: 0.5,
      when: every(1),
      regrow: 'random',
    });
    const masks = new Set<string>();
    for (let update = 0; update < 20; update++) {
      hook.run(momentOf(learner, update));
      values.fill(1, 1, 9);
      const before = hook.checkpoint?.() as { readonly mask: readonly number[] };
      expect(before.mask.reduce((sum, one) => sum + one, 0)).toBe(4);
      masks.add(before.mask.join(''));
    }
    expect(masks.size).toBeGreaterThan(5);
  });

  it('in a run it goes on from a checkpoint as if nothing had happened', () => {
    const rows = teacherTask({ rows: 60 });
    const trial = experiment({
      learner: supervised({ rows, hidden: [8] }),
      updates: 12,
      hooks: [sparsity({ weights: { from: 0, to: 160 }, when: every(3, 1), regrow: 'random' })],
    });
    const saved: RunCheckpoint[] = [];
    const whole = [...run(trial, { checkpointEvery: 5, save: (one) => saved.push(one) })];
    const from = JSON.parse(JSON.stringify(saved[0])) as RunCheckpoint;
    expect([...run(trial, { checkpointEvery: 5, from })]).toEqual(whole.slice(saved[0].eventCount));
  });

  it('refuses an optimizer with a memory, weights that are not there, and a full or empty layer', () => {
    expect(() => hookOf({ weights: { from: 0, to: 4 } }).run(momentOf(still('heavyBall').learner, 0))).toThrow(
      "sparsity.learner: expected plain gradient descent, got 'heavyBall'. Set momentum to 0.",
    );
    expect(() => hookOf({ weights: { from: 0, to: 11 } }).run(momentOf(still().learner, 0))).toThrow(
      'sparsity.weights.to: expected at most 10 parameters, got 11.',
    );
    for (const density of [0, 1])
      expect(() => sparsity({ weights: { from: 0, to: 4 }, density })).toThrow('sparsity.density');
    expect(() => sparsity({ weights: { from: 4, to: 4 } })).toThrow('sparsity.weights.to');
  });
});
