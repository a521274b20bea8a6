import type { Flags } from '../commands/page.js';
import { storeFlag, telling } from './flags.js';
import type { Register } from './register.js';

/** `antiphase resume`: a stored run goes on. */
export const resume: Register = (antiphase) => {
  telling(antiphase.command('resume <id>'))
    .option('--queue <url>', 'let workers take the trials that are left: redis://host:port')
    .description('go on with a stored run where it was cut: same numbers as if nothing had happened')
    .option('--workers <n>', 'threads (default: as many as cores)')
    .option(...storeFlag)
    .action(async (id: string, flags: Flags) => (await import('../commands/resume.js')).resume(id, flags));
};
