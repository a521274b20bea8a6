import { cosineDecay } from '../../curriculum/decays.js';
import { mean } from '../../curriculum/period.js';
import { cycle, type CycleSchedule, type Tunable } from '../../curriculum/schedule.js';
import type { Turns } from '../../curriculum/waveforms.js';
import { doubleWell } from '../../envs/landscapes/double-well.js';
import type { Landscape } from '../../envs/landscapes/landscape.js';
import { plateau } from '../../envs/landscapes/plateau.js';
import { saddle } from '../../envs/landscapes/saddle.js';
import { random } from '../../math/random.js';
import { landscapeDescent } from '../recipes/descent.js';
import { startPhase } from '../comparison.js';
import { claim, type SeedNumbers } from './claim.js';
import { follow, swing } from './follow.js';
import { judgeBy } from './judge.js';

/** Of the saddle and the plateau: relative amplitude and updates per period. */
const AMPLITUDE = 0.9;
const PERIOD = 20;
const LIMIT = 20_000;
/** Updates of the one anneal on saddle and plateau: its mean rate is spent when it is over, and a constant rate has left before. */
const ANNEALED = 1000;

const BARRIER = { meanRate: 0.1, noise: 0.8, period: 500, updates: 4000, runs: { full: 40, quick: 3 } } as const;

const barrierRates: Readonly<Record<string, Tunable>> = {
  constant: BARRIER.meanRate,
  cosine: cycle({ wave: 'cosine', period: BARRIER.period, min: 0, max: 2 * BARRIER.meanRate }),
  restart: cycle({ wave: 'warmRestart', period: BARRIER.period, min: 0, max: 2 * BARRIER.meanRate }),
  triangle: cycle({ wave: 'triangle', period: BARRIER.period, min: 0, max: 2 * BARRIER.meanRate }),
  anneal: cosineDecay({ from: 2 * BARRIER.meanRate, to: 0, updates: BARRIER.updates }),
};

/** A shape of mean rate .5, deep, from a phase. */
function shaped(wave: 'triangle' | 'warmRestart', phase: Turns): CycleSchedule {
  const shape = cycle({ wave, period: PERIOD, min: 0.5 * (1 - AMPLITUDE), max: 0.5 * (1 + AMPLITUDE), phase });
  // Over whole updates a restart has more than its middle as mean.
  const factor = 0.5 / mean(shape);
  return cycle({ ...shape.options, min: factor * shape.options.min, max: factor * shape.options.max });
}

/** Updates until a coordinate's distance from 0 passes a bound, and the largest |x| on the way. */
function leave(
  landscape: Landscape,
  learningRate: Tunable,
  start: readonly number[],
  left: (x: Readonly<Record<string, number>>) => boolean,
): { readonly updates: number; readonly highest: number } {
  let updates = LIMIT;
  let highest = 0;
  follow(landscapeDescent({ landscape, learningRate, start }), {
    seed: 0,
    updates: LIMIT,
    see(update, measured) {
      highest = Math.max(highest, Math.abs(measured['x0']));
      if (!left(measured)) return undefined;
      updates = update;
      return false;
    },
  });
  return { updates, highest };
}

/** Beside the cosine on saddle and plateau; the verdict is the cosine's. */
const shapes = ['restart', 'triangle', 'anneal'] as const;

/** Saddle and plateau: a constant rate, a cycle of the same mean, and a low constant rate. */
function smooth(at: number): SeedNumbers {
  const stream = random(at, [200]);
  const phase = startPhase(at);
  const beside = [1, 1e-6 * Math.exp(stream.normal())];
  const far = [5 * Math.exp(0.1 * stream.normal()), 1];
  const wave = { amplitude: AMPLITUDE, period: PERIOD, phase };
  const offRidge = (rate: Tunable): number => leave(saddle, rate, beside, ({ x1 }) => Math.abs(x1) > 0.1).updates;
  const offPlateau = (rate: Tunable): number => leave(plateau, rate, far, ({ x0 }) => Math.abs(x0) < 1).updates;
  const beyond = (rate: Tunable): number => leave(saddle, rate, beside, ({ x1 }) => Math.abs(x1) > 0.1).highest;
  const rates: Readonly<Record<string, Tunable>> = {
    constant: 0.5,
    cycle: swing({ ...wave, mean: 0.5 }),
    restart: shaped('warmRestart', phase),
    triangle: shaped('triangle', phase),
    anneal: cosineDecay({ from: 1, to: 0, updates: ANNEALED }),
    'low constant': 0.1,
    'cycle from the low rate': cycle({ wave: 'cosine', period: PERIOD, min: 0.1, max: 1, phase }),
  };
  const numbers: Record<string, number> = {
    'beyond the edge: constant': Math.log10(beyond(2.1)),
    'beyond the edge: cycle': Math.log10(beyond(swing({ ...wave, mean: 2.1 }))),
  };
  for (const [name, rate] of Object.entries(rates)) {
    numbers[`saddle: ${name}`] = offRidge(rate);
    numbers[`plateau: ${name}`] = offPlateau(rate);
  }
  // Waiting times of different size are compared by their logarithms: 0.1 is ten per cent sooner.
  for (const place of ['saddle', 'plateau']) {
    const sooner = (slow: string, fast: string): number =>
      Math.log(numbers[`${place}: ${slow}`] / numbers[`${place}: ${fast}`]);
    numbers[`${place}: sooner`] = sooner('constant', 'cycle');
    for (const shape of shapes) numbers[`${place}: ${shape} sooner`] = sooner('constant', shape);
    numbers[`${place}: sooner than low`] = sooner('low constant', 'cycle from the low rate');
  }
  return numbers;
}

/** Share of noisy runs that ever pass the barrier, and their mean loss at the end. */
function barrier(at: number, runs: number): SeedNumbers {
  const numbers: Record<string, number> = {};
  for (const [name, learningRate] of Object.entries(barrierRates)) {
    const spec = landscapeDescent({ landscape: doubleWell, learningRate, gradientNoise: BARRIER.noise });
    let crossed = 0;
    let loss = 0;
    for (let run = 0; run < runs; run++) {
      let over = false;
      const learner = follow(spec, {
        seed: at * 1000 + run,
        updates: BARRIER.updates,
        see(_update, measured) {
          over ||= measured['x0'] > 0.5;
          return undefined;
        },
      });
      if (over) crossed++;
      loss += doubleWell.loss(learner.parameters()) / runs;
    }
    numbers[`barrier: ${name}, crossed`] = crossed / runs;
    numbers[`barrier: ${name}, loss`] = loss;
  }
  return numbers;
}

/** Whether a cycle leaves saddles, plateaus and wells sooner than a constant rate. */
export const escape = claim({
  name: 'escape',
  title: 'Leaving saddles, plateaus and wells',
  sentence:
    'A cyclical rate leaves flat regions and saddles sooner; its high phase jumps over barriers with the noise, its low phase settles; a triangle is sometimes better.',
  section: 'escape from saddles and plateaus',
  task: `Saddle ½x² − .025y² + ¼y⁴ from beside its ridge until |y| > .1; plateau ½x²/(1 + x²) from about 5 until |x| < 1; barrier ¼(x² − 1)² from −1 with gradient noise ${BARRIER.noise}, ${BARRIER.updates} updates, ${BARRIER.runs.full} runs a seed.`,
  arms: [
    { name: 'constant', about: 'constant rate: .5 on saddle and plateau, .1 at the barrier' },
    { name: 'cycle', about: `cosine of the same mean, ${AMPLITUDE} deep, a start phase of its own for each seed` },
    { name: 'low constant', about: 'constant rate of .1, against a cycle from .1 to 1' },
    {
      name: 'cosine, restart, triangle',
      about: `at the barrier from 0 to twice the mean rate, period ${BARRIER.period}; elsewhere as the cycle`,
    },
    {
      name: 'anneal',
      about: `one long cosine decay from twice the mean rate to 0; on saddle and plateau over ${ANNEALED} updates`,
    },
  ],
  controls: [
    'Equal mean rate of cycle and constant.',
    'One anneal of the same mean: does it need repeating?',
    'Restart, triangle and anneal on saddle and plateau were added after the cosine was seen; they are not in the rule.',
    'Mean rate 2.1, beyond the edge of the steep direction: how far it swings out.',
  ],
  metric:
    'logarithm of updates to leave (constant over cycle: 0.1 is ten per cent sooner); share of runs that pass the barrier; loss at the end',
  rule: 'Holds if the cycle leaves saddle and plateau sooner and passes the barrier more often at equal mean rate. Holds only if noise has to carry it over a barrier, if it passes that more often and ends lower.',
  revision: 2,
  seeds: { full: 24, quick: 20 },
  effects: [
    { name: 'saddle', about: 'sooner than a constant rate of equal mean', of: 'saddle: sooner' },
    { name: 'plateau', about: 'sooner than a constant rate of equal mean', of: 'plateau: sooner' },
    ...['saddle', 'plateau'].flatMap((place) =>
      shapes.map((shape) => ({
        name: `${place}, ${shape}`,
        about:
          shape === 'anneal'
            ? `one anneal from 1 to 0 over ${ANNEALED} updates sooner than a constant rate of its mean: it leaves before its low half`
            : `${shape} of equal mean sooner than a constant rate`,
        of: `${place}: ${shape} sooner`,
      })),
    ),
    { name: 'saddle, low rate', about: 'cycle from .1 to 1 sooner than constant .1', of: 'saddle: sooner than low' },
    { name: 'plateau, low rate', about: 'cycle from .1 to 1 sooner than constant .1', of: 'plateau: sooner than low' },
    ...(['cosine', 'restart', 'triangle', 'anneal'] as const).map((name) => ({
      name: `barrier, ${name}`,
      about: `share that passes: ${name} less constant`,
      of: `barrier: ${name}, crossed`,
      minus: 'barrier: constant, crossed',
    })),
    {
      name: 'barrier, triangle against cosine',
      about: 'share that passes: triangle less cosine',
      of: 'barrier: triangle, crossed',
      minus: 'barrier: cosine, crossed',
    },
    {
      name: 'barrier, restart against anneal',
      about: 'share that passes: restarts less one anneal',
      of: 'barrier: restart, crossed',
      minus: 'barrier: anneal, crossed',
    },
    {
      name: 'settles',
      about: 'loss at the end: constant less restart',
      of: 'barrier: constant, loss',
      minus: 'barrier: restart, loss',
    },
    {
      name: 'beyond the edge',
      about: 'mean rate 2.1: powers of ten by which the constant swings out further than the cycle',
      of: 'beyond the edge: constant',
      minus: 'beyond the edge: cycle',
    },
  ],
  tables: [
    {
      title: 'Updates to leave',
      columns: ['constant', 'cycle', ...shapes, 'low constant', 'cycle from it'],
      rows: ['saddle', 'plateau'].map((place) => ({
        name: place,
        cells: ['constant', 'cycle', ...shapes, 'low constant', 'cycle from the low rate'].map(
          (arm) => `${place}: ${arm}`,
        ),
      })),
    },
    {
      title: 'Barrier',
      columns: Object.keys(barrierRates),
      rows: ['crossed', 'loss'].map((what) => ({
        name: what,
        cells: Object.keys(barrierRates).map((arm) => `barrier: ${arm}, ${what}`),
      })),
    },
  ],
  seed: ({ seed, quick }) => ({
    ...smooth(seed),
    ...barrier(seed, quick ? BARRIER.runs.quick : BARRIER.runs.full),
  }),
  judge: judgeBy({
    main: ['saddle', 'plateau', 'barrier, restart'],
    onlyIf: [
      {
        when: ['barrier, restart', 'settles'],
        words: 'noise has to carry it over a barrier; where only the slope does, the mean rate decides',
      },
    ],
  }),
});
