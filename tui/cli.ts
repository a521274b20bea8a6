#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { exitCodes, reportError } from './commands/errors.js';
import type { Flags } from './commands/page.js';

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

/** How a screen looks and what it listens to. */
function showing(command: Command): Command {
  return command
    .option('--charts <glyphs>', 'braille, block or ascii (default: what the terminal draws)')
    .option('--theme <name>', 'dark, light or none (default: the terminal is asked)')
    .option('--color <depth>', 'none, 16, 256 or truecolor (default: what the environment says)')
    .option('--bell', 'alarms ring the bell of the terminal; u mutes them')
    .option('--mouse', 'a screen listens to the mouse: wheel zooms, click focuses, sets the cursor or presses a key');
}

/** Flags of every command that tells events to somebody. */
function telling(command: Command): Command {
  return showing(command)
    .option(
      '--reporter <name>',
      'dashboard, plain, line, jsonl, spoken or quiet (default: dashboard on a terminal, plain elsewhere)',
    )
    .option('--fail-on-collapse', 'exit 3 when a run collapsed or diverged');
}

/** Flags of every command that trains something new. */
function training(command: Command): Command {
  return telling(
    command
      .option('--seeds <n>', 'seeds an arm (below 20 no verdict is given)')
      .option('--seed <n>', 'the first seed')
      .option('--updates <n>', 'policy updates of a run')
      .option('--workers <n>', 'threads (default: as many as cores)')
      .option('--engine <name>', 'simd, reference, simd-relaxed or tfjs (default: simd)'),
  );
}

/** Flags of commands that store what they train. */
function storing(command: Command): Command {
  return training(command)
    .option('--store <folder>', 'folder in which the run is stored as it happens (default: runs)')
    .option('--no-store', 'store nothing')
    .option('--checkpoint-every <n>', 'updates between two checkpoints of a stored run (default: 50)');
}

/** Flags that say an experiment without a file. */
function saying(command: Command): Command {
  const again = (given: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), given];
  const tunable = 'a number, or a formula in t (updates)';
  return command
    .option('--env <name>', 'without a file: the world (antiphase list envs)')
    .option('--agent <name>', 'without a file: the agent (antiphase list agents)')
    .option('--difficulty <value>', `${tunable}: 0 is the reference world, 1 its hard end`)
    .option('--learning-rate <value>', tunable)
    .option('--knob <name=value>', `turn a knob: ${tunable}; may be given again`, again)
    .option(
      '--hyper <name=value>',
      `set an option of the agent: ${tunable}, true, a name, or 64,64; may be given again`,
      again,
    )
    .option('--period <n>', 'updates per period, for formulas with T or p')
    .option('--save <file>', 'also write the experiment file that says the same');
}

/** What is said without a file, by example. */
const wordsHelp = (mode: string, more: string): string =>
  `\nWithout a file: antiphase ${mode} --env cart-pole --agent ppo --difficulty '0.5-0.5*cos(2*pi*t/40)'` +
  ` --learning-rate '1e-3*(1+0.9*cos(2*pi*t/40))'${more} --updates 200`;

/** Stored runs: listed, gone on with, told again, written out, cleaned up. */
function storedRuns(antiphase: Command): void {
  const store = ['--store <folder>', 'folder of the stored runs (default: runs)'] as const;
  antiphase
    .command('runs')
    .description('list stored runs, newest first')
    .option('--filter <text>', 'only those that have this text somewhere')
    .option('--sort <column>', 'created, id, status, name, mode, experiment or engine (default: created)')
    .option(...store)
    .option('--json', 'one JSON document')
    .action(async (flags: Flags) => (await import('./commands/runs.js')).runs(flags));
  telling(antiphase.command('resume <id>'))
    .option('--queue <url>', 'let workers take the trials that are left: redis://host:port')
    .description('go on with a stored run where it was cut: same numbers as if nothing had happened')
    .option('--workers <n>', 'threads (default: as many as cores)')
    .option(...store)
    .action(async (id: string, flags: Flags) => (await import('./commands/resume.js')).resume(id, flags));
  showing(antiphase.command('dashboard [id]'))
    .description('the screens without training: stored runs, the studio; opens a stored run where one is named')
    .option('--screen <name>', 'live, compare, studio, runs or sweep (default: runs)')
    .option(...store)
    .action(async (id: string | undefined, flags: Flags) =>
      (await import('./commands/dashboard.js')).dashboard(id, flags),
    );
  telling(antiphase.command('replay <id>'))
    .description('tell a stored run again, without training')
    .option(
      '--pace <n>',
      'updates a second (default: 20 of each run on the dashboard, elsewhere as fast as they are read)',
    )
    .option(...store)
    .action(async (id: string, flags: Flags) => (await import('./commands/replay.js')).replay(id, flags));
  antiphase
    .command('export <id...>')
    .description('write the updates of stored runs into one file, a row each')
    .option('--csv', 'comma-separated values (the default)')
    .option('--parquet', 'Parquet')
    .option('--policy', 'the policy of <id/arm/seed> as a TensorFlow.js model, in place of the updates')
    .option(
      '--out <file>',
      'the file (default: <id>.csv or <id>.parquet; runs.csv for several), or the folder of the policy',
    )
    .option(...store)
    .action(async (ids: string[], flags: Flags) =>
      flags['policy'] === true
        ? (await import('./commands/export-policy.js')).exportPolicy(ids, flags)
        : (await import('./commands/runs.js')).exportUpdates(ids, flags),
    );
  playing(antiphase.command('eval <run>'))
    .description('play fresh episodes of a stored policy: <id> where it has one trial, else <id/arm/seed>')
    .option('--episodes <n>', 'whole episodes (default: 100)')
    .option('--json', 'one JSON document')
    .action(async (run: string, flags: object) => (await import('./commands/eval.js')).evaluatePolicy(run, flags));
  playing(antiphase.command('watch <run>'))
    .description('watch a stored policy play; in a pipe, the frames of one episode')
    .option('--speed <n>', 'frames a second (default: 20)')
    .action(async (run: string, flags: object) => (await import('./commands/watch.js')).watch(run, flags));
  antiphase
    .command('report <id...>')
    .description(
      'write a page with figures, tables and how to repeat them; it works offline; report claims: of the stored ledger',
    )
    .option('--out <folder>', 'the folder (default: report-<id>; report for several)')
    .option('--png', 'each figure as PNG too')
    .option('--json', 'print the report as one JSON document')
    .option(...store)
    .action(async (ids: string[], flags: Flags) =>
      ids.includes('claims')
        ? (await import('./commands/report-claims.js')).reportClaims(ids, flags, version())
        : (await import('./commands/report-runs.js')).reportRuns(ids, flags),
    );
  antiphase
    .command('gc')
    .description('remove checkpoints of finished runs and locks of processes that are gone')
    .option('--dry-run', 'only say what would be removed')
    .option(...store)
    .action(async (flags: Flags) => (await import('./commands/runs.js')).gc(flags));
}

/** Flags of the commands that play a stored policy. */
function playing(command: Command): Command {
  return command
    .option('--deterministic', 'the most likely action at every step (default: drawn ones)')
    .option('--seed <n>', 'starts and noise follow from it (default: 0)')
    .option(
      '--knob <name=value>',
      'turn a knob, or difficulty; may be given again',
      (given: string, before: readonly string[]) => [...before, given],
      [],
    )
    .option('--store <folder>', 'folder of stored runs (default: runs)');
}

/** Flags that choose the optimizer's step of the readings. */
function stepFlags(command: Command): Command {
  return command
    .option('--momentum <share>', 'velocity kept per update (default: none, plain gradient descent)')
    .option('--form <name>', 'accumulated (PyTorch) or displacement (Polyak): how the velocity is kept');
}

/** Waveforms and maps: computed, nothing is trained. */
function waveWorkshop(antiphase: Command): void {
  const glyphs = ['--charts <glyphs>', 'braille, block or ascii (default: what the terminal draws)'] as const;
  const waves = stepFlags(antiphase.command('waves <wave>'))
    .description('look a wave over: a formula in p or t, a name, or a file; and keep waves of your own by name')
    .option('--period <updates>', 'updates per period, T in a formula (default: 64)')
    .option('--phase <turns>', 'head start in turns: 0.5 is half a period')
    .option('--min <rate>', 'rate at level 0 of a waveform (default: 0)')
    .option('--max <rate>', 'rate at level 1 of a waveform (default: 1)')
    .option('--curvature <wave>', 'curvature of the readings: a number, a formula, a name or a file (default: 1)')
    .option('--curvature-min <value>', 'curvature at level 0 of a waveform (default: 0)')
    .option('--curvature-max <value>', 'curvature at level 1 of a waveform (default: 1)')
    .option('--as <kind>', 'waveform or schedule, where a file or a text does not say')
    .option(...glyphs)
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      "\nA formula that starts with a minus sign stands after --, as in: antiphase waves -- '-cos(p)'",
    )
    .action(async (wave: string, flags: Flags) => (await import('./commands/waves.js')).showWave(wave, flags));
  waves
    .command('save <name> <text>')
    .description(
      "keep a waveform by name: a formula in p, or points such as '0:0 0.2:1 0.5:0.3', then monotone or open",
    )
    .action(async (name: string, text: string) => (await import('./commands/own-waves.js')).save(name, text));
  waves
    .command('list')
    .description('list the waveforms saved in this folder')
    .option('--json', 'one JSON document')
    .action(async (_: object, command: Command) =>
      (await import('./commands/own-waves.js')).listSaved(command.optsWithGlobals()),
    );
  waves
    .command('rename <from> <to>')
    .description('give a saved waveform another name')
    .action(async (from: string, to: string) => (await import('./commands/own-waves.js')).rename(from, to));
  waves
    .command('remove <name>')
    .description('take a saved waveform away')
    .action(async (name: string) => (await import('./commands/own-waves.js')).remove(name));
  for (const command of waves.commands) command.exitOverride().helpCommand(false);
  stepFlags(antiphase.command('map'))
    .description('map a reading of the quadratic model over two of phase, rate, a, b, period and momentum')
    .option('--x <axis>', 'across: name=from:to:count, :log behind it for even logarithms (default: phase=0:0.5:49)')
    .option('--y <axis>', 'up (default: rate=0.1:4:33)')
    .option('--reading <name>', 'growth, margin, transient or mean-square (default: growth)')
    .option('--period <updates>', 'updates per period (default: 64)')
    .option('--phase <turns>', 'turns by which the rate leads, where no axis is the phase (default: 0)')
    .option('--rate <rate>', 'mean rate at mean curvature 1, where no axis is the rate (default: 1)')
    .option('--a <share>', 'relative amplitude of the rate (default: 0.8)')
    .option('--b <share>', 'relative amplitude of the curvature (default: 0.8)')
    .option('--noise <share>', 'relative noise of the curvature, for mean-square (default: 0)')
    .option('--wave <wave>', 'shape of both: a formula in p, a name or a file (default: cosine)')
    .option('--rate-wave <wave>', 'shape of the rate')
    .option('--curvature-wave <wave>', 'shape of the curvature')
    .option('--svg <file>', 'write the map as SVG')
    .option('--png <file>', 'write the map as PNG')
    .option(...glyphs)
    .option('--json', 'one JSON document')
    .action(async (flags: Flags) => (await import('./commands/map.js')).map(flags));
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
      if (word !== undefined) (await import('../math/check.js')).checkName('command', word, names);
      await (await import('./commands/train.js')).train({ subject: 'flagship', mode: 'compare', flags, stored: false });
    });
  saying(storing(antiphase.command('run [experiment]')))
    .description('run an experiment as it is written: a name (antiphase list), a file, or flags alone')
    .addHelpText('after', wordsHelp('run', ' --knob gravity=12 --hyper discount=0.98'))
    .action(async (subject: string | undefined, flags: object) =>
      (await import('./commands/train.js')).train({ subject, mode: 'run', flags, stored: true }),
    );
  saying(storing(antiphase.command('compare [experiment]')))
    .description('compare its arms: rate in phase, in quadrature, in anti-phase, constant, and the flat world')
    .addHelpText('after', wordsHelp('compare', ' --seeds 20'))
    .action(async (subject: string | undefined, flags: object) =>
      (await import('./commands/train.js')).train({ subject, mode: 'compare', flags, stored: true }),
    );
  saying(storing(antiphase.command('sweep [file]')))
    .option(
      '--axis <name=values>',
      'without a file: phase, a knob or an option of the agent, as name=from:to:count (:log), name=a,b or name=from:to; may be given again',
      (given: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), given],
    )
    .addHelpText('after', wordsHelp('sweep', ' --axis phase=0:0.5:9'))
    .option(
      '--queue <url>',
      'let workers on any machine take the trials: redis://host:port (antiphase worker --queue …)',
    )
    .description('run the points of a sweep over the same seeds; the table has the best first')
    .option('--sampler <name>', 'grid, random, latin or halving (default: what the file says)')
    .option('--points <n>', 'points that random and latin choose, and that halving begins with')
    .option('--shard <k/n>', 'only the k-th of n parts, for n machines; each part is a run of its own')
    .action(async (subject: string | undefined, flags: object) =>
      (await import('./commands/train.js')).train({ subject, mode: 'sweep', flags, stored: true }),
    );
  antiphase
    .command('worker')
    .description('take trials from a queue until Ctrl-C; it needs the experiment’s file in its working folder')
    .requiredOption('--queue <url>', 'redis://host:port, as given to antiphase sweep --queue')
    .option('--workers <n>', 'threads (default: as many as cores)')
    .action(async (flags: Flags) => (await import('./commands/worker.js')).worker(flags));
  storedRuns(antiphase);
  antiphase
    .command('list [kind]')
    .description('list experiments, envs, agents, waves or claims')
    .option('--json', 'one JSON document')
    .action(async (kind: string | undefined, flags: { json?: boolean }) =>
      (await import('./commands/list.js')).list(kind, flags),
    );
  antiphase
    .command('check-env [world]')
    .description(
      'the rules that a world breaks: a file (TypeScript or JavaScript) or a name; all bundled worlds without one',
    )
    .action(async (world: string | undefined) => (await import('./commands/check-env.js')).checkWorlds(world));
  antiphase
    .command('check-agent [agent]')
    .description(
      'the rules that an agent breaks: a file (TypeScript or JavaScript) or a name; all bundled agents without one',
    )
    .action(async (agent: string | undefined) => (await import('./commands/check-agent.js')).checkAgents(agent));
  antiphase
    .command('calibrate <world>')
    .description('what a knob does to return and to curvature: a world is a file or a name')
    .option('--knob <name>', 'a knob, or difficulty (default: difficulty)')
    .option('--values <list>', 'its values, ascending, with commas (default: --points of its whole range)')
    .option('--points <n>', 'number of values (default: 5)')
    .option('--seeds <n>', 'seeds; each meets every value (default: 4)')
    .option('--seed <n>', 'the first seed')
    .option('--agent <name>', 'the agent (default: reinforce)')
    .option('--warm-start <n>', 'updates at default knobs before measuring (default: 0, the initial policy)')
    .option('--updates <n>', 'updates at each value before its return is measured (default: 0)')
    .option('--json', 'one JSON document')
    .action(async (world: string, flags: object) =>
      (await import('./commands/calibrate.js')).calibrateKnob(world, flags),
    );
  antiphase
    .command('claims [name...]')
    .description(
      'test claims of the chapter about cyclical rates: effects with intervals, and the verdicts that follow from them',
    )
    .option('--quick', 'small sizes and 20 seeds, under two minutes; its verdicts are of those sizes')
    .option('--seeds <n>', 'seeds of every claim (below 20 no verdict is given)')
    .option('--workers <n>', 'threads (default: as many as cores)')
    .option('--fresh', 'run every seed anew (default: finished seeds are found again)')
    .option('--store <folder>', 'folder of the finished seeds (default: runs)')
    .option('--markdown <file>', 'write the ledger as a page')
    .option('--machine <text>', 'what the page says about the machine (default: processor and Node)')
    .option('--json', 'one JSON document')
    .action(async (names: string[], flags: Flags) =>
      (await import('./commands/claims.js')).testClaims(names, flags, version()),
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
  waveWorkshop(antiphase);
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
