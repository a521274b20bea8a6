import type { Flags } from '../commands/page.js';
import { storeFlag } from './flags.js';
import type { Register } from './register.js';

/** `antiphase report`: a page of stored runs, or of the claims. */
export const report: Register = (antiphase, version) => {
  antiphase
    .command('report <id...>')
    .description(
      'write a page with figures, tables and how to repeat them; it works offline; report claims: of the stored ledger',
    )
    .option('--out <folder>', 'the folder (default: report-<id>; report for several)')
    .option('--png', 'each figure as PNG too')
    .option('--json', 'print the report as one JSON document')
    .option(...storeFlag)
    .action(async (ids: string[], flags: Flags) =>
      ids.includes('claims')
        ? (await import('../commands/report-claims.js')).reportClaims(ids, flags, version)
        : (await import('../commands/report-runs.js')).reportRuns(ids, flags),
    );
};
