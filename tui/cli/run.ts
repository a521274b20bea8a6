import { saying } from './flags.js';
import type { Register } from './register.js';

/** `antiphase run`: an experiment as it is written. */
export const run: Register = (antiphase) => {
  saying(antiphase.command('run [experiment]'), ' --knob gravity=12 --hyper discount=0.98')
    .description('run an experiment as it is written: a name (antiphase list), a file, or flags alone')
    .action(async (subject: string | undefined, flags: object) =>
      (await import('../commands/train.js')).train({ subject, mode: 'run', flags, stored: true }),
    );
};
