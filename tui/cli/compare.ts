import { saying } from './flags.js';
import type { Register } from './register.js';

/** `antiphase compare`: the arms of an experiment. */
export const compare: Register = (antiphase) => {
  saying(antiphase.command('compare [experiment]'), ' --seeds 20')
    .option('--phases <n>', 'arms at n evenly spread phases of the rate, beside the constant and the flat one')
    .option(
      '--equal <what>',
      'rate or product: whether all arms have the same mean rate, or the same mean of rate × difficulty',
    )
    .description('compare its arms: rate in phase, in quadrature, in anti-phase, constant, and the flat world')
    .action(async (subject: string | undefined, flags: object) =>
      (await import('../commands/train.js')).train({ subject, mode: 'compare', flags, stored: true }),
    );
};
