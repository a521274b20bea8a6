import { queueWorker, type WorkerNews } from '../../experiments/queue/worker.js';
import { defaultWorkers } from '../../experiments/workers.js';
import { exitCodes } from './errors.js';
import { readFlags } from './flags.js';
import type { Flags } from './page.js';

/**
 * Takes trials from a queue until it is interrupted; a line for each on standard output.
 *
 * @throws OptionError for a queue that cannot be used.
 */
export async function worker(flags: Flags): Promise<void> {
  const { queue = '', workers = defaultWorkers() } = readFlags(flags);
  const say = ({ trial, what, why }: WorkerNews): void =>
    void process.stdout.write(`${what} ${trial}${why === undefined ? '' : `: ${why}`}\n`);
  const taking = await queueWorker(queue, { workers, news: say });
  process.stdout.write(`waiting for trials at ${taking.place}, ${workers} at a time\n`);
  await new Promise<void>((leave) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        leave();
      });
  });
  await taking.close();
  process.exit(exitCodes.interrupted);
}
