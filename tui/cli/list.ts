import type { Register } from './register.js';

/** `antiphase list`: what is bundled. */
export const list: Register = (antiphase) => {
  antiphase
    .command('list [kind]')
    .description('list experiments, envs, agents, waves or claims')
    .option('--json', 'one JSON document')
    .action(async (kind: string | undefined, flags: { json?: boolean }) =>
      (await import('../commands/list.js')).list(kind, flags),
    );
};
