import { reinforce } from '../../../agents/reinforce.js';
import { quadraticBandit } from '../../../envs/bandits/quadratic.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import type { AgentSpec } from '../../../agents/agent.js';
import type { Tunable } from '../../../curriculum/schedule.js';
import type { Turns } from '../../../curriculum/waveforms.js';
import { actorLearner } from '../../actor-learner.js';
import { startPhase } from '../../comparison.js';
import type { SeedNumbers } from '../claim.js';
import { follow, phaseArmNames, rateOf, swing, type PhaseArm } from '../follow.js';
import { basinBoundary, fixedBoundaries } from './boundary.js';

const AMPLITUDE = 0.5;
const PERIOD = 50;
const UPDATES = { full: 400, quick: 100 };
const BATCH = 64;
/** Distance from the target beyond which a policy counts as lost. */
const LOST = 20;
/** Mean products h = η₀c₀; c₀ = 1. */
export const PRODUCTS = [0.1, 0.3, 0.8, 1, 1.3, 1.8] as const;
/** Product at which the phase is swept. */
export const SWEPT = 0.8;
export const PHASES = Array.from({ length: 8 }, (_, k) => k / 8);
/** Grid on which the boundary of sampled runs is looked for. */
const GRID = { full: Array.from({ length: 24 }, (_, k) => 0.7 + 0.1 * k), quick: [0.8, 1.2, 1.6, 2, 2.4] };

/** How one run of the bandit went. */
export interface BanditRun {
  /** Mean of ½(x − u*)² over the run; updates that were not lived count as ½·20². */
  readonly regret: number;
  readonly lost: boolean;
}

/** A Gaussian policy on the quadratic bandit, its target 1 away at the start; a rate of the mean's own curvature. */
export function playBandit(agent: AgentSpec, start: Turns, seed: number, quick: boolean): BanditRun {
  const updates = quick ? UPDATES.quick : UPDATES.full;
  const curvature = swing({ mean: 1, amplitude: AMPLITUDE, period: PERIOD, phase: start });
  let regret = 0;
  let lived = 0;
  follow(actorLearner(quadraticBandit({ curvature, distance: 1 }), agent), {
    seed,
    updates,
    see(update, _measured, learner) {
      // Weight and bias see the same input, 1: their sum is the policy's mean.
      const [weight, bias] = learner.parameters();
      const away = weight + bias + 1;
      if (!(Math.abs(away) <= LOST)) return false;
      regret += 0.5 * away * away;
      lived = update + 1;
      return undefined;
    },
  });
  return { regret: (regret + (updates - lived) * 0.5 * LOST * LOST) / updates, lost: lived < updates };
}

/** The rate of weight and bias together: they move the mean twice, so each has half of it. */
export function banditRate(arm: PhaseArm | Turns, h: number, start: Turns): Tunable {
  const wave = { mean: h / 2, amplitude: AMPLITUDE, period: PERIOD };
  return typeof arm === 'number' ? swing({ ...wave, phase: start + arm }) : rateOf(arm, { ...wave, phase: start });
}

function plain(learningRate: Tunable): AgentSpec {
  // Beside the mean over the batch, the leave-one-out baseline is a factor.
  const advantageScale = BATCH / (BATCH - 1);
  const still = { episodes: BATCH, hidden: [], deviation: 1, discount: 1, outputGain: 0, advantageScale } as const;
  return reinforce({ ...still, learningRate });
}

/** Relative noise of the curvature in a batch: the mean of BATCH squares of normals has variance 2/BATCH. */
const NOISE = Math.sqrt(2 / BATCH);
/** Variance of a batch's gradient at the target over c²: of (ε³ − ε)/2 for a normal ε, over BATCH. */
export const GRADIENT_VARIANCE = 2.5 / BATCH;

/** A bowl, its curvature oscillating. */
const world = {
  landscape: quadraticLandscape({ eigenvalues: [1] }),
  optimum: 0,
  curvature: 1,
  amplitude: AMPLITUDE,
  period: PERIOD,
};
const boundaries = fixedBoundaries(world, NOISE);

/** Regret and loss over a sweep of rates, a sweep of phases, and the boundary: exact, predicted and of sampled runs. */
export function banditPart(seed: number, quick: boolean): SeedNumbers {
  const start = startPhase(seed);
  const numbers: Record<string, number> = {};
  const play = (arm: PhaseArm | Turns, h: number): BanditRun =>
    playBandit(plain(banditRate(arm, h, start)), start, seed, quick);
  for (const arm of phaseArmNames) {
    for (const h of PRODUCTS) {
      const { regret, lost } = play(arm, h);
      numbers[`bandit: ${arm} at ${h}`] = regret;
      numbers[`bandit: ${arm} at ${h}, lost`] = lost ? 1 : 0;
      numbers[`bandit: ${arm} at ${h}, log`] = Math.log(regret);
    }
    const grid = quick ? GRID.quick : GRID.full;
    const { margin, exact, byDescent, noisy } = boundaries(arm);
    const basin = basinBoundary(world, arm, {
      ...{ wall: LOST, from: 1, updates: quick ? UPDATES.quick : UPDATES.full, start, curvatureNoise: NOISE },
      kick: (rate, c) => rate * rate * c * c * GRADIENT_VARIANCE,
    });
    const sampled = grid.find((h) => play(arm, h).lost) ?? grid[grid.length - 1];
    numbers[`bandit: ${arm}, margin boundary`] = margin;
    numbers[`bandit: ${arm}, exact boundary`] = exact;
    numbers[`bandit: ${arm}, exact boundary by descent`] = byDescent;
    numbers[`bandit: ${arm}, noisy boundary`] = noisy;
    numbers[`bandit: ${arm}, sampled boundary`] = sampled;
    numbers[`bandit: ${arm}, basin boundary`] = basin;
    numbers[`bandit: ${arm}, gap`] = sampled / basin - 1;
  }
  for (const phase of PHASES) numbers[`bandit: phase ${phase}`] = play(phase, SWEPT).regret;
  return numbers;
}
