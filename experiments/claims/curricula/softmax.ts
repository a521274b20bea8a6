import { reinforce } from '../../../agents/reinforce.js';
import { valueAt, type Tunable } from '../../../curriculum/schedule.js';
import { softmaxBandit } from '../../../envs/bandits/softmax.js';
import { actorLearner } from '../../actor-learner.js';
import { startPhase } from '../../comparison.js';
import type { LearnerSpec } from '../../learner.js';
import { landscapeDescent } from '../../recipes/descent.js';
import { softmaxLandscape } from '../../recipes/softmax-landscape.js';
import type { SeedNumbers } from '../claim.js';
import { follow, phaseArmNames, phaseArms, rateOf, swing, type PhaseArm } from '../follow.js';

const AMPLITUDE = 0.9;
const PERIOD = 50;
const UPDATES = { full: 400, quick: 100 };
/** Samples an update, and runs a seed. */
const SAMPLES = 4;
const RUNS = { full: 8, quick: 2 };
/** Mean rates at which arms are compared. */
const RATES = [1, 3] as const;
/** The lower one again, divided so that the mean of rate × scale is that of the constant rate: of the arms of which it is not. */
const EQUAL = 'at equal product';
export const PLACES: readonly string[] = [...RATES.map((rate) => `at ${rate}`), EQUAL];

/** Whether an arm is run at a place. */
export function isRun(arm: PhaseArm, place: string): boolean {
  return place !== EQUAL || arm === 'in' || arm === 'anti';
}

const landscape = softmaxLandscape([1, 0.8, 0]);

/** How a run ended, and how near the edge it came on its way. */
interface SoftmaxRun {
  /** 1 when the most likely arm at the end is not the best. */
  readonly wrong: number;
  /** Largest rate × scale × exact curvature on the way; the frozen edge is 2. */
  readonly product: number;
}

/** Of a symmetric 3 × 3 matrix whose rows sum to 0: one eigenvalue is 0, the others have the trace as sum and the principal minors' sum as product. */
export function largestEigenvalue([a, b, c, , d, e, , , f]: ArrayLike<number> & Iterable<number>): number {
  const half = (a + d + f) / 2;
  const minors = a * d - b * b + a * f - c * c + d * f - e * e;
  return Math.max(0, half + Math.sqrt(Math.max(0, half * half - minors)));
}

/** Follows logits; `scale` is what the parameters' steps count for in logits. */
function ended(
  spec: LearnerSpec,
  rate: Tunable,
  difficulty: Tunable,
  { seed, updates, logits }: { seed: number; updates: number; logits: (parameters: ArrayLike<number>) => number[] },
): SoftmaxRun {
  const hessian = new Float64Array(9);
  let product = 0;
  let at = [...landscape.start];
  follow(spec, {
    seed,
    updates,
    see(update, _measured, learner) {
      landscape.hessian(at, hessian);
      product = Math.max(product, valueAt(rate, update) * valueAt(difficulty, update) * largestEigenvalue(hessian));
      at = logits(learner.parameters());
      return undefined;
    },
  });
  return { wrong: at[0] === Math.max(...at) ? 0 : 1, product };
}

/** The arm's rate at a place, in logits. */
function rateAt(arm: PhaseArm, place: string, start: number): Tunable {
  const lead = phaseArms[arm];
  const factor = lead === undefined ? 1 : 1 + ((AMPLITUDE * AMPLITUDE) / 2) * Math.cos(2 * Math.PI * lead);
  const mean = place === EQUAL ? RATES[0] / factor : Number(place.slice('at '.length));
  return rateOf(arm, { mean, amplitude: AMPLITUDE, period: PERIOD, phase: start });
}

/** Share of runs that commit to a wrong arm: sampled, and by exact gradients; and the largest product of rate and exact curvature on the way. */
export function softmaxPart(seed: number, quick: boolean): SeedNumbers {
  const updates = quick ? UPDATES.quick : UPDATES.full;
  const runs = quick ? RUNS.quick : RUNS.full;
  const numbers: Record<string, number> = {};
  for (const arm of phaseArmNames) {
    for (const place of PLACES.filter((one) => isRun(arm, one))) {
      let [wrong, product] = [0, 0];
      for (let run = 0; run < runs; run++) {
        const own = seed * RUNS.full + run;
        const start = startPhase(own);
        const rate = rateAt(arm, place, start);
        const difficulty = swing({ mean: 1, amplitude: AMPLITUDE, period: PERIOD, phase: start });
        // Weight and bias of a logit see the same input, 1: together they move it twice, so each has half of the rate.
        const half = (update: number): number => valueAt(rate, update) / 2;
        const agent = reinforce({
          ...{ episodes: SAMPLES, hidden: [], discount: 1, outputGain: 0, baseline: 'none' },
          learningRate: half,
        });
        const sampled = ended(actorLearner(softmaxBandit({ rewardScale: difficulty }), agent), rate, difficulty, {
          seed: own,
          updates,
          logits: (x) => [x[0] + x[3], x[1] + x[4], x[2] + x[5]],
        });
        wrong += sampled.wrong / runs;
        product = Math.max(product, sampled.product);
      }
      const start = startPhase(seed * RUNS.full);
      const rate = rateAt(arm, place, start);
      const lossScale = swing({ mean: 1, amplitude: AMPLITUDE, period: PERIOD, phase: start });
      const exact = ended(landscapeDescent({ landscape, learningRate: rate, lossScale }), rate, lossScale, {
        seed,
        updates,
        logits: (x) => Array.from(x),
      });
      const name = `softmax: ${arm} ${place}`;
      numbers[name] = wrong;
      numbers[`${name}, exact`] = exact.wrong;
      numbers[`${name}, gap`] = wrong - exact.wrong;
      numbers[`${name}, product`] = product;
      numbers[`${name}, exact product`] = exact.product;
    }
  }
  return numbers;
}
