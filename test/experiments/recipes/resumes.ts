import { expect } from 'vitest';
import { experiment } from '../../../experiments/experiment.js';
import type { LearnerSpec } from '../../../experiments/learner.js';
import { run } from '../../../experiments/run.js';
import type { RunCheckpoint } from '../../../experiments/run-options.js';

/** A run that is stopped at any checkpoint and resumed tells the events of one that never stopped. */
export function expectResumes(learner: LearnerSpec, updates: number, every: number): void {
  const subject = experiment({ learner, updates });
  const checkpoints: RunCheckpoint[] = [];
  const save = (checkpoint: RunCheckpoint): void =>
    void checkpoints.push(JSON.parse(JSON.stringify(checkpoint)) as RunCheckpoint);
  const whole = [...run(subject, { seed: 5, checkpointEvery: every, save })];
  expect(checkpoints.length).toBeGreaterThan(1);
  for (const from of checkpoints.slice(0, -1)) {
    const rest = [...run(subject, { seed: 5, checkpointEvery: every, save: () => undefined, from })];
    expect(rest).toEqual(whole.slice(from.eventCount));
  }
}

/** The series of a signal in a run. */
export function series(learner: LearnerSpec, updates: number, signal: string, seed = 0): number[] {
  return [...run(experiment({ learner, updates }), { seed })].flatMap((event) =>
    event.type === 'update' ? [event.signals[signal]] : [],
  );
}
