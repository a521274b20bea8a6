import type { Flags } from '../commands/page.js';
import { glyphsFlag, steppingBy } from './flags.js';
import type { Register } from './register.js';

/** `antiphase map`: a reading over two axes, computed. */
export const map: Register = (antiphase) => {
  steppingBy(antiphase.command('map'))
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
    .option(...glyphsFlag)
    .option('--json', 'one JSON document')
    .action(async (flags: Flags) => (await import('../commands/map.js')).map(flags));
};
