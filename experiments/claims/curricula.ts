import { claim, type EffectSpec, type SeedNumbers } from './claim.js';
import { banditPart, PRODUCTS, SWEPT } from './curricula/bandit.js';
import { flagshipPart, HIGH, RATES, TUNED } from './curricula/flagship.js';
import { lqrPart } from './curricula/lqr.js';
import { flagshipRemedies } from './curricula/flagship-remedies.js';
import { remedies, remediesPart } from './curricula/remedies.js';
import { PLACES, softmaxPart } from './curricula/softmax.js';
import { curves, tables } from './curricula/tables.js';
import { judgeBy } from './judge.js';

/** Numbers of different size are compared by their logarithms. */
function ratios(n: SeedNumbers): SeedNumbers {
  const log = (first: string, second: string): number => Math.log(n[first] / n[second]);
  return {
    'bandit: range over in': log('bandit: anti, sampled boundary', 'bandit: in, sampled boundary'),
    'bandit: range over constant': log('bandit: anti, sampled boundary', 'bandit: constant, sampled boundary'),
    'lqr: range over in': log('lqr: anti, reward scale', 'lqr: in, reward scale'),
    'lqr: range over constant': log('lqr: anti, reward scale', 'lqr: constant, reward scale'),
    'lqr: range over in, cold': log('lqr: anti, reward scale, cold', 'lqr: in, reward scale, cold'),
    'lqr: range over in, weak actuator': log('lqr: anti, weak actuator', 'lqr: in, weak actuator'),
    ...Object.fromEntries(
      PRODUCTS.map((h) => [`bandit: anti over in at ${h}`, log(`bandit: in at ${h}`, `bandit: anti at ${h}`)]),
    ),
    ...Object.fromEntries(
      Object.keys(remedies).map((name) => [`${name}: anti over in`, log(`${name}: in`, `${name}: anti`)]),
    ),
  };
}

function difference(name: string, about: string, of: string, minus: string): EffectSpec {
  return { name, about, of, minus };
}

const number = (of: string, about: string): EffectSpec => ({ name: of, about, of });

const effects: readonly EffectSpec[] = [
  ...RATES.flatMap((rate) => [
    difference(
      `flagship ${rate}: anti over in`,
      'mean reward per step',
      `flagship: anti at ${rate}`,
      `flagship: in at ${rate}`,
    ),
    difference(
      `flagship ${rate}: anti over constant`,
      'mean reward per step, same oscillating world',
      `flagship: anti at ${rate}`,
      `flagship: const at ${rate}`,
    ),
  ]),
  difference(
    'flagship: collapse in less anti',
    `share of runs, mean rate ${HIGH}`,
    `flagship: in at ${HIGH}, collapsed`,
    `flagship: anti at ${HIGH}, collapsed`,
  ),
  difference(
    'flagship, equal product: anti over in',
    `mean rate ${HIGH}, divided so that the mean of rate × scale is equal`,
    'flagship: anti at equal product',
    'flagship: in at equal product',
  ),
  difference(
    'flagship, equal product: anti over constant',
    'the same against the constant rate',
    'flagship: anti at equal product',
    `flagship: const at ${HIGH}`,
  ),
  difference(
    'flagship, each tuned: anti over constant',
    `anti-phase at its best rate, ${TUNED.anti}, against the constant at its best, ${TUNED.constant}`,
    `flagship: anti at ${TUNED.anti}`,
    `flagship: const at ${TUNED.constant}`,
  ),
  difference(
    'flagship: anti over tuned constant',
    `anti-phase at ${HIGH}, not tuned, against the constant at ${TUNED.constant}`,
    `flagship: anti at ${HIGH}`,
    `flagship: const at ${TUNED.constant}`,
  ),
  number('bandit: range over in', 'logarithm of the first rate that loses the policy, anti over in'),
  number('bandit: range over constant', 'the same, anti over constant'),
  number('bandit: anti over in at 0.1', 'low rate: logarithm of regret, in over anti; below 0, in-phase is faster'),
  number(`bandit: anti over in at ${SWEPT}`, 'middle rate: logarithm of regret, in over anti'),
  number('lqr: range over in', 'logarithm of the first rate that falls, anti over in'),
  number('lqr: range over constant', 'the same, anti over constant'),
  number('lqr: range over in, cold', 'from far away, where the first updates decide'),
  number('lqr: range over in, weak actuator', 'difficulty is a weak actuator: harder, but flatter'),
  ...PLACES.map((place) =>
    difference(
      `softmax ${place}: wrong arms, in less anti`,
      'share of runs that commit to a wrong arm',
      `softmax: in ${place}`,
      `softmax: anti ${place}`,
    ),
  ),
  ...Object.entries(flagshipRemedies).map(([name, { about, meanRate }]) =>
    difference(
      `flagship, ${name}: anti over in`,
      `${about}, mean rate ${meanRate}: mean reward per step`,
      `flagship, ${name}: anti`,
      `flagship, ${name}: in`,
    ),
  ),
  ...Object.entries(remedies).map(([name, { about }]) =>
    number(`${name}: anti over in`, `bandit, ${about}: logarithm of regret, in over anti`),
  ),
];

const decisive = [
  `flagship ${HIGH}: anti over in`,
  'flagship, equal product: anti over in',
  'bandit: range over in',
  'lqr: range over in',
];

/** Whether rate and difficulty in anti-phase keep a policy stable. */
export const curricula = claim({
  name: 'curricula',
  title: 'Learning rate against periodic difficulty',
  sentence:
    'When the difficulty of a task oscillates, a learning rate in anti-phase to it keeps the policy stable; in phase it grows too large and the policy collapses.',
  section: 'reinforcement learning with periodic difficulty',
  task: 'Pendulum balance with an oscillating reward scale, from a warm start (160 updates, period 40, depth .8); a Gaussian policy on a bandit whose curvature is known (400 updates, period 50, depth .5); the scalar LQR with exact policy gradients and noise added to them (200 updates, period 40, depth .5); a softmax policy on a bandit of three arms, 4 samples an update (400 updates, period 50, depth .9).',
  arms: [
    { name: 'in', about: 'rate in phase with the difficulty' },
    { name: 'quad', about: 'rate a quarter of a period ahead' },
    { name: 'anti', about: 'rate in anti-phase' },
    { name: 'const', about: 'constant rate of equal mean, same oscillating world' },
    { name: 'flat', about: 'constant rate, flat world' },
  ],
  controls: [
    'Equal mean rate, and again equal mean of rate × scale.',
    'A start phase of its own for each seed, the same in all arms; the same warm policy and random numbers.',
    `Mean rates ${RATES.join(', ')}; the tuned ones, ${TUNED.constant} for the constant and ${TUNED.anti} in anti-phase, were picked on other seeds.`,
    'Eight phases, not four points.',
    'A knob that is no curvature: a weak actuator makes the LQR harder and flatter.',
    'The knob is the reward scale: for plain descent rate × scale is the same run as the rate × 1, so this is an experiment about schedules of the rate.',
    'A seed whose warm policy does not hold the pendulum (−.1 a step) is replaced, before any arm is run.',
    'Gradient clipping, normalised advantages, Adam and momentum in place of plain descent, in the flagship and on the bandit; in the flagship at rates picked on seeds 1000–1011, at which some arm falls: at lower ones none does.',
    'The softmax bandit, added after the others were seen, stands beside the rule: its failure is an early commitment to a wrong arm, far below the edge of its exact curvature.',
  ],
  metric:
    'flagship: mean reward per step over the run (collapse: mean of the last half below −0.5); bandit and LQR: logarithm of the ratio of regrets, or of the lowest rates that lose the policy; softmax: share of wrong arms',
  rule: 'Holds if anti-phase beats in-phase in the flagship at the high rate and at equal product, survives higher rates in bandit and LQR, beats the tuned constant when tuned itself, is better at low rates, and does so for a knob that is no curvature. Holds only if the knob is curvature and the rate is high, if the first four do.',
  revision: 3,
  seeds: { full: 64, quick: 20 },
  effects,
  tables,
  curves,
  seed({ seed, quick }) {
    const numbers = {
      ...flagshipPart(seed, quick),
      ...banditPart(seed, quick),
      ...lqrPart(seed, quick),
      ...remediesPart(seed, quick),
      ...softmaxPart(seed, quick),
    };
    return { ...numbers, ...ratios(numbers) };
  },
  judge: judgeBy({
    main: [
      ...decisive,
      'flagship, each tuned: anti over constant',
      'bandit: anti over in at 0.1',
      'lqr: range over in, weak actuator',
    ],
    onlyIf: [
      {
        when: [...decisive, 'flagship, each tuned: anti over constant'],
        words: 'the knob is the curvature and the rate is high',
      },
      {
        when: decisive,
        words:
          'the knob is the curvature and the rate is high: it widens the range of rates that survive, and no gain is found over a tuned constant rate',
      },
    ],
  }),
});
