import { Command } from 'commander';
import { commands } from './all.js';
import { training } from './flags.js';

/** What commander says in two lines (`error: …` and a suggestion), in one. */
function oneLine(text: string): string {
  const [said, ...rest] = text
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const hint = rest.map((line) => line.replace(/^\((.*)\)$/, '$1')).join(' ');
  return `antiphase: ${said}${hint === '' ? '' : `. ${hint}`}\n`;
}

/** The command line of the package at this version. Commands load what they need when they are called: help needs neither React nor a parser of formulas. */
export function program(version: string): Command {
  const antiphase = new Command('antiphase')
    .description(
      'A reinforcement-learning curriculum gym: difficulty oscillates, the learning rate runs at any phase to it, and stability margins are shown.',
    )
    .version(version, '-V, --version')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
    .exitOverride()
    .helpCommand(false)
    .enablePositionalOptions();
  training(antiphase)
    .option('--store <folder>', 'folder in which the run is stored as it happens (default: nowhere)')
    .addHelpText(
      'after',
      '\nWithout a command it runs the flagship: pendulum balance at four phases of the rate, at several mean rates.' +
        '\nrun, compare and sweep store what they train in ./runs (--no-store: nowhere); the flagship is stored with --store alone.',
    )
    // A word that is no command lands here: it is told by the nearest name, not counted as an argument too many.
    .allowExcessArguments()
    .action(async (flags: object) => {
      const [word] = antiphase.args;
      const names = antiphase.commands.map((command) => command.name());
      if (word !== undefined) (await import('../../math/check.js')).checkName('command', word, names);
      await (
        await import('../commands/train.js')
      ).train({ subject: 'flagship', mode: 'compare', flags, stored: false });
    });
  for (const register of commands) register(antiphase, version);
  for (const command of antiphase.commands) command.exitOverride().helpCommand(false).showSuggestionAfterError();
  return antiphase;
}
