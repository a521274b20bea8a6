import type { Flags } from '../commands/page.js';
import type { Register } from './register.js';

/** `antiphase claims`: sentences about cyclical rates, tested. */
export const claims: Register = (antiphase, version) => {
  antiphase
    .command('claims [name...]')
    .description(
      'test claims of the chapter about cyclical rates: effects with intervals, and the verdicts that follow from them',
    )
    .option('--quick', 'small sizes and 20 seeds, under two minutes; its verdicts are of those sizes')
    .option('--seeds <n>', 'seeds of every claim (below 20 no verdict is given)')
    .option('--workers <n>', 'threads (default: as many as cores)')
    .option('--fresh', 'run every seed anew (default: finished seeds are found again)')
    .option('--store <folder>', 'folder of the finished seeds (default: runs)')
    .option('--markdown <file>', 'write the ledger as a page')
    .option('--machine <text>', 'what the page says about the machine (default: processor and Node)')
    .option('--json', 'one JSON document')
    .action(async (names: string[], flags: Flags) =>
      (await import('../commands/claims.js')).testClaims(names, flags, version),
    );
};
