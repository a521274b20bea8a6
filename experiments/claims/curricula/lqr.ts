import { lqr } from '../../../envs/control/lqr.js';
import { lqrGradient, lqrHessian, optimalGain } from '../../../envs/control/lqr-optimum.js';
import { valueAt } from '../../../curriculum/schedule.js';
import { random } from '../../../math/random.js';
import { startPhase } from '../../comparison.js';
import { landscapeDescent } from '../../recipes/descent.js';
import { lqrLandscape } from '../../recipes/lqr-landscape.js';
import type { SeedNumbers } from '../claim.js';
import { follow, phaseArmNames, rateOf, swing, type PhaseArm } from '../follow.js';
import { basinBoundary, fixedBoundaries } from './boundary.js';

const AMPLITUDE = 0.5;
const PERIOD = 40;
const UPDATES = 200;
/** Where policies begin: far from the optimum, where the first updates decide, and at it. */
const COLD = 0.3;
const NOISE = 0.02;
/** Mean products h = η₀c₀, c₀ the curvature at the optimum. */
const PRODUCTS = Array.from({ length: 30 }, (_, k) => 0.1 * (k + 1));
const QUICK_PRODUCTS = PRODUCTS.filter((_, k) => k % 3 === 2);
/** Of an arm that survives all of them. */
const BEYOND = 3.1;

const { gain } = optimalGain(lqr.system());
const optimum = gain[0];
const curvature = lqrHessian(lqr.system(), gain)[0];

/** The scalar system, its reward scale oscillating: exact gradients, exact curvature. */
export const scalarLqr = {
  landscape: lqrLandscape(lqr.system(), [optimum]),
  optimum,
  curvature,
  amplitude: AMPLITUDE,
  period: PERIOD,
};

const boundaries = fixedBoundaries(scalarLqr);

/** Whether a policy stops stabilising while the reward scale oscillates. */
function fallsByScale(arm: PhaseArm, h: number, seed: number, start: number): boolean {
  const phase = startPhase(seed);
  let fell = false;
  const learner = follow(
    landscapeDescent({
      landscape: scalarLqr.landscape,
      learningRate: rateOf(arm, { mean: h / curvature, amplitude: AMPLITUDE, period: PERIOD, phase }),
      lossScale: swing({ mean: 1, amplitude: AMPLITUDE, period: PERIOD, phase }),
      gradientNoise: NOISE * curvature,
      start: [start],
    }),
    {
      seed,
      updates: UPDATES,
      see(_update, { loss }) {
        fell = !Number.isFinite(loss);
        return !fell;
      },
    },
  );
  return fell || !Number.isFinite(scalarLqr.landscape.loss(learner.parameters()));
}

/** The same while the actuator's gain oscillates: harder is weaker, and flatter. The arm's phase is to the difficulty, the inverse of the gain. */
function fallsByActuator(arm: PhaseArm, h: number, seed: number): boolean {
  const phase = startPhase(seed);
  const weakness = swing({ mean: 1, amplitude: AMPLITUDE, period: PERIOD, phase });
  const rate = rateOf(arm, { mean: h / curvature, amplitude: AMPLITUDE, period: PERIOD, phase });
  const noise = random(seed, [100]);
  const policy = Float64Array.of(optimum);
  const slope = new Float64Array(1);
  for (let update = 0; update < UPDATES; update++) {
    // Gains between .5 and 1.5: strong where the difficulty is low.
    lqrGradient(lqr.system({ actuatorGain: 2 - valueAt(weakness, update) }), policy, slope);
    if (!Number.isFinite(slope[0])) return true;
    policy[0] -= valueAt(rate, update) * (slope[0] + NOISE * curvature * noise.normal());
  }
  return false;
}

/** The first mean product of the grid at which each arm falls, for a knob that is curvature and for one that is not; and the exact boundary. */
export function lqrPart(seed: number, quick: boolean): SeedNumbers {
  const products = quick ? QUICK_PRODUCTS : PRODUCTS;
  const numbers: Record<string, number> = {};
  for (const arm of phaseArmNames) {
    const first = (falls: (h: number) => boolean): number => products.find(falls) ?? BEYOND;
    const sampled = first((h) => fallsByScale(arm, h, seed, optimum));
    const { margin, exact, byDescent } = boundaries(arm);
    // Gains in (0, 2) stabilise; the noise has no part in the difficulty's scale.
    const basin = basinBoundary(scalarLqr, arm, {
      ...{ wall: Math.min(optimum, 2 - optimum), from: 0, updates: UPDATES, start: startPhase(seed) },
      kick: (rate) => rate * rate * NOISE * NOISE,
    });
    numbers[`lqr: ${arm}, reward scale`] = sampled;
    numbers[`lqr: ${arm}, reward scale, cold`] = first((h) => fallsByScale(arm, h, seed, COLD));
    numbers[`lqr: ${arm}, weak actuator`] = first((h) => fallsByActuator(arm, h, seed));
    numbers[`lqr: ${arm}, margin boundary`] = margin;
    numbers[`lqr: ${arm}, exact boundary`] = exact;
    numbers[`lqr: ${arm}, exact boundary by descent`] = byDescent;
    numbers[`lqr: ${arm}, sampled boundary`] = sampled;
    numbers[`lqr: ${arm}, basin boundary`] = basin;
    numbers[`lqr: ${arm}, gap`] = sampled / basin - 1;
  }
  return numbers;
}
