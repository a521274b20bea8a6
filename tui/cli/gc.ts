import type { Flags } from '../commands/page.js';
import { storeFlag } from './flags.js';
import type { Register } from './register.js';

/** `antiphase gc`: what finished runs no longer need goes. */
export const gc: Register = (antiphase) => {
  antiphase
    .command('gc')
    .description('remove checkpoints of finished runs and locks of processes that are gone')
    .option('--dry-run', 'only say what would be removed')
    .option(...storeFlag)
    .action(async (flags: Flags) => (await import('../commands/runs.js')).gc(flags));
};
