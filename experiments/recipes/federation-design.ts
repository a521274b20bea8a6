import { cycle, fraction, waveformOf, type CycleSchedule } from '../../curriculum/schedule.js';
import type { WaveName } from '../../curriculum/own-waves.js';
import type { Turns, Waveform } from '../../curriculum/waveforms.js';
import { checkMembers, checkNumber, OptionError } from '../../math/check.js';

/** Options of {@link designSums}. */
export interface DesignSumsOptions {
  /** dₖ: where each client drifts to within a round per unit of rate, as seen by the server (its weight in the average multiplied in); all of one size. */
  readonly drifts: readonly (readonly number[])[];
  /** Smallest sum of a client's rates in a round. */
  readonly min: number;
  /** Largest sum of a client's rates in a round. */
  readonly max: number;
  /** Sum over all clients: the effort that is held equal. Default: halfway between the bounds for each. */
  readonly total?: number;
}

/** What {@link designSums} finds. */
export interface DesignedSums {
  /** Wₖ: the sum of each client's rates in a round. */
  readonly sums: readonly number[];
  /** ‖Σₖ Wₖ·dₖ‖: 0 where the drifts cancel. */
  readonly residual: number;
  /** The same for equal sums of the same total. */
  readonly equal: number;
}

const MOST_STEPS = 200_000;

/**
 * The sums Wₖ of clients' rates for which the drifts cancel as well as they can: min ‖Σₖ Wₖ·dₖ‖ with min ≤ Wₖ ≤ max and Σ Wₖ = total.
 *
 * Bounded least squares by accelerated projected gradients from equal sums. Drifts that already sum to 0 are left alone.
 *
 * @throws OptionError for drifts of different size, or a total that the bounds do not reach.
 * @source Beck & Teboulle, A fast iterative shrinkage-thresholding algorithm (2009); O'Donoghue & Candès 2015 (restarts)
 * @example designSums({ drifts: [[1], [-2]], min: 0.3, max: 1.7, total: 1.5 }).sums // [1, 0.5]
 */
export function designSums(options: DesignSumsOptions): DesignedSums {
  checkMembers('designSums', options, ['drifts', 'min', 'max', 'total']);
  const { drifts, min, max } = options;
  const count = drifts.length;
  checkNumber('designSums.drifts', count, { min: 1, integer: true, advice: 'Give at least one client.' });
  const size = drifts[0].length;
  for (const [k, drift] of drifts.entries())
    if (drift.length !== size) throw new OptionError(`designSums.drifts[${k}]`, `${size} numbers`, drift.length);
  checkNumber('designSums.max', max, { min });
  const total = checkNumber('designSums.total', options.total ?? (count * (min + max)) / 2, {
    min: count * min,
    max: count * max,
    advice: 'It is the sum over all clients.',
  });
  const gram = gramOf(drifts);
  // The largest row sum bounds the largest eigenvalue.
  let steepest = 0;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let j = 0; j < count; j++) sum += Math.abs(gram[i * count + j]);
    steepest = Math.max(steepest, sum);
  }
  const sums = new Float64Array(count).fill(total / count);
  const equal = residualOf(drifts, sums);
  if (steepest > 0) descend(gram, steepest, sums, { min, max, total });
  return { sums: [...sums], residual: residualOf(drifts, sums), equal };
}

function gramOf(drifts: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(
    drifts.flatMap((a) => drifts.map((b) => a.reduce((sum, value, i) => sum + value * b[i], 0))),
  );
}

function residualOf(drifts: readonly (readonly number[])[], sums: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < drifts[0].length; i++) {
    let sum = 0;
    for (let k = 0; k < drifts.length; k++) sum += sums[k] * drifts[k][i];
    squares += sum * sum;
  }
  return Math.sqrt(squares);
}

interface Simplex {
  readonly min: number;
  readonly max: number;
  readonly total: number;
}

/** Minimises ½wᵀGw over the bounded simplex, in place; speed is dropped whenever it points uphill. */
function descend(gram: Float64Array, steepest: number, sums: Float64Array, within: Simplex): void {
  const count = sums.length;
  const ahead = Float64Array.from(sums);
  const next = new Float64Array(count);
  let pace = 1;
  for (let step = 0; step < MOST_STEPS; step++) {
    let uphill = 0;
    let moved = 0;
    for (let i = 0; i < count; i++) {
      let slope = 0;
      for (let j = 0; j < count; j++) slope += gram[i * count + j] * ahead[j];
      next[i] = ahead[i] - slope / steepest;
    }
    project(next, within);
    for (let i = 0; i < count; i++) {
      uphill += (ahead[i] - next[i]) * (next[i] - sums[i]);
      moved = Math.max(moved, Math.abs(next[i] - sums[i]));
    }
    const faster = uphill > 0 ? 1 : (1 + Math.sqrt(1 + 4 * pace * pace)) / 2;
    const carried = uphill > 0 ? 0 : (pace - 1) / faster;
    for (let i = 0; i < count; i++) {
      ahead[i] = next[i] + carried * (next[i] - sums[i]);
      sums[i] = next[i];
    }
    pace = faster;
    if (moved <= 1e-15 * within.max && uphill <= 0 && step > 0) return;
  }
}

/** The nearest point with min ≤ wᵢ ≤ max and Σ wᵢ = total: one shift, then clipped; the shift by bisection. */
function project(w: Float64Array, { min, max, total }: Simplex): void {
  let low = Infinity;
  let high = -Infinity;
  for (const value of w) {
    low = Math.min(low, value - max);
    high = Math.max(high, value - min);
  }
  for (let k = 0; k < 80; k++) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (const value of w) sum += Math.max(min, Math.min(max, value - middle));
    if (sum > total) low = middle;
    else high = middle;
  }
  for (let i = 0; i < w.length; i++) w[i] = Math.max(min, Math.min(max, w[i] - high));
}

/** Options of {@link wavesOfSums}. */
export interface WavesOfSumsOptions {
  /** Wₖ: the sum of each client's rates in a round. */
  readonly sums: readonly number[];
  /** Local steps in a round. */
  readonly localSteps: number;
  /** Whole periods in a round; localSteps / periods must be an integer ≥ 2. Default 1. */
  readonly periods?: number;
  /** Rate at every client's trough. Default 0. */
  readonly min?: number;
  /** Phase of each client, in turns. Default k/count: staggered. */
  readonly phases?: readonly Turns[];
  /** The shape. Default 'cosine'. */
  readonly wave?: WaveName | Waveform;
}

/**
 * Cycles whose rates sum to Wₖ in every round. Whole periods make the phase irrelevant to the sum, so the crest carries it: max − min = (Wₖ/K − min)/mean level.
 *
 * @throws OptionError when a round does not hold whole periods, or a client's mean rate lies below the trough.
 * @example wavesOfSums({ sums: [1, 3], localSteps: 10 }).map((wave) => wave.options.max) // [0.2, 0.6]
 */
export function wavesOfSums(options: WavesOfSumsOptions): readonly CycleSchedule[] {
  checkMembers('wavesOfSums', options, ['sums', 'localSteps', 'periods', 'min', 'phases', 'wave']);
  const { sums, localSteps, periods = 1, min = 0 } = options;
  const phases = options.phases ?? sums.map((_, k) => k / sums.length);
  const shape = waveformOf('wavesOfSums.wave', options.wave ?? 'cosine');
  const advice = 'A round must hold whole periods of whole updates.';
  const period = checkNumber('wavesOfSums.periods', localSteps / periods, { integer: true, min: 2, advice });
  if (phases.length !== sums.length)
    throw new OptionError('wavesOfSums.phases', `${sums.length} phases`, phases.length, 'One for each client.');
  return sums.map((sum, k) => {
    let level = 0;
    for (let n = 0; n < period; n++) level += shape(fraction(n / period + phases[k])) / period;
    const crest =
      min + (checkNumber(`wavesOfSums.sums[${k}]`, sum, { min: localSteps * min }) / localSteps - min) / level;
    return cycle({ wave: options.wave ?? 'cosine', period, min, max: crest, phase: phases[k] });
  });
}

/** Options of {@link phasesOfSums}. */
export interface PhasesOfSumsOptions {
  /** Wₖ: the wanted sum of each client's rates in the round. */
  readonly sums: readonly number[];
  /** Local steps in a round. */
  readonly localSteps: number;
  /** Updates per period of every client's cosine; a round must not hold whole periods. */
  readonly period: number;
  /** Rate at the trough, the same for all. */
  readonly min: number;
  /** Rate at the crest, the same for all. */
  readonly max: number;
  /** The round, from 0. It comes again only every period / localSteps rounds: in between the sums are others. Default 0. */
  readonly round?: number;
}

/** What {@link phasesOfSums} finds. */
export interface PhasesOfSums {
  /** Phase of each client's cosine, in turns in [0, 1). */
  readonly phases: readonly Turns[];
  /** What the rates then sum to: the wanted sums, or the nearest within reach. */
  readonly sums: readonly number[];
}

/**
 * Phases at which cosines of one period and height sum to Wₖ in one round: Σ = m(K − αA·cos 2π(c/T + p)), A = sin(πK/T)/sin(π/T), c the round's middle.
 *
 * @throws OptionError when the period divides the round: then the phase changes nothing.
 * @example phasesOfSums({ sums: [1], localSteps: 10, period: 20, min: 0, max: 0.2 }).phases // [0.025]
 */
export function phasesOfSums(options: PhasesOfSumsOptions): PhasesOfSums {
  checkMembers('phasesOfSums', options, ['sums', 'localSteps', 'period', 'min', 'max', 'round']);
  const { sums, localSteps, period, min, max, round = 0 } = options;
  const reach = Math.sin((Math.PI * localSteps) / period) / Math.sin(Math.PI / period);
  if (Number.isInteger(localSteps / period) || period <= 1)
    throw new OptionError('phasesOfSums.period', 'a period that does not divide the round', period);
  const middle = (min + max) / 2;
  const swing = ((max - min) / 2) * reach;
  const centre = (round * localSteps + (localSteps - 1) / 2) / period;
  const cosines = sums.map((sum) => Math.max(-1, Math.min(1, (localSteps * middle - sum) / swing)));
  return {
    phases: cosines.map((cosine) => fraction(Math.acos(cosine) / (2 * Math.PI) - centre)),
    sums: cosines.map((cosine) => localSteps * middle - swing * cosine),
  };
}
