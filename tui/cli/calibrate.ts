import type { Register } from './register.js';

/** `antiphase calibrate`: what a knob does. */
export const calibrate: Register = (antiphase) => {
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
      (await import('../commands/calibrate.js')).calibrateKnob(world, flags),
    );
};
