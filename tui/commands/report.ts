import { loadReporter } from '../reporters/load.js';
import type { Outcome, Source } from '../reporters/reporter.js';
import { exitCodes } from './errors.js';
import type { TrainFlags } from './flags.js';

/** Tells a source's events through the chosen reporter; answers the exit code. */
export async function report(source: Source, flags: TrainFlags, abort: AbortController): Promise<number> {
  const reporter = await loadReporter(flags.reporter);
  const release = flags.reporter === 'dashboard' ? () => undefined : stopOnInterrupt(abort);
  try {
    const outcome = await reporter(source, {
      color: process.stdout.isTTY && !process.env['NO_COLOR'],
      stdout: process.stdout,
      stdin: process.stdin,
      ...(flags.charts === undefined ? {} : { charts: flags.charts }),
      ...(flags.depth === undefined ? {} : { depth: flags.depth }),
      ...(flags.theme === undefined ? {} : { theme: flags.theme }),
      mouse: flags.mouse,
      bell: flags.bell,
    });
    return exitCodeOf({ ...outcome, stopped: outcome.stopped || abort.signal.aborted }, flags);
  } finally {
    release();
  }
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
