import type { Flags } from '../commands/page.js';
import { storeFlag } from './flags.js';
import type { Register } from './register.js';

/** `antiphase runs`: what is stored. */
export const runs: Register = (antiphase) => {
  antiphase
    .command('runs')
    .description('list stored runs, newest first')
    .option('--filter <text>', 'only those that have this text somewhere')
    .option('--sort <column>', 'created, id, status, name, mode, experiment or engine (default: created)')
    .option(...storeFlag)
    .option('--json', 'one JSON document')
    .action(async (flags: Flags) => (await import('../commands/runs.js')).runs(flags));
};
