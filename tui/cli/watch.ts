import { playing } from './flags.js';
import type { Register } from './register.js';

/** `antiphase watch`: a stored policy plays. */
export const watch: Register = (antiphase) => {
  playing(antiphase.command('watch <run>'))
    .description('watch a stored policy play; in a pipe, the frames of one episode')
    .option('--speed <n>', 'frames a second (default: 20)')
    .action(async (run: string, flags: object) => (await import('../commands/watch.js')).watch(run, flags));
};
