import type { EngineName } from '../agents/engine/engine.js';
import { prepareEngine, selectEngine } from '../agents/engine/select.js';
import { resolve, valueAt } from '../curriculum/schedule.js';
import { checkNumber, OptionError } from '../math/check.js';
import { quantile } from '../math/statistics.js';
import { oscillatingKnob } from './arms.js';
import { basisTitle, experimentOf, meanOf, startPhase, type Basis, type Comparison } from './comparison.js';
import type { ArmPlan, PlanEvent, RunEvent, VerdictEvent } from './event.js';
import { periodOf, type Experiment } from './experiment.js';
import { openJob, prepared, type Job } from './job.js';
import { medianReadings, predict } from './predict.js';
import { stepMatrixOf } from './probes.js';
import { checkRules } from './rules.js';
import { trialResult, type Judgement, type TrialResult } from './result.js';
import { streams } from '../math/random.js';
import { firstStage, nextStage, type Stage } from './stages.js';
import { checkFolderNames } from './store/names.js';
import { openRunFolder, type RunFolder } from './store/run-folder.js';
import { recordFailure } from './store/trial-folder.js';
import type { Sweep } from './sweep.js';
import type { Trial } from './trial.js';
import { summaryOf, verdictOf } from './verdict.js';
import { atRest, type WarmResult } from './warm-start.js';
import { defaultWorkers, inProcessPool, threadPool, type Sink, type TaskPool } from './workers.js';

/** Options of {@link compare}. */
export interface CompareOptions {
  /** Threads; as many as cores by default for a job, 1 (this process) for an experiment in memory. */
  readonly workers?: number;
  /** Name of the engine. Default 'simd'. */
  readonly engine?: EngineName;
  /** Takes events as they happen, out of order between runs: for live screens. */
  readonly live?: Sink;
  /** When it aborts, running trials end at their next update, the rest is left out, and the verdict says so. */
  readonly signal?: AbortSignal;
  /**
   * A run's folder in which everything is stored as it happens; nothing is stored when absent. One that holds an unfinished run of the same subject goes
   * on where it was: the events are those of a run that nobody disturbed.
   */
  readonly store?: string;
  /** Updates between two checkpoints of a stored trial, fixed when its folder is made. Default 50. */
  readonly checkpointEvery?: number;
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
  const record = options.store === undefined ? undefined : recordOf(options.store, comparison, job, named, options);
  const pool = job === undefined ? inProcessPool(comparison, engine) : threadPool(job, comparison, workers, engine);
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
      record?.plan(stage.part, plan);
      yield plan;
      const results: TrialResult[] = [];
      for await (const [result, events] of trials(comparison, stage, seeds, plan, { pool, live, signal, record })) {
        yield* events;
        if (result !== undefined) results.push(result);
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

/** A seed and what it starts with. */
interface WarmSeed {
  readonly seed: number;
  readonly warm: WarmResult;
}

interface WarmSeeds {
  /** Seeds that were asked for. */
  readonly of: number;
  readonly kept: readonly WarmSeed[];
  readonly dropped: readonly number[];
}

/** The first seeds that the warm start keeps, in order; at most four times as many are tried. */
async function warmSeeds(comparison: Comparison, pool: TaskPool, signal: AbortSignal | undefined): Promise<WarmSeeds> {
  const kept: WarmSeed[] = [];
  const dropped: number[] = [];
  const last = comparison.firstSeed + 4 * comparison.seeds;
  for (let next = comparison.firstSeed; kept.length < comparison.seeds && next < last && signal?.aborted !== true;) {
    const tried = Array.from({ length: comparison.seeds - kept.length }, (_, i) => next + i);
    const results = await Promise.all(tried.map((seed) => pool.warm(seed)));
    for (const [i, warm] of results.entries()) {
      if (warm.kept) kept.push({ seed: tried[i], warm });
      else dropped.push(tried[i]);
    }
    next += tried.length;
  }
  if (kept.length === 0 && signal?.aborted !== true) {
    throw new OptionError(
      'warmStart.keep',
      'a rule that keeps some seeds',
      `0 of ${dropped.length} kept`,
      'Lower `above`, or train longer.',
    );
  }
  return { of: comparison.seeds, kept, dropped };
}

/** What trials are run with. */
interface Means {
  readonly pool: TaskPool;
  readonly live: Sink;
  readonly signal: AbortSignal | undefined;
  readonly record: RunFolder | undefined;
}

/** All trials of a pass at work; answers them whole, in arm-then-seed order. A trial that was never started has no result. */
async function* trials(
  whole: Comparison,
  { comparison, basis, part }: Stage,
  { kept }: WarmSeeds,
  plan: PlanEvent,
  { pool, live, signal, record }: Means,
): AsyncGenerator<readonly [TrialResult | undefined, readonly RunEvent[]]> {
  const pending: {
    readonly arm: number;
    readonly seed: number;
    readonly events: RunEvent[];
    readonly done: Promise<void>;
    readonly folder: string | undefined;
  }[] = [];
  // Seed by seed, so that a live screen sees all arms grow together.
  for (const { seed, warm } of kept) {
    for (const [arm, of] of comparison.arms.entries()) {
      const events: RunEvent[] = [];
      const folder = record?.trial(part, of.name, seed);
      const trial: Trial = {
        basis,
        arm: whole.arms.indexOf(of),
        seed,
        ...(warm.parameters === undefined ? {} : { parameters: warm.parameters }),
        ...(folder === undefined || record === undefined
          ? {}
          : { store: { folder, checkpointEvery: record.manifest.checkpointEvery } }),
      };
      const done = pool.trial(trial, (batch) => {
        events.push(...batch);
        live(batch);
      });
      pending.push({ arm, seed, events, done, folder });
    }
  }
  pending.sort((a, b) => a.arm - b.arm || a.seed - b.seed);
  const judgement = judgementOf(comparison, plan, kept[0]?.seed ?? comparison.firstSeed, comparison.bases[basis]);
  // A full disk refuses them all: nobody waits for the first one in order.
  const refused = new Promise<never>((_, refuse) => {
    for (const { done } of pending) done.catch(refuse);
  });
  refused.catch(() => undefined);
  for (const { arm, seed, events, done, folder } of pending) {
    await Promise.race([done, refused]);
    const last = events.at(-1);
    if (folder !== undefined && last?.type === 'failed') recordFailure(folder, last);
    const lived = events.some((event) => event.type === 'update' || event.type === 'failed');
    if (!lived && signal?.aborted === true) continue;
    yield [trialResult(arm, seed, events, judgement), events];
    events.length = 0;
  }
}

function judgementOf(comparison: Comparison, plan: PlanEvent, seed: number, basis: Basis): Judgement {
  const experiment = experimentOf(comparison, { arm: comparison.arms[0], seed, start: 0 }, basis);
  return {
    score: plan.score,
    rate: comparison.rate,
    updates: plan.updates,
    worst: experiment.learner.worst,
    ...(plan.collapse === undefined ? {} : { collapse: plan.collapse }),
  };
}

/** What will be run, written down before the first update of any arm. */
function planOf(comparison: Comparison, basis: Basis, { kept, dropped }: WarmSeeds, engine: EngineName): PlanEvent {
  const { rate } = comparison;
  const at = (arm: number, seed: number, start: number): Experiment =>
    experimentOf(comparison, { arm: comparison.arms[arm], seed, start }, basis);
  const first = at(0, comparison.firstSeed, 0);
  const knob = oscillatingKnob(first.tunables, rate);
  const period = periodOf(first.tunables);
  const sharpness = kept.map(({ warm }) => warm.sharpness).filter((value) => value !== undefined);
  const learner = first.learner.create({ streams: streams(comparison.firstSeed) });
  const step = stepMatrixOf(learner.stepRule(resolve(learner.stepTunables, 0, {})));
  const arms = comparison.arms.map((arm, i): ArmPlan => {
    const written = at(i, comparison.firstSeed, 0);
    const known = comparison.sweep === undefined || sameStillWorld(written, first);
    const predicted = kept.map(({ seed, warm }) => {
      if (warm.sharpness === undefined || !known) return undefined;
      const experiment = at(i, seed, comparison.spreadStarts ? startPhase(seed) : 0);
      return predict(experiment, rate, warm.sharpness, step);
    });
    return {
      name: arm.name,
      about: arm.about,
      ...(arm.phase === undefined ? {} : { phase: arm.phase }),
      predicted: medianReadings(predicted),
      waves: wavesOf(written, rate, knob, period),
    };
  });
  const meanRate = meanOf(first.tunables[rate]);
  return {
    type: 'plan',
    title: titleOf(comparison, basis),
    notes: comparison.notes,
    manifest: {
      world: first.learner.world,
      agent: first.learner.agent,
      engine,
      arms: comparison.arms.length,
      seeds: kept.length,
      updates: first.updates,
      [`mean ${rate}`]: meanRate,
    },
    updates: first.updates,
    ...(period === undefined || period <= 1 ? {} : { period }),
    score: first.learner.score,
    rate,
    ...(knob === undefined ? {} : { knob }),
    ...(comparison.collapse === undefined ? {} : { collapse: comparison.collapse }),
    seeds: { kept: kept.map(({ seed }) => seed), dropped },
    ...(sharpness.length === 0
      ? {}
      : {
          sharpness: { value: quantile(sharpness, 0.5), low: quantile(sharpness, 0.1), high: quantile(sharpness, 0.9) },
        }),
    arms,
  };
}

/** True when a curvature that was measured in one experiment's still world is that of the other: nothing differs but the step. */
function sameStillWorld(a: Experiment, b: Experiment): boolean {
  const [of, to] = [atRest(a), atRest(b)];
  const names = Object.keys({ ...of, ...to }).filter((name) => !(name in a.learner.stepTunables));
  return a.learner.world === b.learner.world && names.every((name) => of[name] === to[name]);
}

/** A comparison's name with its basis. */
export function titleOf({ name }: Comparison, basis: Basis): string {
  const words = basisTitle(basis);
  return words === '' ? name : `${name} · ${words}`;
}

/** Rate and knob over one period from phase 0 on; a number where one does not oscillate. */
function wavesOf(
  { tunables }: Experiment,
  rate: string,
  knob: string | undefined,
  period: number | undefined,
): Record<string, readonly number[]> {
  const waves: Record<string, readonly number[]> = {};
  const count = Math.min(period ?? 1, LONGEST_WAVE);
  for (const name of knob === undefined ? [rate] : [rate, knob]) {
    const tunable = tunables[name];
    waves[name] = Array.from({ length: count }, (_, n) => valueAt(tunable, n));
  }
  return waves;
}

/** Samples of a wave at most: a plan stays readable. */
const LONGEST_WAVE = 512;
