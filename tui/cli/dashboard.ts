import type { Flags } from '../commands/page.js';
import { showing, storeFlag } from './flags.js';
import type { Register } from './register.js';

/** `antiphase dashboard`: the screens without training. */
export const dashboard: Register = (antiphase) => {
  showing(antiphase.command('dashboard [id]'))
    .description('the screens without training: stored runs, the studio; opens a stored run where one is named')
    .option('--screen <name>', 'live, compare, studio, runs or sweep (default: runs)')
    .option(...storeFlag)
    .action(async (id: string | undefined, flags: Flags) =>
      (await import('../commands/dashboard.js')).dashboard(id, flags),
    );
};
