import { prepareEngine } from '../../experiments/catalog.js';
import { compare } from '../../experiments/compare.js';
import type { RunEvent } from '../../experiments/event.js';
import { describeError } from '../../experiments/failure.js';
import { openJob, type Job } from '../../experiments/job.js';
import { sourceOf } from '../../experiments/load.js';
import { loadReporter } from '../reporters/load.js';
import type { Outcome, Source } from '../reporters/reporter.js';
import { exitCodes, reportError } from './errors.js';
import { readFlags, type TrainFlags } from './flags.js';

/** What a training command was asked for. */
export interface TrainRequest {
  /** Name or file of an experiment. */
  readonly subject: string;
  readonly mode: Job['mode'];
  /** Flags as the command line gave them. */
  readonly flags: object;
}

/** Trains and tells, through the chosen reporter; sets the exit code. */
export async function train({ subject, mode, flags: given }: TrainRequest): Promise<void> {
  const flags = readFlags(given);
  const job: Job = { source: sourceOf(subject), mode, ...flags.job };
  try {
    // Opened here first: a file or an engine that cannot be used is told before any screen opens.
    await openJob(job);
    await prepareEngine(flags.engine);
  } catch (error) {
    process.exitCode = reportError(error, describeError(error, job.source));
    return;
  }
  const reporter = await loadReporter(flags.reporter);
  const abort = new AbortController();
  const release = flags.reporter === 'dashboard' ? () => undefined : stopOnInterrupt(abort);
  try {
    const outcome = await reporter(sourceFrom(job, flags, abort), {
      color: process.stdout.isTTY && !process.env['NO_COLOR'],
      stdout: process.stdout,
      stdin: process.stdin,
      ...(flags.charts === undefined ? {} : { charts: flags.charts }),
    });
    process.exitCode = exitCodeOf({ ...outcome, stopped: outcome.stopped || abort.signal.aborted }, flags);
  } catch (error) {
    process.exitCode = reportError(error, describeError(error, job.source));
  } finally {
    release();
  }
}

/** A comparison's two streams: ordered, and live from the workers. */
function sourceFrom(job: Job, { workers, engine }: TrainFlags, abort: AbortController): Source {
  const listeners = new Set<(events: readonly RunEvent[]) => void>();
  return {
    events: compare(job, {
      signal: abort.signal,
      live: (events) => listeners.forEach((listener) => listener(events)),
      ...(workers === undefined ? {} : { workers }),
      ...(engine === undefined ? {} : { engine }),
    }),
    live: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => abort.abort(),
  };
}

/** Ctrl-C once: stop at the next update and sum up; twice: leave at once. Answers what takes the handler away. */
function stopOnInterrupt(abort: AbortController): () => void {
  const interrupted = (): void => {
    if (abort.signal.aborted) process.exit(exitCodes.interrupted);
    abort.abort();
  };
  process.on('SIGINT', interrupted);
  return () => process.off('SIGINT', interrupted);
}

const signalNumbers: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

function exitCodeOf({ stopped, signal, collapsed, failed }: Outcome, { failOnCollapse }: TrainFlags): number {
  if (signal !== undefined) return 128 + (signalNumbers[signal] ?? 0);
  if (stopped) return exitCodes.interrupted;
  if (failed > 0) return exitCodes.failure;
  return failOnCollapse && collapsed > 0 ? exitCodes.collapse : 0;
}
