import type { Register } from './register.js';

/** `antiphase new`: a folder of one's own to start from. */
export const newFolder: Register = (antiphase) => {
  antiphase
    .command('new <folder>')
    .description('start a folder with an experiment and a waveform of your own')
    .action(async (folder: string) => (await import('../commands/new.js')).create(folder));
};
