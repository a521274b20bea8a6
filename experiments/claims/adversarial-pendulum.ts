import type { FlatArray } from '../../agents/engine/engine.js';
import { reinforce } from '../../agents/reinforce.js';
import type { Tunable } from '../../curriculum/schedule.js';
import { adversarialPendulum } from '../../envs/games/adversarial-pendulum.js';
import { actorLearner } from '../actor-learner.js';
import { startPhase } from '../comparison.js';
import type { LearnerSpec } from '../learner.js';
import { adversaries } from '../recipes/adversaries.js';
import { claim, type SeedNumbers } from './claim.js';
import { follow, phaseArmNames, rateOf, type PhaseArm } from './follow.js';
import { judgeBy } from './judge.js';

const PUSH = 10;
const PERIOD = 40;
const AMPLITUDE = 0.8;
const MEAN_RATES = [4, 16] as const;
const UPDATES = { full: 160, quick: 40 };
/** The holder is trained alone before: from a cold start every arm falls. */
const WARM_UPDATES = { full: 80, quick: 40 };
const COLLAPSE = -0.5;
const WORST = -6;

function players(x: { readonly learningRate: Tunable; readonly momentum?: number }, y: Tunable): LearnerSpec {
  const player = { baseline: 'timeStep', advantageScale: 1 / 5 } as const;
  return actorLearner(
    adversarialPendulum({ push: PUSH }),
    adversaries({ x: reinforce({ ...player, ...x }), y: reinforce({ ...player, learningRate: y }) }),
  );
}

function seed({ seed: at, quick }: { readonly seed: number; readonly quick: boolean }): SeedNumbers {
  const updates = quick ? UPDATES.quick : UPDATES.full;
  const warm = follow(players({ learningRate: 0.4, momentum: 0.9 }, 0), {
    seed: 10_000 + at,
    updates: quick ? WARM_UPDATES.quick : WARM_UPDATES.full,
    see: () => undefined,
  }).parameters();
  const numbers: Record<string, number> = {};
  for (const mean of MEAN_RATES) {
    for (const arm of phaseArmNames) {
      const { score, collapsed } = play(arm, mean, at, updates, warm);
      numbers[`${arm} at ${mean}`] = score;
      numbers[`${arm} at ${mean}, fell`] = collapsed ? 1 : 0;
    }
  }
  return numbers;
}

/** The holder's mean reward per step over the run, and whether it has fallen in its last half. */
function play(
  arm: PhaseArm,
  mean: number,
  at: number,
  updates: number,
  parameters: FlatArray,
): { readonly score: number; readonly collapsed: boolean } {
  const wave = { mean, amplitude: AMPLITUDE, period: PERIOD, phase: startPhase(at) };
  const holder = arm === 'constant' ? mean : rateOf('in', wave);
  let sum = 0;
  let late = 0;
  let lived = 0;
  follow(players({ learningRate: holder }, rateOf(arm, wave)), {
    seed: at,
    updates,
    parameters,
    see(update, measured) {
      const reward = measured['rewardPerStep'];
      if (!Number.isFinite(reward)) return false;
      sum += reward;
      if (2 * update >= updates) late += reward;
      lived = update + 1;
      return undefined;
    },
  });
  // Updates that were not lived count as the worst.
  const missing = updates - lived;
  const half = updates / 2;
  return {
    score: (sum + missing * WORST) / updates,
    collapsed: (late + Math.min(missing, half) * WORST) / half < COLLAPSE,
  };
}

/** Whether a holder and a pusher of the same pendulum should learn half a turn apart. */
export const adversarialPlayers = claim({
  name: 'adversarial-pendulum',
  title: 'A pendulum held by one policy and pushed by another',
  sentence:
    'Two adversarial policies that learn at the same phase destabilise each other; half a turn apart they do not.',
  section: 'adversarial networks and games',
  task: `Adversarial pendulum, push ${PUSH} rad/s²; two REINFORCE policies of 16 tanh units, the holder trained for ${WARM_UPDATES.full} updates against a pusher that stands still; ${UPDATES.full} updates, period ${PERIOD}, depth ${AMPLITUDE}.`,
  arms: [
    { name: 'in', about: 'both rates at one phase' },
    { name: 'quadrature', about: 'the pusher a quarter of a period ahead' },
    { name: 'anti', about: 'the pusher half a period ahead' },
    { name: 'constant', about: 'both rates at their mean' },
  ],
  controls: [
    `Equal mean rates of both players: ${MEAN_RATES.join(' and ')}.`,
    'The same warm policies, start phase and random numbers in every arm.',
  ],
  metric: 'mean reward per step of the holder over the run',
  rule: 'Holds if the holder scores higher half a turn apart than at one phase at both rates, and higher than the constant pair. Holds only if the rate is high, if it does at the high one.',
  revision: 1,
  seeds: { full: 48, quick: 20 },
  effects: MEAN_RATES.flatMap((mean) =>
    (['in', 'quadrature', 'constant'] as const).map((arm) => ({
      name: `${mean}: anti over ${arm}`,
      about: `mean rate ${mean}`,
      of: `anti at ${mean}`,
      minus: `${arm} at ${mean}`,
    })),
  ),
  tables: [
    {
      title: 'Holder: mean reward per step, and share of runs in which it has fallen',
      columns: phaseArmNames.flatMap((arm) => [arm, 'fell']),
      rows: MEAN_RATES.map((mean) => ({
        name: `mean rate ${mean}`,
        cells: phaseArmNames.flatMap((arm) => [`${arm} at ${mean}`, `${arm} at ${mean}, fell`]),
      })),
    },
  ],
  seed,
  judge: judgeBy({
    main: MEAN_RATES.flatMap((mean) => [`${mean}: anti over in`, `${mean}: anti over constant`]),
    onlyIf: [
      {
        when: [`${MEAN_RATES[1]}: anti over in`, `${MEAN_RATES[1]}: anti over constant`],
        words: 'the rate is high',
      },
      {
        when: [`${MEAN_RATES[1]}: anti over in`],
        words: 'the rate is high; constant rates do as well',
      },
    ],
  }),
});
