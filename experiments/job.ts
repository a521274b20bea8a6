import { withArms, type ArmChanges } from './arm-changes.js';
import { asComparison, withRunLength, type Comparison } from './comparison.js';
import { OptionError } from '../math/check.js';
import { loadSubject, type Source, type Subject } from './load.js';
import { sweepComparison } from './sweep.js';
import type { SamplerName } from './sweep-axes.js';
import type { Shard } from './sweep-facts.js';

/** What a worker needs to know to run trials by itself: where the experiment stands, and what the command changed. */
export interface Job extends ArmChanges {
  readonly source: Source;
  /** `run` takes a plain experiment as it is written, `compare` derives its arms, `sweep` takes sweeps alone. */
  readonly mode: 'run' | 'compare' | 'sweep';
  /** Seeds an arm, first seed, updates of a run: instead of those in the file. */
  readonly seeds?: number;
  readonly firstSeed?: number;
  readonly updates?: number;
  /** How a sweep chooses its points, how many, and which part of them. */
  readonly sampler?: SamplerName;
  readonly points?: number;
  readonly shard?: Shard;
}

/**
 * The comparison of a job; the same in the main thread and in every worker.
 *
 * @throws OptionError for a source that cannot be found or used.
 */
export async function openJob({ source, ...changes }: Job): Promise<Comparison> {
  return prepared(await loadSubject(source), changes);
}

/**
 * A subject with a command's changes.
 *
 * @throws OptionError for a sweep of what is none.
 */
export function prepared(subject: Subject, job: Omit<Job, 'source'>): Comparison {
  const { seeds, firstSeed, updates } = job;
  const whole = wholeOf(subject, job);
  const changed = { ...whole, seeds: seeds ?? whole.seeds, firstSeed: firstSeed ?? whole.firstSeed };
  return updates === undefined ? changed : withRunLength(changed, updates);
}

function wholeOf(subject: Subject, { mode, sampler, points, shard, ...arms }: Omit<Job, 'source'>): Comparison {
  if (subject.kind === 'sweep')
    return sweepComparison(subject, {
      ...(sampler === undefined ? {} : { sampler }),
      ...(points === undefined ? {} : { points }),
      ...(shard === undefined ? {} : { shard }),
    });
  if (mode !== 'sweep') return withArms(asComparison(subject, mode), arms);
  throw new OptionError(
    'sweep',
    'a sweep(axes, make)',
    `${subject.kind} '${subject.name}'`,
    'Write `export default sweep({ phase: linspace(0, 0.5, 9) }, ({ phase }) => experiment({ … }))`.',
  );
}
