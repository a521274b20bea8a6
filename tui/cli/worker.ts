import type { Flags } from '../commands/page.js';
import type { Register } from './register.js';

/** `antiphase worker`: trials from a queue. */
export const worker: Register = (antiphase) => {
  antiphase
    .command('worker')
    .description('take trials from a queue until Ctrl-C; it needs the experiment’s file in its working folder')
    .requiredOption('--queue <url>', 'redis://host:port, as given to antiphase sweep --queue')
    .option('--workers <n>', 'threads (default: as many as cores)')
    .action(async (flags: Flags) => (await import('../commands/worker.js')).worker(flags));
};
