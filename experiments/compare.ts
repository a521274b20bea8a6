import type { EngineName } from '../agents/engine/engine.js';
import { prepareEngine, selectEngine } from '../agents/engine/select.js';
import { checkNumber, OptionError } from '../math/check.js';
import type { CommandDesk } from './command-desk.js';
import { crewed } from './crewed.js';
import type { Comparison } from './comparison.js';
import type { RunEvent } from './event.js';
import type { VerdictEvent } from './verdict-event.js';
import type { Experiment } from './experiment.js';
import { openJob, prepared, type Job } from './job.js';
import { planOf } from './plan.js';
import { identityOf } from './queue/identity.js';
import { queuePool } from './queue/pool.js';
import { connect, type Connected } from './queue/redis.js';
import { checkRules } from './rules.js';
import type { TrialResult } from './result.js';
import { firstStage, nextStage, type Stage } from './stages.js';
import { checkFolderNames } from './store/names.js';
import { openRunFolder, type RunFolder } from './store/run-folder.js';
import type { Sweep } from './sweep.js';
import type { Telemetry } from './telemetry-hub.js';
import { trials } from './trials.js';
import { summaryOf, verdictOf } from './verdict.js';
import type { WorkBoard } from './work-board.js';
import { warmSeeds, type WarmSeeds } from './warm-seeds.js';
import { defaultWorkers, inProcessPool, mostWorkers, threadPool, type Sink } from './workers.js';

/** Options of {@link compare}. */
export interface CompareOptions {
  /** Threads; as many as cores by default for a job, 1 (this process) for an experiment in memory. */
  readonly workers?: number;
  /** Name of the engine. Default 'simd'. */
  readonly engine?: EngineName;
  /** Takes events as they happen, out of order between runs: for live screens. */
  readonly live?: Sink;
  /** Carries commands to the trials while they go on: pause, changes of schedules, checkpoints. */
  readonly desk?: CommandDesk;
  /** Takes the numbers of every update beside the events, which then come later: for live screens. */
  readonly telemetry?: Telemetry;
  /** Told where trials are at work, and what is read from a store: for live screens. */
  readonly board?: WorkBoard;
  /** When it aborts, running trials end at their next update, the rest is left out, and the verdict says so. */
  readonly signal?: AbortSignal;
  /**
   * A run's folder in which everything is stored as it happens; nothing is stored when absent. One that holds an unfinished run of the same subject goes
   * on where it was: the events are those of a run that nobody disturbed.
   */
  readonly store?: string;
  /** Updates between two checkpoints of a stored trial, fixed when its folder is made. Default 50. */
  readonly checkpointEvery?: number;
  /** A Redis or Valkey (`redis://host:port`) through which workers on any machine take the trials; warm starts are trained here. */
  readonly queue?: string;
}

/**
 * Runs every arm over the same seeds; answers each comparison's plan, its runs whole in arm-then-seed order, and its verdict, then a summary over
 * several mean rates.
 *
 * The plan is told before the first update of any arm: warm starts come first, kept and dropped seeds are listed in it.
 * The same subject gives the same events with any number of workers.
 *
 * @throws OptionError before any training for a subject that cannot be run, or more than one worker for one that exists only in memory.
 * @throws StoreError for a folder that holds something else, and for what the disk refuses: what was written before stays whole.
 * @example
 * for await (const event of compare({ source: { kind: 'catalog', name: 'balance' }, mode: 'compare' })) if (event.type === 'verdict') console.log(event.words);
 */
export async function* compare(
  subject: Experiment | Comparison | Sweep | Job,
  options: CompareOptions = {},
): AsyncGenerator<RunEvent, void> {
  const { engine, live = () => undefined, signal } = options;
  const job = 'source' in subject ? subject : undefined;
  const comparison = 'source' in subject ? await openJob(subject) : prepared(subject, { mode: 'compare' });
  const workers = options.workers ?? (job === undefined ? 1 : defaultWorkers());
  if (job === undefined && workers > 1) {
    throw new OptionError(
      'compare.workers',
      '1 for an experiment that exists only in memory',
      workers,
      'Put it into a file and give its path.',
    );
  }
  await prepareEngine(engine);
  checkRules(comparison, engine);
  const named = selectEngine(engine).name;
  const { desk, store, telemetry, board } = options;
  const redis = options.queue === undefined ? undefined : await queueFor(options.queue, job);
  const record = store === undefined ? undefined : recordOf(store, comparison, job, named, options);
  const own =
    job === undefined
      ? inProcessPool(comparison, engine, desk, board)
      : threadPool(job, comparison, workers, engine, desk, telemetry, board);
  desk?.crew?.hire(job === undefined ? workers : mostWorkers(workers, desk), workers);
  const local = desk?.crew === undefined ? own : crewed(own, desk.crew);
  const pool =
    redis === undefined || job === undefined
      ? local
      : queuePool(redis, { job, comparison, engine: named, store, local, board });
  const stop = (): void => pool.stop();
  signal?.addEventListener('abort', stop);
  try {
    const verdicts: VerdictEvent[] = [];
    let seeds: WarmSeeds | undefined;
    let stage: Stage | undefined = firstStage(comparison);
    while (stage !== undefined) {
      if (signal?.aborted === true && verdicts.length > 0) break;
      const of: Comparison = stage.comparison;
      if (seeds?.of !== of.seeds) seeds = await warmSeeds(of, pool, signal);
      const basis = comparison.bases[stage.basis];
      const plan = planOf(of, basis, seeds, named);
      // A stop cuts the seeds short: such a plan is told, but it is not the run's.
      if (signal?.aborted !== true) record?.plan(stage.part, plan);
      yield plan;
      const results: TrialResult[] = [];
      for await (const [result, events] of trials(comparison, stage, seeds, plan, { pool, live, signal, record })) {
        yield* events;
        results.push(result);
      }
      const verdict = verdictOf(of, basis, plan, results);
      verdicts.push(verdict);
      yield verdict;
      stage = nextStage(comparison, stage, verdict);
    }
    const summary = comparison.bases.length > 1 ? summaryOf(comparison, verdicts) : undefined;
    if (summary !== undefined) yield summary;
    if (signal?.aborted !== true) record?.finish(verdicts, summary);
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.close();
    record?.close();
  }
}

/** A queue that can be used. @throws OptionError. */
async function queueFor(url: string, job: Job | undefined): Promise<Connected> {
  if (job === undefined)
    throw new OptionError(
      'compare.queue',
      'none for an experiment that exists only in memory',
      url,
      'Put it into a file.',
    );
  identityOf(job);
  return connect(url);
}

/** The folder of a comparison's run. */
function recordOf(
  folder: string,
  { name, arms }: Comparison,
  job: Job | undefined,
  engine: EngineName,
  { checkpointEvery }: CompareOptions,
): RunFolder {
  if (checkpointEvery !== undefined) checkNumber('compare.checkpointEvery', checkpointEvery, { integer: true, min: 1 });
  checkFolderNames(arms.map((arm) => arm.name));
  return openRunFolder(folder, {
    name,
    mode: job?.mode ?? 'compare',
    engine,
    ...(job === undefined ? {} : { job }),
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
  });
}
