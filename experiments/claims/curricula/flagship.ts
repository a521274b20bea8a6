import { withUpdates, type Experiment } from '../../experiment.js';
import { fiveArms, type Arm } from '../../arms.js';
import { comparison, experimentOf, startPhase, type Basis, type Comparison } from '../../comparison.js';
import { balanceExperiment } from '../../flagship.js';
import { predict } from '../../predict.js';
import { stepMatrixOf } from '../../probes.js';
import { trialResult, type TrialResult } from '../../result.js';
import { run } from '../../run.js';
import { warmStart } from '../../warm-start.js';
import type { CollapseRule } from '../../event.js';
import type { SeedNumbers } from '../claim.js';
import { flagshipRemedies, remedied, type FlagshipRemedy } from './flagship-remedies.js';

export const RATES = [1, 3, 6, 16, 24] as const;
/** The mean rates that were best on other seeds (1000–1023), of those from 1 to 10. */
export const TUNED = { constant: 3, anti: 6 } as const;
/** The rate of the chapter's figure: arms differ most. */
export const HIGH = 16;
export const PHASES = Array.from({ length: 8 }, (_, k) => k / 8);
export const armNames = fiveArms.map(({ name }) => name);

const COLLAPSE: CollapseRule = { signal: 'rewardPerStep', below: -0.5, over: 'last half' };
/** A seed whose warm policy does not stand is replaced by one far away, before any arm is run. */
const TRIES = 8;
const FAR = 100_000;

/** Arms that are run with other steps: those of the oscillating world. */
export const remedyArms = fiveArms.filter(({ name }) => name !== 'flat');

const phaseArm = (phase: number): Arm => ({ name: `phase ${phase}`, about: `rate ${phase} turns ahead`, phase });

/** Updates of a quick run: two periods, of which the last decides. */
const QUICK_UPDATES = 80;
/** Of a quick run with other steps: half a period. */
const QUICK_REMEDY_UPDATES = 20;

/** The flagship without its probes: what is asked here is how runs end. */
function shortForm(quick: boolean): Comparison {
  const whole = balanceExperiment();
  const experiment: Experiment = { ...whole, hooks: [], ...(quick ? { updates: QUICK_UPDATES } : {}) };
  return comparison({ experiment, arms: [...fiveArms, ...PHASES.map(phaseArm)], collapse: COLLAPSE });
}

/** Four phases, the mean rate and the flat world at four rates and at equal mean product, and eight phases at the high rate. */
export function flagshipPart(seed: number, quick: boolean): SeedNumbers {
  const flagship = shortForm(quick);
  const numbers: Record<string, number> = {};
  const reference = experimentOf(flagship, { arm: fiveArms[0], seed, start: 0 }, {});
  let at = seed;
  let warm = warmStart(reference, at);
  for (let tried = 1; !warm.kept && tried < TRIES; tried++) warm = warmStart(reference, (at += FAR));
  const { parameters, sharpness } = warm;

  function play(arm: Arm, basis: Basis, remedy?: FlagshipRemedy): TrialResult {
    const plain = experimentOf(flagship, { arm, seed: at, start: startPhase(seed) }, basis);
    const updatesOf = quick ? QUICK_REMEDY_UPDATES : plain.updates;
    const experiment = remedy === undefined ? plain : remedied(withUpdates(plain, updatesOf), remedy);
    const { updates, learner } = experiment;
    const events = [...run(experiment, { seed: at, ...(parameters === undefined ? {} : { parameters }) })];
    const judged = { score: learner.score, rate: 'learningRate', updates, worst: learner.worst, collapse: COLLAPSE };
    return trialResult(0, at, events, judged);
  }

  /** What the warm policy's curvature promises. */
  function notePredicted(arm: Arm, basis: Basis): void {
    if (sharpness === undefined) return;
    const experiment = experimentOf(flagship, { arm, seed: at, start: startPhase(seed) }, basis);
    const readings = predict(experiment, 'learningRate', sharpness, stepMatrixOf({ kind: 'gradientDescent' }));
    const { margin, growth, transient } = readings ?? {};
    if (margin !== undefined) numbers[`flagship: ${arm.name}, predicted margin`] = margin;
    if (growth !== undefined) numbers[`flagship: ${arm.name}, predicted growth`] = growth;
    if (transient !== undefined) numbers[`flagship: ${arm.name}, predicted transient`] = Math.log10(transient);
  }

  const note = (name: string, { score, collapsed }: TrialResult): void => {
    numbers[name] = score;
    numbers[`${name}, collapsed`] = collapsed ? 1 : 0;
  };
  for (const meanRate of RATES)
    for (const arm of fiveArms) note(`flagship: ${arm.name} at ${meanRate}`, play(arm, { meanRate }));
  for (const arm of fiveArms) {
    if (arm.phase === undefined) continue;
    note(`flagship: ${arm.name} at equal product`, play(arm, { meanRate: HIGH, equal: 'product' }));
  }
  for (const arm of fiveArms) notePredicted(arm, { meanRate: HIGH });
  for (const [name, remedy] of Object.entries(flagshipRemedies))
    for (const arm of remedyArms)
      note(`flagship, ${name}: ${arm.name}`, play(arm, { meanRate: remedy.meanRate }, remedy));
  for (const phase of PHASES) {
    const name = `flagship: phase ${phase}`;
    // An arm of that phase is the same run.
    const same = fiveArms.find((arm) => arm.phase === phase);
    if (same === undefined) note(name, play(phaseArm(phase), { meanRate: HIGH }));
    else
      for (const after of ['', ', collapsed'])
        numbers[`${name}${after}`] = numbers[`flagship: ${same.name} at ${HIGH}${after}`];
  }
  return numbers;
}
