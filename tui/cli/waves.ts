import type { Command } from 'commander';
import type { Flags } from '../commands/page.js';
import { glyphsFlag, steppingBy } from './flags.js';
import type { Register } from './register.js';

/** `antiphase waves`: a wave is looked over; waves of one's own are kept by name. */
export const waves: Register = (antiphase) => {
  const command = steppingBy(antiphase.command('waves <wave>'))
    .description('look a wave over: a formula in p or t, a name, or a file; and keep waves of your own by name')
    .option('--period <updates>', 'updates per period, T in a formula (default: 64)')
    .option('--phase <turns>', 'head start in turns: 0.5 is half a period')
    .option('--min <rate>', 'rate at level 0 of a waveform (default: 0)')
    .option('--max <rate>', 'rate at level 1 of a waveform (default: 1)')
    .option('--curvature <wave>', 'curvature of the readings: a number, a formula, a name or a file (default: 1)')
    .option('--curvature-min <value>', 'curvature at level 0 of a waveform (default: 0)')
    .option('--curvature-max <value>', 'curvature at level 1 of a waveform (default: 1)')
    .option('--as <kind>', 'waveform or schedule, where a file or a text does not say')
    .option(...glyphsFlag)
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      "\nA formula that starts with a minus sign stands after --, as in: antiphase waves -- '-cos(p)'",
    )
    .action(async (wave: string, flags: Flags) => (await import('../commands/waves.js')).showWave(wave, flags));
  keeping(command);
  for (const inner of command.commands) inner.exitOverride().helpCommand(false);
};

/** Waves of one's own by name, in the working folder. */
function keeping(waves: Command): void {
  waves
    .command('save <name> <text>')
    .description(
      "keep a waveform by name: a formula in p, or points such as '0:0 0.2:1 0.5:0.3', then monotone or open",
    )
    .action(async (name: string, text: string) => (await import('../commands/own-waves.js')).save(name, text));
  waves
    .command('list')
    .description('list the waveforms saved in this folder')
    .option('--json', 'one JSON document')
    .action(async (_: object, command: Command) =>
      (await import('../commands/own-waves.js')).listSaved(command.optsWithGlobals()),
    );
  waves
    .command('rename <from> <to>')
    .description('give a saved waveform another name')
    .action(async (from: string, to: string) => (await import('../commands/own-waves.js')).rename(from, to));
  waves
    .command('remove <name>')
    .description('take a saved waveform away')
    .action(async (name: string) => (await import('../commands/own-waves.js')).remove(name));
}
