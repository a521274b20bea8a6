import { checkMembers, checkName, checkNumber, OptionError } from '../../math/check.js';
import type { Turns } from '../waveforms.js';
import { criticalRate } from './critical.js';
import { modulationMembers, modulationSampler, type Modulation } from './modulation.js';
import { gradientDescent } from './optimizers.js';
import { isBetter, readingNames, readingOf, type ReadingName } from './readings.js';
import type { StepMatrix } from './step-matrix.js';

/** Options of {@link bestPhase}. */
export interface BestPhaseOptions extends Omit<Modulation, 'phase'> {
  /** What is made best: highest margin, lowest growth or transient; `criticalRate` asks for the phase that tolerates the highest mean rate by growth. */
  readonly reading: ReadingName | 'criticalRate';
  /** The optimizer's step; gradient descent unless given. */
  readonly step?: StepMatrix;
  /** Phases tried, evenly over one turn, 64 unless given. */
  readonly phases?: number;
  /** Relative curvature noise of `meanSquareGrowth`, 0 unless given. */
  readonly noise?: number;
}

/** The best phase and how the reading depends on it. */
export interface BestPhase {
  /** Turns by which the rate should lead, in [0, 1); the middle of the best stretch when phases tie. */
  readonly phase: Turns;
  /** The reading there; Infinity when `criticalRate` finds no critical rate. */
  readonly value: number;
  /** The reading at each phase tried. */
  readonly curve: { readonly phases: Float64Array; readonly values: Float64Array };
}

/**
 * The phase between given waves that makes a reading best, with the whole curve: the best phase depends on the reading, on the depth and on the period.
 *
 * @throws OptionError for an unknown reading, or when no phase has a reading.
 * @source own definition
 * @example bestPhase({ reading: 'margin', meanRate: 0.8, rateAmplitude: 0.5, curvatureAmplitude: 0.5, period: 40 }).phase // 0.5
 */
export function bestPhase(options: BestPhaseOptions): BestPhase {
  checkMembers('bestPhase', options, [
    'reading',
    'step',
    'phases',
    'noise',
    ...modulationMembers.filter((name) => name !== 'phase'),
  ]);
  const { step = gradientDescent(), noise = 0, reading, meanRate, phases: count = 64, ...waves } = options;
  checkName('bestPhase.reading', reading, [...readingNames, 'criticalRate'] as const);
  checkNumber('bestPhase.phases', count, { min: 2, integer: true });
  const sample = modulationSampler();
  const valueAt = (phase: Turns): number | undefined => {
    if (reading === 'criticalRate') {
      const { rateWave, curvatureWave, secondPlayer, ...numbers } = waves;
      const rest = {
        ...(rateWave === undefined ? {} : { rateWave }),
        ...(curvatureWave === undefined ? {} : { curvatureWave }),
        ...(secondPlayer === undefined ? {} : { secondPlayer }),
      };
      return criticalRate({ ...numbers, ...rest, reading: 'growth', step, phase, samples: 400 }).critical ?? Infinity;
    }
    const { rates, curvatures, series } = sample({ ...waves, meanRate, phase });
    return readingOf(reading, step, rates, curvatures, series, noise);
  };
  const phases = Float64Array.from({ length: count }, (_, k) => k / count);
  const values = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const value = valueAt(phases[k]);
    if (value === undefined)
      throw new OptionError('bestPhase', `waves with a ${reading}`, `none at phase ${phases[k]}`);
    values[k] = value;
  }
  const better = (one: number, other: number): boolean =>
    reading === 'criticalRate' ? one > other : isBetter(reading, one, other);
  let best = 0;
  for (let k = 1; k < count; k++) if (better(values[k], values[best])) best = k;
  const phase = middleOfTies(values, best) / count;
  return { phase, value: values[best], curve: { phases, values } };
}

/** Index (it may lie between two samples) of the middle of the longest circular run of values equal to the best. */
function middleOfTies(values: Float64Array, best: number): number {
  const count = values.length;
  const ties = (k: number): boolean =>
    Math.abs(values[k % count] - values[best]) <= 1e-12 * Math.abs(values[best]) || values[k % count] === values[best];
  let start = best;
  while (start > best - count && ties(start - 1 + count)) start--;
  if (start === best - count) return best;
  let [longest, middle, run] = [0, best, 0];
  for (let k = start; k < start + count; k++) {
    run = ties(k + count) ? run + 1 : 0;
    if (run > longest) {
      longest = run;
      middle = k - (run - 1) / 2;
    }
  }
  return ((middle % count) + count) % count;
}
