import { random } from '../../math/random.js';
import {
  trackingVariance,
  trackNormalizer,
  type TrackingError,
  type TrackingOptions,
} from '../recipes/normalizer-tracking.js';
import { batchNormGap } from './batch-norm-gap.js';
import { claim, type EffectSpec, type SeedNumbers } from './claim.js';
import { swing } from './follow.js';
import { judgeBy } from './judge.js';

const PERIOD = 200;
const BATCH_NOISE = 0.3;
const MEAN_RATE = 0.3;
const AMPLITUDE = 0.9;
const PERIODS = { full: 100, quick: 10 };
const DRIFTS = [0.02, 0.1, 0.3, 1] as const;
const UPDATE_RATES = [0.02, 0.1, 0.3, 0.5] as const;

const arms = {
  counter: { about: 'update rate low where the learning rate is high', phase: 0.5 },
  in: { about: 'update rate high where the learning rate is high', phase: 0 },
  constant: { about: 'update rate at its mean', phase: undefined },
} as const;
type ArmName = keyof typeof arms;

/** Parts of a cycle in which the error is read. */
const places = ['cycle', 'trough'] as const satisfies readonly (keyof TrackingError)[];

const cells = DRIFTS.flatMap((drift) => UPDATE_RATES.map((updateRate) => ({ drift, updateRate })));
type Cell = (typeof cells)[number];

/** A running mean that lags rather than trembles: slow, and what it follows moves. */
const lags = ({ drift, updateRate }: Cell): boolean => updateRate === 0.02 && drift >= 0.1;

const nameOf = ({ drift, updateRate }: Cell): string => `q ${drift}, u ${updateRate}`;

function modelOf({ drift, updateRate }: Cell, arm: ArmName): TrackingOptions {
  const { phase } = arms[arm];
  const wave = { amplitude: AMPLITUDE, period: PERIOD };
  return {
    updateRate: phase === undefined ? updateRate : swing({ ...wave, mean: updateRate, phase }),
    learningRate: swing({ ...wave, mean: MEAN_RATE }),
    drift,
    batchNoise: BATCH_NOISE,
    period: PERIOD,
  };
}

/** Of the network: a slow, a middle and a fast update rate; updates, the first of which are not read. */
const NETWORK_RATES = [0.02, 0.1, 0.3] as const;
const NETWORK_UPDATES = { full: 1200, quick: 600 };
const WARM = 400;

/** Log-loss that running statistics cost a student with batch normalisation, at the trough and every 40 updates elsewhere. */
function network(at: number, quick: boolean): SeedNumbers {
  const numbers: Record<string, number> = {};
  const wave = { amplitude: AMPLITUDE, period: PERIOD };
  for (const updateRate of NETWORK_RATES) {
    for (const arm of Object.keys(arms) as ArmName[]) {
      const { phase } = arms[arm];
      const read = batchNormGap({
        seed: at,
        learningRate: swing({ ...wave, mean: MEAN_RATE }),
        updateRate: phase === undefined ? updateRate : swing({ ...wave, mean: updateRate, phase }),
        updates: quick ? NETWORK_UPDATES.quick : NETWORK_UPDATES.full,
        read: (update) =>
          update < WARM || update % 40 !== 39 ? undefined : update % PERIOD === PERIOD - 1 ? 'trough' : 'cycle',
      });
      for (const place of places) numbers[`network, u ${updateRate}: ${arm}, ${place}`] = read[place].gap;
    }
  }
  return numbers;
}

function seed({ seed: at, quick }: { readonly seed: number; readonly quick: boolean }): SeedNumbers {
  const numbers: Record<string, number> = {};
  for (const [i, cell] of cells.entries()) {
    for (const arm of Object.keys(arms) as ArmName[]) {
      const model = modelOf(cell, arm);
      // One walk and one noise for the arms of a cell.
      const measured = trackNormalizer(model, quick ? PERIODS.quick : PERIODS.full, random(at, [800, i]));
      const exact = trackingVariance(model);
      for (const place of places) {
        numbers[`${nameOf(cell)}: ${arm}, ${place}`] = measured[place];
        numbers[`${nameOf(cell)}: ${arm}, ${place}, exact`] = exact[place];
      }
    }
  }
  // Errors of different size are compared by their logarithms: 0.1 is ten per cent.
  const gain = (among: readonly Cell[], arm: ArmName, place: string): number =>
    among.reduce((sum, cell) => {
      const of = (name: ArmName): number => numbers[`${nameOf(cell)}: ${name}, ${place}`];
      return sum + Math.log(of('constant') / of(arm)) / among.length;
    }, 0);
  const slow = cells.filter(lags);
  const quickOnes = cells.filter((cell) => !lags(cell));
  for (const place of places) {
    numbers[`counter, ${place}`] = gain(cells, 'counter', place);
    numbers[`in, ${place}`] = gain(cells, 'in', place);
    numbers[`counter, ${place}, lagging`] = gain(slow, 'counter', place);
    numbers[`counter, ${place}, not lagging`] = gain(quickOnes, 'counter', place);
  }
  numbers['cells in which counter is better'] = cells.filter((cell) => gain([cell], 'counter', 'cycle') > 0).length;
  return { ...numbers, ...network(at, quick) };
}

const effect = (of: string, about: string): EffectSpec => ({ name: of, about, of });

/** Whether a normaliser's statistics should be updated slowly where the learning rate is high. */
export const normalizerUpdateRate = claim({
  name: 'normalizer-update-rate',
  title: 'Update rate of a normaliser, against the learning rate',
  sentence: 'Running statistics should be updated slowly where the learning rate is high, and fast where it is low.',
  section: 'normalisation',
  task: `A mean that walks by rate·q an update, batches that see it with noise ${BATCH_NOISE}, a running mean of update rate u, period ${PERIOD}, ${PERIODS.full} periods; q of ${DRIFTS.join(', ')}; u of ${UPDATE_RATES.join(', ')}, ${AMPLITUDE} deep. And a 20-48-4 student with batch normalisation.`,
  arms: Object.entries(arms).map(([name, { about }]) => ({ name, about })),
  controls: [
    'The same walk and batches in every arm of a cell.',
    'A constant update rate of equal mean.',
    'Errors over the whole cycle and at its trough, where snapshots are taken.',
    'Exact errors of the same model beside the measured ones.',
    'The network with batch normalisation was added after the model; it is not in the rule.',
  ],
  metric:
    'logarithm of the error at a constant update rate over the arm’s, mean over cells: 0.1 is ten per cent better',
  rule: 'Holds if counter-phase lowers the error over the whole cycle. Holds only if the running mean lags and is read at the trough, if it lowers the error there.',
  revision: 1,
  seeds: { full: 24, quick: 20 },
  effects: [
    effect('counter, cycle', 'counter-phase against constant, whole cycle, 16 cells'),
    effect('counter, trough', 'counter-phase against constant, at the trough, 16 cells'),
    effect('counter, trough, lagging', 'the same, the cells that lag: u = 0.02, q ≥ 0.1'),
    effect('counter, trough, not lagging', 'the same, the other cells'),
    effect('in, cycle', 'in phase against constant, whole cycle, 16 cells'),
    effect('in, trough', 'in phase against constant, at the trough, 16 cells'),
    ...NETWORK_RATES.flatMap((updateRate) =>
      places.map((place) => ({
        name: `network, u ${updateRate}, ${place}`,
        about: 'batch normalisation: log-loss that running statistics cost, constant less counter-phase',
        of: `network, u ${updateRate}: constant, ${place}`,
        minus: `network, u ${updateRate}: counter, ${place}`,
      })),
    ),
  ],
  tables: [
    ...places.map((place) => ({
      title: `Root mean square error, ${place === 'cycle' ? 'whole cycle' : 'trough'}: measured and exact`,
      columns: ['constant', 'exact', 'counter', 'exact', 'in', 'exact'],
      rows: cells.map((cell) => ({
        name: nameOf(cell),
        cells: (['constant', 'counter', 'in'] as const).flatMap((arm) => [
          `${nameOf(cell)}: ${arm}, ${place}`,
          `${nameOf(cell)}: ${arm}, ${place}, exact`,
        ]),
      })),
    })),
    {
      title: 'Batch normalisation: log-loss on test rows with running statistics, less that with their own',
      columns: places.flatMap((place) => ['constant', 'counter', 'in'].map((arm) => `${arm}, ${place}`)),
      rows: NETWORK_RATES.map((updateRate) => ({
        name: `u ${updateRate}`,
        cells: places.flatMap((place) =>
          ['constant', 'counter', 'in'].map((arm) => `network, u ${updateRate}: ${arm}, ${place}`),
        ),
      })),
    },
  ],
  seed,
  judge: judgeBy({
    main: ['counter, cycle'],
    onlyIf: [
      {
        when: ['counter, trough, lagging'],
        words: 'the running mean lags behind and is read at the trough of the learning rate',
      },
    ],
  }),
});
