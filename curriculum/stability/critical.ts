import { checkMembers, checkName, checkNumber } from '../../math/check.js';
import { NEUTRAL_BAND } from './floquet.js';
import { modulationMembers, modulationSampler, type Modulation } from './modulation.js';
import { gradientDescent } from './optimizers.js';
import { readingNames, readingOf, type ReadingName } from './readings.js';
import type { StepMatrix } from './step-matrix.js';

/** Options of {@link criticalRate}. */
export interface CriticalRateOptions extends Omit<Modulation, 'meanRate'> {
  /** The reading that decides: a negative margin, a growth above 1, or a transient above `transientLimit` is unstable. */
  readonly reading: ReadingName;
  /** The optimizer's step; gradient descent unless given. */
  readonly step?: StepMatrix;
  /** Smallest mean rate tried, in 1/curvature; one sample above 0 unless given. */
  readonly from?: number;
  /** Largest mean rate tried, in 1/curvature; three times the frozen limit unless given. */
  readonly to?: number;
  /** Rates tried before refining, 2000 unless given; a window narrower than their spacing can be missed. */
  readonly samples?: number;
  /** Spacing of the rates tried: `log` finds the narrow windows of momentum methods at low rates. */
  readonly scale?: 'linear' | 'log';
  /** Relative curvature noise of `meanSquareGrowth`, 0 unless given. */
  readonly noise?: number;
  /** Transient growth that counts as unstable, 10 unless given. */
  readonly transientLimit?: number;
}

/** A range of mean rates. */
export interface RateWindow {
  readonly from: number;
  readonly to: number;
}

/** Where a modulated step is stable. */
export interface CriticalRate {
  /** Lowest mean rate at which stability is lost; undefined when it is not lost in the range. */
  readonly critical: number | undefined;
  /** All ranges of mean rate, in order, in which the step is not unstable (neutral counts as not unstable). */
  readonly windows: readonly RateWindow[];
  /** True when a stable window opens again above the critical rate: then the critical rate alone does not tell the story. */
  readonly reopens: boolean;
  /** Largest spacing of the rates tried: windows narrower than this can be missed. */
  readonly resolution: number;
}

/**
 * The mean rates at which a modulated step is stable by the named reading: the range is scanned, then every change is refined.
 * Stable windows reopen, so the range is never bisected blindly.
 *
 * @throws OptionError for an unknown reading or a range without a width.
 * @source own definition
 * @example criticalRate({ reading: 'margin', rateAmplitude: 0.5, curvatureAmplitude: 0.5, phase: 0, period: 40 }).critical // 8/9
 */
export function criticalRate(options: CriticalRateOptions): CriticalRate {
  checkMembers('criticalRate', options, [
    ...['reading', 'step', 'from', 'to', 'samples', 'scale', 'noise', 'transientLimit'],
    ...modulationMembers.filter((name) => name !== 'meanRate'),
  ]);
  const { step = gradientDescent(), noise = 0, transientLimit = 10, meanCurvature = 1 } = options;
  const reading = checkName('criticalRate.reading', options.reading, readingNames);
  const log = checkName('criticalRate.scale', options.scale ?? 'linear', ['linear', 'log'] as const) === 'log';
  const samples = checkNumber('criticalRate.samples', options.samples ?? 2000, { min: 2, integer: true });
  const sample = modulationSampler();
  const cell = { ...options, meanRate: 0 };
  sample(cell); // names a member of the waves that cannot be used before the range is looked at
  const reach = (3 * step.limit) / Math.abs(meanCurvature);
  const to = checkNumber('criticalRate.to', options.to ?? reach, { above: 0, advice: 'Give the largest rate to try.' });
  const from = checkNumber('criticalRate.from', options.from ?? to / samples, { above: 0, below: to });
  const unstable = (rate: number): boolean => {
    cell.meanRate = rate;
    const { rates, curvatures, series } = sample(cell);
    const value = readingOf(reading, step, rates, curvatures, series, noise);
    if (value === undefined) return true;
    if (reading === 'margin') return value < 0;
    return value > (reading === 'transient' ? transientLimit : 1 + NEUTRAL_BAND);
  };
  const rateAt = (k: number): number => {
    const share = k / (samples - 1);
    return log ? from * Math.exp(share * Math.log(to / from)) : from + share * (to - from);
  };
  const windows: RateWindow[] = [];
  let critical: number | undefined;
  let before = unstable(from);
  let opened = from;
  if (before) critical = from;
  for (let k = 1; k < samples; k++) {
    const now = unstable(rateAt(k));
    if (now !== before) {
      const edge = refine(unstable, rateAt(k - 1), rateAt(k), before);
      if (now) {
        windows.push({ from: opened, to: edge });
        critical ??= edge;
      } else opened = edge;
    }
    before = now;
  }
  if (!before) windows.push({ from: opened, to });
  const reopens = critical !== undefined && windows.some((window) => window.from >= critical);
  return { critical, windows, reopens, resolution: rateAt(samples - 1) - rateAt(samples - 2) };
}

/** The rate at which the answer changes between two samples that differ. */
function refine(unstable: (rate: number) => boolean, from: number, to: number, atFrom: boolean): number {
  let [low, high] = [from, to];
  for (let k = 0; k < 48; k++) {
    const middle = (low + high) / 2;
    if (unstable(middle) === atFrom) low = middle;
    else high = middle;
  }
  return high;
}
