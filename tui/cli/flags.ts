import type { Command } from 'commander';
import { again } from './register.js';

/** The folder that a command reads stored runs from. */
export const storeFlag = ['--store <folder>', 'folder of the stored runs (default: runs)'] as const;

/** How charts are drawn. */
export const glyphsFlag = ['--charts <glyphs>', 'braille, block or ascii (default: what the terminal draws)'] as const;

/** How a screen looks and what it listens to. */
export function showing(command: Command): Command {
  return command
    .option(...glyphsFlag)
    .option('--theme <name>', 'dark, light or none (default: the terminal is asked)')
    .option('--color <depth>', 'none, 16, 256 or truecolor (default: what the environment says)')
    .option('--bell', 'alarms ring the bell of the terminal; u mutes them')
    .option('--mouse', 'a screen listens to the mouse: wheel zooms, click focuses, sets the cursor or presses a key');
}

/** Flags of every command that tells events to somebody. */
export function telling(command: Command): Command {
  return showing(command)
    .option(
      '--reporter <name>',
      'dashboard, plain, line, jsonl, spoken or quiet (default: dashboard on a terminal, plain elsewhere)',
    )
    .option('--fail-on-collapse', 'exit 3 when a run collapsed or diverged');
}

/** Flags of every command that trains something new. */
export function training(command: Command): Command {
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

/** Flags of commands that train a file, a name, or an experiment said by flags alone; `more` is what the example of the latter says beside. */
export function saying(command: Command, more: string): Command {
  const tunable = 'a number, or a formula in t (updates)';
  return storing(command)
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
    .option('--save <file>', 'also write the experiment file that says the same')
    .addHelpText(
      'after',
      `\nWithout a file: antiphase ${command.name()} --env cart-pole --agent ppo --difficulty '0.5-0.5*cos(2*pi*t/40)'` +
        ` --learning-rate '1e-3*(1+0.9*cos(2*pi*t/40))'${more} --updates 200`,
    );
}

/** Flags of the commands that play a stored policy. */
export function playing(command: Command): Command {
  return command
    .option('--deterministic', 'the most likely action at every step (default: drawn ones)')
    .option('--seed <n>', 'starts and noise follow from it (default: 0)')
    .option('--knob <name=value>', 'turn a knob, or difficulty; may be given again', again, [])
    .option('--store <folder>', 'folder of stored runs (default: runs)');
}

/** Flags that choose the optimizer's step of the readings. */
export function steppingBy(command: Command): Command {
  return command
    .option('--momentum <share>', 'velocity kept per update (default: none, plain gradient descent)')
    .option('--form <name>', 'accumulated (PyTorch) or displacement (Polyak): how the velocity is kept');
}
