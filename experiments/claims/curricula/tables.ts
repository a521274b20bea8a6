import type { CurveSpec, TableSpec } from '../claim.js';
import { phaseArmNames } from '../follow.js';
import { PHASES as banditPhases, PRODUCTS, SWEPT } from './bandit.js';
import { armNames, HIGH, PHASES, RATES, remedyArms } from './flagship.js';
import { flagshipRemedies } from './flagship-remedies.js';
import { remedies } from './remedies.js';
import { isRun, PLACES as softmaxPlaces } from './softmax.js';

const boundaries = [
  'margin boundary',
  'exact boundary',
  'exact boundary by descent',
  'noisy boundary',
  'basin boundary',
  'sampled boundary',
  'gap',
] as const;

const readings = ['predicted margin', 'predicted growth', 'predicted transient'] as const;

/** Where the flagship was run; at equal product only the arms that oscillate. */
const places = [...RATES.map((rate) => `at ${rate}`), 'at equal product'];

function flagshipRows(after: string): TableSpec['rows'] {
  const missing = (at: string, arm: string): boolean => at.endsWith('product') && (arm === 'const' || arm === 'flat');
  return places.map((at) => ({
    name: `mean rate ${at.slice('at '.length)}`,
    cells: armNames.map((arm) => (missing(at, arm) ? '' : `flagship: ${arm} ${at}${after}`)),
  }));
}

/** What the claim about curricula shows. */
export const tables: readonly TableSpec[] = [
  { title: 'Flagship: mean reward per step', columns: armNames, rows: flagshipRows('') },
  {
    title: 'Flagship: share of runs that collapse',
    columns: armNames,
    rows: [
      ...flagshipRows(', collapsed'),
      ...readings.map((reading) => ({
        name: `${reading} at ${HIGH}${reading.endsWith('transient') ? ', powers of ten' : ''}`,
        cells: armNames.map((arm) => `flagship: ${arm}, ${reading}`),
      })),
    ],
  },
  {
    title: 'Gaussian bandit: mean regret, then share of lost policies',
    columns: phaseArmNames.flatMap((arm) => [arm, 'lost']),
    rows: PRODUCTS.map((h) => ({
      name: `h = ${h}`,
      cells: phaseArmNames.flatMap((arm) => [`bandit: ${arm} at ${h}`, `bandit: ${arm} at ${h}, lost`]),
    })),
  },
  {
    title:
      'First mean product at which stability is lost: by margin, by growth, by exact descent, by mean-square growth, by a mean-square distance that leaves the basin within the run, sampled; gap is the sampled one over the prediction before it, less 1',
    columns: ['margin', 'growth', 'descent', 'mean square', 'basin', 'sampled', 'gap'],
    rows: ['bandit', 'lqr'].flatMap((world) =>
      phaseArmNames.map((arm) => ({
        name: `${world}, ${arm}`,
        cells: boundaries.map((what) =>
          world === 'lqr' && what === 'noisy boundary' ? '' : `${world}: ${arm}, ${what}`,
        ),
      })),
    ),
  },
  {
    title: 'Scalar LQR: first mean product at which a policy falls',
    columns: phaseArmNames,
    rows: ['reward scale', 'reward scale, cold', 'weak actuator'].map((knob) => ({
      name: knob,
      cells: phaseArmNames.map((arm) => `lqr: ${arm}, ${knob}`),
    })),
  },
  {
    title:
      'Softmax bandit: share of runs that commit to a wrong arm, by exact gradients and sampled; largest rate × scale × exact curvature on the way (edge: 2)',
    columns: ['exact', 'sampled', 'gap', 'product, exact', 'product, sampled'],
    rows: softmaxPlaces.flatMap((place) =>
      phaseArmNames
        .filter((arm) => isRun(arm, place))
        .map((arm) => ({
          name: `${arm} ${place}`,
          cells: [', exact', '', ', gap', ', exact product', ', product'].map(
            (what) => `softmax: ${arm} ${place}${what}`,
          ),
        })),
    ),
  },
  {
    title: 'What removes the effect: flagship, mean reward per step, then share that collapses',
    columns: remedyArms.flatMap(({ name }) => [name, 'collapsed']),
    rows: Object.entries(flagshipRemedies).map(([name, { meanRate }]) => ({
      name: `${name}, mean rate ${meanRate}`,
      cells: remedyArms.flatMap((arm) => [
        `flagship, ${name}: ${arm.name}`,
        `flagship, ${name}: ${arm.name}, collapsed`,
      ]),
    })),
  },
  {
    title: 'What removes the effect: regret of the bandit',
    columns: ['in', 'lost', 'anti', 'lost'],
    rows: Object.keys(remedies).map((name) => ({
      name,
      cells: [`${name}: in`, `${name}: in, lost`, `${name}: anti`, `${name}: anti, lost`],
    })),
  },
];

/** Over phases and rates. */
export const curves: readonly CurveSpec[] = [
  {
    title: `Flagship over the phase, mean rate ${HIGH}: mean reward per step`,
    axis: 'turns by which the rate leads',
    at: PHASES,
    lines: [{ name: 'mean reward per step', points: PHASES.map((phase) => `flagship: phase ${phase}`) }],
  },
  {
    title: `Flagship over the phase, mean rate ${HIGH}: share that collapses`,
    axis: 'turns by which the rate leads',
    at: PHASES,
    lines: [{ name: 'share that collapses', points: PHASES.map((phase) => `flagship: phase ${phase}, collapsed`) }],
  },
  {
    title: `Gaussian bandit over the phase, h = ${SWEPT}`,
    axis: 'turns by which the rate leads',
    at: banditPhases,
    lines: [{ name: 'mean regret', points: banditPhases.map((phase) => `bandit: phase ${phase}`) }],
  },
  {
    title: 'Flagship: share that collapses over the mean rate',
    axis: 'mean rate',
    at: RATES,
    lines: armNames.map((arm) => ({
      name: arm,
      points: RATES.map((rate) => `flagship: ${arm} at ${rate}, collapsed`),
    })),
  },
];
