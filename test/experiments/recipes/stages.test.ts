import { describe, expect, it } from 'vitest';
import { cycle } from '../../../curriculum/schedule.js';
import { teacherTask } from '../../../envs/bandits/teacher-task.js';
import { experiment, withTunables, type Experiment } from '../../../experiments/experiment.js';
import type { LearnerSpec } from '../../../experiments/learner.js';
import { snapshots } from '../../../experiments/recipes/snapshots.js';
import { stages } from '../../../experiments/recipes/stages.js';
import { supervised } from '../../../experiments/recipes/supervised.js';
import { run } from '../../../experiments/run.js';
import type { RunCheckpoint } from '../../../experiments/run-options.js';
import { streams } from '../../../math/random.js';

const first = teacherTask({ seed: 1, rows: 40 });
const second = teacherTask({ seed: 2, rows: 40 });
const learningRate = cycle({ wave: 'warmRestart', period: 4, min: 0.1, max: 0.5 });

function ratesOf(trial: Experiment): number[] {
  return [...run(trial)].flatMap((event) => (event.type === 'update' ? [event.values['learningRate']] : []));
}

/** Parameters behind each update. */
function path(learner: LearnerSpec, updates: number): readonly (readonly number[])[] {
  const kept = snapshots({ when: () => true });
  expect([...run(experiment({ learner, updates, hooks: [kept.hook] }))].at(-1)).toMatchObject({ reason: 'finished' });
  return kept.taken().map(({ parameters }) => [...parameters]);
}

describe('stages', () => {
  it('give every stage’s schedules their own zero', () => {
    const learner = stages([
      { learner: supervised({ rows: first, learningRate }), updates: 6 },
      { learner: supervised({ rows: second, learningRate }), updates: 4 },
    ]);
    const rates = ratesOf(experiment({ learner, updates: 10 }));
    expect(rates.slice(0, 6)).toEqual([0, 1, 2, 3, 0, 1].map((n) => learningRate(n, {})));
    expect(rates.slice(6)).toEqual([0, 1, 2, 3].map((n) => learningRate(n, {})));
  });

  it('hand the parameters on: a second stage at rate 0 keeps what the first one learnt', () => {
    const learner = stages([
      { learner: supervised({ rows: first, learningRate: 0.3 }), updates: 3 },
      { learner: supervised({ rows: second, learningRate: 0 }), updates: 3 },
    ]);
    const parameters = path(learner, 6);
    expect(parameters[2]).not.toEqual(parameters[1]);
    expect(parameters.slice(3)).toEqual([parameters[2], parameters[2], parameters[2]]);
  });

  it('a tunable that a stage does not have is 0 there; others can be replaced', () => {
    const learner = stages([
      { learner: supervised({ rows: first }), updates: 2 },
      { learner: supervised({ rows: second, rehearsal: first, rehearsedRows: 8 }), updates: 2 },
    ]);
    const trial = experiment({ learner, updates: 4 });
    const rehearsed = [...run(trial)].flatMap((event) =>
      event.type === 'update' ? [event.values['rehearsedRows']] : [],
    );
    expect(rehearsed).toEqual([0, 0, 8, 8]);
    expect(ratesOf(withTunables(trial, { learningRate: 0.07 }))).toEqual([0.07, 0.07, 0.07, 0.07]);
  });

  it('go on from a checkpoint in either stage as if nothing had happened', () => {
    const learner = stages([
      { learner: supervised({ rows: first, learningRate }), updates: 5 },
      { learner: supervised({ rows: second, learningRate }), updates: 5 },
    ]);
    const trial = experiment({ learner, updates: 10 });
    const saved: RunCheckpoint[] = [];
    const whole = [...run(trial, { checkpointEvery: 1, save: (one) => saved.push(one) })];
    for (const at of [2, 4, 6]) {
      const from = JSON.parse(JSON.stringify(saved[at])) as RunCheckpoint;
      expect([...run(trial, { checkpointEvery: 1, from })]).toEqual(whole.slice(saved[at].eventCount));
    }
  });

  it('refuse no stages, no updates, and networks of different size', () => {
    expect(() => stages([])).toThrow('stages: expected at least one stage');
    expect(() => stages([{ learner: supervised({ rows: first }), updates: 0 }])).toThrow('stages[0].updates');
    const other = stages([
      { learner: supervised({ rows: first, hidden: [4] }), updates: 1 },
      { learner: supervised({ rows: second, hidden: [5] }), updates: 1 },
    ]);
    expect(() => other.create({ streams: streams(0) })).toThrow(
      'stages[1]: expected 104 parameters as the first stage',
    );
  });
});
