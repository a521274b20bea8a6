import { asComparison, withRunLength, type Comparison } from './comparison.js';
import { loadSubject, type Source, type Subject } from './load.js';

/** What a worker needs to know to run trials by itself: where the experiment stands, and what the command changed. */
export interface Job {
  readonly source: Source;
  /** `run` takes a plain experiment as it is written, `compare` derives its arms. */
  readonly mode: 'run' | 'compare';
  /** Seeds an arm, first seed, updates of a run: instead of those in the file. */
  readonly seeds?: number;
  readonly firstSeed?: number;
  readonly updates?: number;
}

/**
 * The comparison of a job; the same in the main thread and in every worker.
 *
 * @throws OptionError for a source that cannot be found or used.
 */
export async function openJob({ source, ...changes }: Job): Promise<Comparison> {
  return prepared(await loadSubject(source), changes);
}

/** A subject with a command's changes. */
export function prepared(subject: Subject, { mode, seeds, firstSeed, updates }: Omit<Job, 'source'>): Comparison {
  const whole = asComparison(subject, mode);
  const changed = { ...whole, seeds: seeds ?? whole.seeds, firstSeed: firstSeed ?? whole.firstSeed };
  return updates === undefined ? changed : withRunLength(changed, updates);
}
