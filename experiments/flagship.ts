import { reinforce } from '../agents/reinforce.js';
import { cycle } from '../curriculum/schedule.js';
import { balance } from '../envs/control/balance.js';
import { comparison, type Basis, type Comparison } from './comparison.js';
import { experiment, type Experiment } from './experiment.js';
import { stabilityProbe } from './probes.js';

/** Updates per period, relative amplitude of difficulty and rate, mean rate. */
const PERIOD = 40;
const AMPLITUDE = 0.8;
const MEAN_RATE = 16;

/** A raised cosine between mid·(1 ∓ amplitude). */
function wave(mid: number): ReturnType<typeof cycle> {
  return cycle({ wave: 'cosine', period: PERIOD, min: mid * (1 - AMPLITUDE), max: mid * (1 + AMPLITUDE) });
}

/** The pendulum-balance policy under periodic difficulty, from a warm start: a cold one collapses in every arm. */
export function balanceExperiment(): Experiment {
  return experiment({
    name: 'balance',
    env: balance({ rewardScale: wave(1) }),
    agent: reinforce({ learningRate: wave(MEAN_RATE), baseline: 'timeStep', advantageScale: 1 / 5 }),
    warmStart: {
      updates: 80,
      learningRate: 0.4,
      momentum: 0.9,
      keep: { signal: 'rewardPerStep', above: -0.1, over: 10 },
    },
    updates: 160,
    hooks: [stabilityProbe({ every: 4 })],
  });
}

/** Limits that belong beside every verdict of the flagship. */
const notes = [
  'The knob is the reward scale: for plain gradient descent, rate × scale is the same run as rate × 1, so this is an experiment about schedules of the rate.',
  'A tuned constant rate does as well: anti-phase widens the range of rates that survive, it does not beat the best constant.',
  'At low rates in-phase is often the faster arm.',
];

function flagshipComparison(bases: readonly Basis[]): Comparison {
  return comparison({
    name: 'balance',
    experiment: balanceExperiment(),
    seeds: 24,
    collapse: { signal: 'rewardPerStep', below: -0.5, over: 'last half' },
    bases,
    notes,
  });
}

/** Four phases, the mean rate and the flat world, at mean rate 16. */
export function balanceComparison(): Comparison {
  return flagshipComparison([{ meanRate: MEAN_RATE }]);
}

/** The main job: the same at four mean rates, and at equal mean product. */
export function flagship(): Comparison {
  return flagshipComparison([
    { meanRate: MEAN_RATE },
    { meanRate: 1 },
    { meanRate: 6 },
    { meanRate: 24 },
    { meanRate: MEAN_RATE, equal: 'product' },
  ]);
}
