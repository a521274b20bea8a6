import type { NamedTunables } from '../../curriculum/schedule.js';
import { replaceTunables, type Learner, type LearnerContext, type LearnerSpec } from '../learner.js';

/** Tunables of a learner, by when they act. */
export type LearnerTunables = Pick<LearnerSpec, 'batchTunables' | 'stepTunables'>;

/** What a learner is called and how it is scored: a description without tunables. */
export type LearnerTitle = Omit<LearnerSpec, 'batchTunables' | 'stepTunables' | 'withTunables' | 'create'>;

/** A learner from its title, its tunables, and how one is made of them: replacing tunables makes the same with others. */
export function learnerSpec(
  title: (tunables: LearnerTunables) => LearnerTitle,
  tunables: LearnerTunables,
  create: (context: LearnerContext, tunables: LearnerTunables) => Learner,
): LearnerSpec {
  const replaced = (by: NamedTunables): LearnerTunables => ({
    batchTunables: replaceTunables(tunables.batchTunables, by),
    stepTunables: replaceTunables(tunables.stepTunables, by),
  });
  return {
    ...title(tunables),
    ...tunables,
    withTunables: (by) => learnerSpec(title, replaced(by), create),
    create: (context) => create(context, tunables),
  };
}
