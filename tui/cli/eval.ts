import { playing } from './flags.js';
import type { Register } from './register.js';

/** `antiphase eval`: fresh episodes of a stored policy. */
export const evaluating: Register = (antiphase) => {
  playing(antiphase.command('eval <run>'))
    .description('play fresh episodes of a stored policy: <id> where it has one trial, else <id/arm/seed>')
    .option('--episodes <n>', 'whole episodes (default: 100)')
    .option('--json', 'one JSON document')
    .action(async (run: string, flags: object) => (await import('../commands/eval.js')).evaluatePolicy(run, flags));
};
