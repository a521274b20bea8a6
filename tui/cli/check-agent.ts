import type { Register } from './register.js';

/** `antiphase check-agent`: laws that an agent breaks. */
export const checkAgent: Register = (antiphase) => {
  antiphase
    .command('check-agent [agent]')
    .description(
      'the rules that an agent breaks: a file (TypeScript or JavaScript) or a name; all bundled agents without one',
    )
    .action(async (agent: string | undefined) => (await import('../commands/check-agent.js')).checkAgents(agent));
};
