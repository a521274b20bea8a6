#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { exitCodes, reportError } from './commands/errors.js';

/** Version of the running package. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** What commander says in two lines (`error: …` and a suggestion), in one. */
function oneLine(text: string): string {
  const [said, ...rest] = text
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const hint = rest.map((line) => line.replace(/^\((.*)\)$/, '$1')).join(' ');
  return `antiphase: ${said}${hint === '' ? '' : `. ${hint}`}\n`;
}

/** Flags of every command that trains. */
function training(command: Command): Command {
  return command
    .option('--seeds <n>', 'seeds an arm (below 20 no verdict is given)')
    .option('--seed <n>', 'the first seed')
    .option('--updates <n>', 'policy updates of a run')
    .option('--workers <n>', 'threads (default: as many as cores)')
    .option('--engine <name>', 'simd or reference (default: simd)')
    .option(
      '--reporter <name>',
      'dashboard, plain, line, jsonl or quiet (default: dashboard on a terminal, plain elsewhere)',
    )
    .option('--charts <glyphs>', 'braille, block or ascii (default: what the terminal draws)')
    .option('--fail-on-collapse', 'exit 3 when a run collapsed or diverged');
}

/** The command line. Commands load what they need when they are called: help needs neither React nor a parser of formulas. */
function program(): Command {
  const antiphase = new Command('antiphase')
    .description(
      'A reinforcement-learning curriculum gym: difficulty oscillates, the learning rate runs at any phase to it, and stability margins are shown.',
    )
    .version(version(), '-V, --version')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
    .exitOverride()
    .helpCommand(false)
    .enablePositionalOptions();
  training(antiphase)
    .addHelpText(
      'after',
      '\nWithout a command it runs the flagship: pendulum balance at four phases of the rate, at several mean rates.',
    )
    // A word that is no command lands here: it is told by the nearest name, not counted as an argument too many.
    .allowExcessArguments()
    .action(async (flags: object) => {
      const [word] = antiphase.args;
      const names = antiphase.commands.map((command) => command.name());
      if (word !== undefined) (await import('../math/check.js')).checkName('antiphase', word, names);
      await (await import('./commands/train.js')).train({ subject: 'flagship', mode: 'compare', flags });
    });
  training(antiphase.command('run <experiment>'))
    .description('run an experiment as it is written: a name (antiphase list) or a file')
    .action(async (subject: string, flags: object) =>
      (await import('./commands/train.js')).train({ subject, mode: 'run', flags }),
    );
  training(antiphase.command('compare <experiment>'))
    .description('compare its arms: rate in phase, in quadrature, in anti-phase, constant, and the flat world')
    .action(async (subject: string, flags: object) =>
      (await import('./commands/train.js')).train({ subject, mode: 'compare', flags }),
    );
  antiphase
    .command('list [kind]')
    .description('list experiments, envs, agents or waves')
    .option('--json', 'one JSON document')
    .action(async (kind: string | undefined, flags: { json?: boolean }) =>
      (await import('./commands/list.js')).list(kind, flags),
    );
  antiphase
    .command('doctor')
    .description('what runs here: engines, threads, terminal')
    .option('--json', 'one JSON document')
    .action(async (flags: { json?: boolean }) => (await import('./commands/doctor.js')).doctor(flags));
  antiphase
    .command('new <folder>')
    .description('start a folder with an experiment and a waveform of your own')
    .action(async (folder: string) => (await import('./commands/new.js')).create(folder));
  for (const command of antiphase.commands) command.exitOverride().helpCommand(false).showSuggestionAfterError();
  return antiphase;
}

// React picks its build when it is first imported.
process.env['NODE_ENV'] ??= 'production';

try {
  await program().parseAsync(process.argv);
} catch (error) {
  // Commander has printed its own line.
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? 0 : exitCodes.usage) : reportError(error);
}
