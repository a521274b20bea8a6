import { describe, expect, it } from 'vitest';
import { atTrough, every } from '../../../curriculum/gate.js';
import { cycle } from '../../../curriculum/schedule.js';
import { teacherTask } from '../../../envs/bandits/teacher-task.js';
import { experiment, type Experiment } from '../../../experiments/experiment.js';
import { snapshots } from '../../../experiments/recipes/snapshots.js';
import { supervised } from '../../../experiments/recipes/supervised.js';
import { run } from '../../../experiments/run.js';
import type { RunCheckpoint } from '../../../experiments/run-options.js';

const learningRate = cycle({ wave: 'warmRestart', period: 4, min: 0.1, max: 0.5 });
const rows = teacherTask({ rows: 50 });
const trial = (updates: number, ...hooks: Experiment['hooks']): Experiment =>
  experiment({ learner: supervised({ rows, learningRate }), updates, hooks });

describe('snapshots', () => {
  it('are the parameters that a run of so many updates ends with', () => {
    const kept = snapshots({ when: atTrough(learningRate) });
    expect([...run(trial(12, kept.hook))].at(-1)?.type).toBe('end');
    expect(kept.taken().map(({ update }) => update)).toEqual([3, 7, 11]);
    const short = snapshots({ when: (update) => update === 7 });
    expect([...run(trial(8, short.hook))].at(-1)?.type).toBe('end');
    expect(kept.taken()[1].parameters).toEqual(short.taken()[0].parameters);
    expect(kept.taken()[0].parameters).not.toEqual(kept.taken()[1].parameters);
  });

  it('keeps only the latest ones when asked, and begins anew with every run', () => {
    const kept = snapshots({ when: every(2), keep: 2 });
    const counts = [...run(trial(8, kept.hook))].flatMap((event) =>
      event.type === 'update' ? (event.signals['snapshots.count'] ?? []) : [],
    );
    expect(counts).toEqual([1, 2, 2, 2]);
    expect(kept.taken().map(({ update }) => update)).toEqual([4, 6]);
    expect([...run(trial(1, kept.hook))].at(-1)?.type).toBe('end');
    expect(kept.taken().map(({ update }) => update)).toEqual([0]);
  });

  it('travel in checkpoints', () => {
    const kept = snapshots({ when: every(3, 2) });
    const saved: RunCheckpoint[] = [];
    const all = [...run(trial(12, kept.hook), { checkpointEvery: 4, save: (one) => saved.push(one) })];
    expect(all.at(-1)).toMatchObject({ reason: 'finished' });
    const whole = kept.taken().map(({ update, parameters }) => ({ update, parameters: [...parameters] }));
    const from = JSON.parse(JSON.stringify(saved[1])) as RunCheckpoint;
    expect([...run(trial(12, kept.hook), { checkpointEvery: 4, from })].at(-1)).toMatchObject({ reason: 'finished' });
    expect(kept.taken().map(({ update, parameters }) => ({ update, parameters: [...parameters] }))).toEqual(whole);
  });

  it('refuses options it does not know and no snapshots at all', () => {
    expect(() => snapshots({ when: every(1), keep: 0 })).toThrow('snapshots.keep: expected an integer ≥ 1, got 0.');
    expect(() => snapshots({ when: every(1), ...{ kept: 2 } })).toThrow("Did you mean 'keep'?");
  });
});
