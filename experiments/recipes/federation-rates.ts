import { jointPeriod } from '../../curriculum/period.js';
import { cycle, type CycleSchedule } from '../../curriculum/schedule.js';
import type { Turns } from '../../curriculum/waveforms.js';
import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import { designSums } from './federation-design.js';

/** Options of {@link designRates}. */
export interface DesignRatesOptions {
  /** dₖ: where each client drifts to within a round per unit of rate, as seen by the server (its weight in the average multiplied in); all of one size. */
  readonly drifts: readonly (readonly number[])[];
  /** Local steps in a round. */
  readonly localSteps: number;
  /** Smallest rate that any client may have at any update. */
  readonly min: number;
  /** Largest rate that any client may have at any update. */
  readonly max: number;
  /** Updates per period that may be chosen, integers ≥ 2; the same for all clients. Default: one round. */
  readonly periods?: readonly number[];
  /** Relative amplitude of every client's cosine, in [0, 1). Default 0.5. */
  readonly depth?: number;
  /** Sum over all clients of their rates in a round: the effort that is held equal. Default: halfway between the bounds. */
  readonly total?: number;
}

/** What {@link designRates} finds. */
export interface DesignedRates {
  /** A cosine for each client: its period, phase, and amplitude. */
  readonly rates: readonly CycleSchedule[];
  readonly period: number;
  readonly phases: readonly Turns[];
  /** Mean over rounds of the sum of each client's rates in a round. */
  readonly sums: readonly number[];
  /** ‖Σₖ Wₖ·dₖ‖, root mean square over the rounds after which everything repeats. */
  readonly residual: number;
}

/**
 * Cosines for the clients of a federation so that Σₖ Wₖ·dₖ ≈ 0 in every round: mean rates by bounded least squares, then the period of those allowed and the phases
 * that leave least.
 *
 * In round r a client's rates sum to mₖ·(K − αA·cos(2π(cᵣ/T + pₖ))), A = sin(πK/T)/sin(π/T), cᵣ the round's middle. Whole periods have A = 0: no phase changes anything.
 * Elsewhere the ripple Σ mₖ·e^{2πi·pₖ}·dₖ is lowered phase by phase, from staggered and from equal phases.
 *
 * @throws OptionError for periods that are no integers ≥ 2, bounds without room for the depth, or a total that they do not reach.
 * @source own definition
 * @example designRates({ drifts: [[1], [-2]], localSteps: 10, min: 0, max: 0.2, depth: 0.5, total: 1.2 }).sums // [0.8, 0.4]
 */
export function designRates(options: DesignRatesOptions): DesignedRates {
  checkMembers('designRates', options, ['drifts', 'localSteps', 'min', 'max', 'periods', 'depth', 'total']);
  const { drifts } = options;
  const localSteps = checkNumber('designRates.localSteps', options.localSteps, { integer: true, min: 1 });
  const { periods = [localSteps] } = options;
  const min = checkNumber('designRates.min', options.min, { min: 0 });
  const max = checkNumber('designRates.max', options.max, { min });
  const depth = checkNumber('designRates.depth', options.depth ?? 0.5, { min: 0, below: 1 });
  if (periods.length === 0) throw new OptionError('designRates.periods', 'at least one period', 'none');
  for (const [i, period] of periods.entries())
    checkNumber(`designRates.periods[${i}]`, period, { integer: true, min: 2 });
  const [least, most] = [(localSteps * min) / (1 - depth), (localSteps * max) / (1 + depth)];
  if (least > most) throw new OptionError('designRates.depth', 'a depth that the bounds have room for', depth);
  const total = options.total === undefined ? {} : { total: options.total };
  const { sums } = designSums({ drifts, min: least, max: most, ...total });
  let best: DesignedRates | undefined;
  for (const period of periods) {
    for (const phases of phasesFor(period, localSteps, sums, drifts)) {
      const rates = sums.map((sum, k) => {
        const mean = sum / localSteps;
        return cycle({ wave: 'cosine', period, min: mean * (1 - depth), max: mean * (1 + depth), phase: phases[k] });
      });
      const found = { rates, period, phases, sums, residual: residualOf(rates, period, localSteps, drifts) };
      // What rounding leaves decides nothing: the first of equals is kept.
      if (best === undefined || found.residual < best.residual - 1e-12 * most) best = found;
    }
  }
  if (best === undefined) throw new OptionError('designRates.periods', 'at least one period', 'none');
  return best;
}

const MOST_SWEEPS = 200;

/** Phases worth trying: staggered ones where they change nothing, else both descents of the ripple. */
function phasesFor(
  period: number,
  localSteps: number,
  sums: readonly number[],
  drifts: readonly (readonly number[])[],
): readonly (readonly Turns[])[] {
  const staggered = sums.map((_, k) => k / sums.length);
  if (localSteps % period === 0) return [staggered];
  // Of two rounds a period the middles lie half a turn apart: a quarter away from both, the cosine's ripple is 0.
  const quiet = (((0.25 - (localSteps - 1) / 2 / period) % 1) + 1) % 1;
  const equal = sums.map(() => (period === 2 * localSteps ? quiet : 0));
  return [equal, calmed(staggered, sums, drifts)];
}

/** Turns each client's phase against the ripple of all others, until none gains: a step never raises ‖Σ mₖ·e^{2πi·pₖ}·dₖ‖. */
function calmed(
  start: readonly Turns[],
  sums: readonly number[],
  drifts: readonly (readonly number[])[],
): readonly Turns[] {
  const phases = start.slice();
  const size = drifts[0].length;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let turned = 0;
    for (let k = 0; k < phases.length; k++) {
      let [real, imaginary] = [0, 0];
      for (let j = 0; j < phases.length; j++) {
        if (j === k) continue;
        let along = 0;
        for (let i = 0; i < size; i++) along += drifts[k][i] * drifts[j][i];
        real += sums[j] * along * Math.cos(2 * Math.PI * phases[j]);
        imaginary += sums[j] * along * Math.sin(2 * Math.PI * phases[j]);
      }
      if (real === 0 && imaginary === 0) continue;
      const phase = (Math.atan2(-imaginary, -real) / (2 * Math.PI) + 1) % 1;
      turned = Math.max(turned, Math.abs(Math.sin(Math.PI * (phase - phases[k]))));
      phases[k] = phase;
    }
    if (turned < 1e-12) break;
  }
  return phases;
}

/** Root mean square of ‖Σ Wₖ·dₖ‖ over the rounds of a joint period. */
function residualOf(
  rates: readonly CycleSchedule[],
  period: number,
  localSteps: number,
  drifts: readonly (readonly number[])[],
): number {
  const steps = jointPeriod([rates[0], Object.assign(() => 0, { period: localSteps })]) ?? period * localSteps;
  const sum = new Float64Array(drifts[0].length);
  let squares = 0;
  for (let update = 0; update < steps; update++) {
    for (const [k, rate] of rates.entries()) {
      const eta = rate(update, {});
      for (let i = 0; i < sum.length; i++) sum[i] += eta * drifts[k][i];
    }
    if ((update + 1) % localSteps !== 0) continue;
    for (let i = 0; i < sum.length; i++) squares += sum[i] * sum[i];
    sum.fill(0);
  }
  return Math.sqrt((squares * localSteps) / steps);
}
