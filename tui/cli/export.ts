import type { Flags } from '../commands/page.js';
import { storeFlag } from './flags.js';
import type { Register } from './register.js';

/** `antiphase export`: updates of stored runs as a table, or a policy as a model. */
export const exporting: Register = (antiphase) => {
  antiphase
    .command('export <id...>')
    .description('write the updates of stored runs into one file, a row each')
    .option('--csv', 'comma-separated values (the default)')
    .option('--parquet', 'Parquet')
    .option('--policy', 'the policy of <id/arm/seed> as a TensorFlow.js model, in place of the updates')
    .option(
      '--out <file>',
      'the file (default: <id>.csv or <id>.parquet; runs.csv for several), or the folder of the policy',
    )
    .option(...storeFlag)
    .action(async (ids: string[], flags: Flags) =>
      flags['policy'] === true
        ? (await import('../commands/export-policy.js')).exportPolicy(ids, flags)
        : (await import('../commands/runs.js')).exportUpdates(ids, flags),
    );
};
