import type { Flags } from '../commands/page.js';
import { storeFlag, telling } from './flags.js';
import type { Register } from './register.js';

/** `antiphase replay`: a stored run is told again. */
export const replay: Register = (antiphase) => {
  telling(antiphase.command('replay <id>'))
    .description('tell a stored run again, without training')
    .option(
      '--pace <n>',
      'updates a second (default: 20 of each run on the dashboard, elsewhere as fast as they are read)',
    )
    .option(...storeFlag)
    .action(async (id: string, flags: Flags) => (await import('../commands/replay.js')).replay(id, flags));
};
