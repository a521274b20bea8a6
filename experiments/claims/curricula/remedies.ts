import { a2c, type A2cOptions } from '../../../agents/a2c.js';
import { startPhase } from '../../comparison.js';
import type { SeedNumbers } from '../claim.js';
import { banditRate, playBandit } from './bandit.js';

/** Mean product at which in-phase loses its policy and anti-phase does not. */
const PRODUCT = 1.3;

/** An actor and a critic with one number each on the bandit; the policy's batch and rate are those of the plain run. */
const plain = {
  rows: 64,
  steps: 1,
  hidden: [],
  spread: 'fixed',
  deviation: 1,
  discount: 1,
  optimizer: 'gradientDescent',
  valueWeight: 0.25,
  gradientNormLimit: 0,
} as const satisfies A2cOptions;

/** What is said to remove the effect, beside the plain run. */
export const remedies: Readonly<
  Record<string, { readonly about: string; readonly h: number; readonly options: A2cOptions }>
> = {
  plain: { about: 'gradient descent', h: PRODUCT, options: plain },
  clipped: { about: 'norm of the gradient limited to .1', h: PRODUCT, options: { ...plain, gradientNormLimit: 0.1 } },
  normalised: {
    about: 'advantages of mean 0 and deviation 1; its scale of rates is another',
    h: 0.2,
    options: { ...plain, normalizeAdvantages: true },
  },
  adam: { about: 'Adam; its scale of rates is another', h: 0.2, options: { ...plain, optimizer: 'adam' } },
};

/** Regret and loss in phase and in anti-phase, with each remedy. */
export function remediesPart(seed: number, quick: boolean): SeedNumbers {
  const start = startPhase(seed);
  const numbers: Record<string, number> = {};
  for (const [name, { h, options }] of Object.entries(remedies)) {
    for (const arm of ['in', 'anti'] as const) {
      const agent = a2c({ ...options, learningRate: banditRate(arm, h, start) });
      const { regret, lost } = playBandit(agent, start, seed, quick);
      numbers[`${name}: ${arm}`] = regret;
      numbers[`${name}: ${arm}, lost`] = lost ? 1 : 0;
    }
  }
  return numbers;
}
