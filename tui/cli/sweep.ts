import { saying } from './flags.js';
import { again, type Register } from './register.js';

/** `antiphase sweep`: the points of a sweep over the same seeds. */
export const sweep: Register = (antiphase) => {
  saying(antiphase.command('sweep [file]'), ' --axis phase=0:0.5:9')
    .option(
      '--axis <name=values>',
      'without a file: phase, a knob or an option of the agent, as name=from:to:count (:log), name=a,b or name=from:to; may be given again',
      again,
    )
    .option(
      '--queue <url>',
      'let workers on any machine take the trials: redis://host:port (antiphase worker --queue …)',
    )
    .description('run the points of a sweep over the same seeds; the table has the best first')
    .option('--sampler <name>', 'grid, random, latin or halving (default: what the file says)')
    .option('--points <n>', 'points that random and latin choose, and that halving begins with')
    .option('--shard <k/n>', 'only the k-th of n parts, for n machines; each part is a run of its own')
    .action(async (subject: string | undefined, flags: object) =>
      (await import('../commands/train.js')).train({ subject, mode: 'sweep', flags, stored: true }),
    );
};
