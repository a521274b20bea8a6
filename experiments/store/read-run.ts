import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanEvent, RunEvent } from '../event.js';
import type { SummaryEvent, VerdictEvent } from '../verdict-event.js';
import { readIfThere } from './files.js';
import { readManifest, runFiles, trialFolder } from './run-folder.js';
import { plansOf, summaryOf, verdictsOf } from './schemas.js';
import { storedTrial } from './trial-folder.js';

/** A trial of a stored run, and where it stands. */
export interface StoredTrial {
  /** The basis or round, where there are several. */
  readonly part?: string;
  readonly arm: string;
  readonly seed: number;
  readonly folder: string;
}

/** A pass of a stored run: its plan and the trials that it planned and that have a log. */
export interface StoredPass {
  readonly plan: PlanEvent;
  readonly trials: readonly StoredTrial[];
}

/**
 * The passes of a stored run in order; its trials in arm-then-seed order.
 *
 * @throws StoreError for a folder that holds no run, or files that cannot be used.
 */
export function storedPasses(path: string): readonly StoredPass[] {
  readManifest(path);
  const file = join(path, runFiles.plan);
  const text = readIfThere(file);
  const plans = text === undefined ? [] : plansOf(file, text);
  return plans.map(({ part, plan }) => ({ plan, trials: trialsOf(path, plan, part) }));
}

/**
 * Everything that happened in a stored run, in the order in which it was told: plans, each trial whole, verdicts, summary.
 *
 * @throws StoreError naming file, line and member for what cannot be used.
 */
export function* storedEvents(path: string): Generator<RunEvent, void> {
  const passes = storedPasses(path);
  const told = storedVerdicts(path);
  for (const [i, { plan, trials }] of passes.entries()) {
    yield plan;
    for (const { folder } of trials) yield* storedTrial(folder);
    const verdict = told.at(i);
    if (verdict !== undefined) yield verdict;
  }
  const last = storedSummary(path);
  if (last !== undefined) yield last;
}

/**
 * The summary of a stored run over several mean rates; undefined where there is none.
 *
 * @throws StoreError for a file that cannot be used.
 */
export function storedSummary(path: string): SummaryEvent | undefined {
  const file = join(path, runFiles.summary);
  const text = readIfThere(file);
  return text === undefined ? undefined : summaryOf(file, text);
}

/**
 * The verdicts of a stored run, one a pass that came to its end; none while it goes on.
 *
 * @throws StoreError for files that cannot be used.
 */
export function storedVerdicts(path: string): readonly VerdictEvent[] {
  const file = join(path, runFiles.verdict);
  const text = readIfThere(file);
  return text === undefined ? [] : verdictsOf(file, text);
}

/** True when a run came to its end. */
export function runIsOver(path: string): boolean {
  return existsSync(join(path, runFiles.verdict));
}

function trialsOf(path: string, plan: PlanEvent, part: string | undefined): readonly StoredTrial[] {
  return plan.arms.flatMap(({ name }) =>
    plan.seeds.kept.flatMap((seed) => {
      const folder = trialFolder(path, part, name, seed);
      return existsSync(folder) ? [{ ...(part === undefined ? {} : { part }), arm: name, seed, folder }] : [];
    }),
  );
}
