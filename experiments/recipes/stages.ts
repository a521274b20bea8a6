import { join } from '../../curriculum/stages.js';
import type { NamedTunables, Tunable } from '../../curriculum/schedule.js';
import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import type { Checkpoint, Learner, LearnerContext, LearnerSpec } from '../learner.js';
import { learnerSpec, type LearnerTunables } from './learner-spec.js';

/** A stretch of training. */
export interface LearningStage {
  readonly learner: LearnerSpec;
  /** Its updates; the last stage goes on for ever. */
  readonly updates: number;
}

/**
 * Learners one after the other, as one: parameters are handed on, optimizer state starts fresh, each stage's schedules have their own zero.
 * For other data in the same network: pretraining and fine-tuning, one task after another.
 *
 * A tunable that a stage does not have is 0 there. Score and worst score are those of the last stage.
 *
 * @throws OptionError for no stages or unusable updates; when made, for stages whose networks differ in size.
 * @example stages([{ learner: supervised({ rows: first }), updates: 100 }, { learner: supervised({ rows: second }), updates: 50 }])
 */
export function stages(list: readonly LearningStage[]): LearnerSpec {
  if (list.length === 0) throw new OptionError('stages', 'at least one stage', 'none');
  for (const [i, stage] of list.entries()) {
    checkMembers(`stages[${i}]`, stage, ['learner', 'updates']);
    checkNumber(`stages[${i}].updates`, stage.updates, { integer: true, min: 1 });
  }
  const last = list[list.length - 1].learner;
  const joined = (kind: 'batchTunables' | 'stepTunables'): NamedTunables => {
    const names = [...new Set(list.flatMap(({ learner }) => Object.keys(learner[kind])))];
    return Object.fromEntries(
      names.map((name) => [
        name,
        join(
          list.map(({ learner, updates }, i) => ({
            of: (learner[kind] as Readonly<Record<string, Tunable | undefined>>)[name] ?? 0,
            ...(i === list.length - 1 ? {} : { updates }),
          })),
        ),
      ]),
    );
  };
  return learnerSpec(
    () => ({
      world: [...new Set(list.map(({ learner }) => learner.world))].join('→'),
      agent: [...new Set(list.map(({ learner }) => learner.agent))].join('→'),
      score: last.score,
      worst: last.worst,
      references: last.references,
      proportional: [],
    }),
    { batchTunables: joined('batchTunables'), stepTunables: joined('stepTunables') },
    (context, tunables) => createStages(list, context, tunables),
  );
}

/** What its checkpoint holds. */
interface StagesCheckpoint {
  readonly lived: number;
  readonly learners: readonly Checkpoint[];
}

function createStages(
  list: readonly LearningStage[],
  { streams, ...context }: LearnerContext,
  tunables: LearnerTunables,
): Learner {
  const learners = list.map(({ learner }, i) =>
    learner.create({ ...context, streams: streams.under('curriculum', i) }),
  );
  const size = learners[0].parameters().length;
  for (const [i, learner] of learners.entries())
    if (learner.parameters().length !== size)
      throw new OptionError(`stages[${i}]`, `${size} parameters as the first stage`, learner.parameters().length);
  const ends: number[] = [];
  for (const { updates } of list) ends.push((ends.at(-1) ?? 0) + updates);
  let lived = 0;
  const stageAt = (update: number): number => Math.min(list.length - 1, ends.filter((end) => update >= end).length);
  let now = 0;
  return {
    ...tunables,
    signals: [...new Set(learners.flatMap(({ signals }) => signals))],
    collect(batch) {
      const next = stageAt(lived);
      if (next !== now) learners[next].setParameters(learners[now].parameters());
      now = next;
      return learners[now].collect(batch);
    },
    learn(step) {
      lived++;
      return learners[now].learn(step);
    },
    ...(learners.every((learner) => 'gradient' in learner) ? { gradient: (out) => learners[now].gradient?.(out) } : {}),
    stepRule: (step) => learners[now].stepRule(step),
    parameters: () => learners[now].parameters(),
    setParameters: (parameters) => learners[now].setParameters(parameters),
    checkpoint: () => ({ lived, learners: learners.map((learner) => learner.checkpoint()) }),
    restore(checkpoint) {
      const kept = checkpoint as unknown as StagesCheckpoint;
      lived = kept.lived;
      now = stageAt(Math.max(0, lived - 1));
      learners.forEach((learner, i) => learner.restore(kept.learners[i]));
    },
  };
}
