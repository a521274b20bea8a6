import type { Register } from './register.js';

/** `antiphase check-env`: laws that a world breaks. */
export const checkEnv: Register = (antiphase) => {
  antiphase
    .command('check-env [world]')
    .description(
      'the rules that a world breaks: a file (TypeScript or JavaScript) or a name; all bundled worlds without one',
    )
    .action(async (world: string | undefined) => (await import('../commands/check-env.js')).checkWorlds(world));
};
