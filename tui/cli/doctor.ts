import type { Register } from './register.js';

/** `antiphase doctor`: what runs here. */
export const doctor: Register = (antiphase) => {
  antiphase
    .command('doctor')
    .description('what runs here: engines, threads, terminal')
    .option('--json', 'one JSON document')
    .action(async (flags: { json?: boolean }) => (await import('../commands/doctor.js')).doctor(flags));
};
