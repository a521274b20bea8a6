import { checkNumber } from '../../math/check.js';
import type { WaveName } from '../own-waves.js';
import { fraction, waveformOf } from '../schedule.js';
import type { Turns, Waveform } from '../waveforms.js';
import type { StepSeries } from './series.js';

/** Two waves of one period: a rate and a curvature, each mean·(1 + amplitude·(2·level − 1)). */
export interface Modulation {
  /** Mid value of the rate, in 1/curvature. */
  readonly meanRate: number;
  /** Relative amplitude of the rate, in [0, 1]. */
  readonly rateAmplitude: number;
  /** Mid value of the curvature, 1 unless given; not 0. */
  readonly meanCurvature?: number;
  /** Relative amplitude of the curvature, in [0, 1]. */
  readonly curvatureAmplitude: number;
  /** Turns by which the rate leads the curvature; with a second player, by which that player's rate leads the first one's. */
  readonly phase: Turns;
  /** Updates per period, an integer ≥ 1. */
  readonly period: number;
  /** Shape of the rate, cosine unless given. */
  readonly rateWave?: WaveName | Waveform;
  /** Shape of the curvature, cosine unless given. */
  readonly curvatureWave?: WaveName | Waveform;
  /** For two-player steps: the phase separates the two players' rates, and the first one's runs in phase with the curvature. */
  readonly secondPlayer?: boolean;
}

/** A modulation sampled over one period. */
export interface ModulationSamples {
  readonly rates: Float64Array;
  readonly curvatures: Float64Array;
  readonly series: StepSeries;
}

/** Names of the modulation's members, for checks. */
export const modulationMembers = [
  'meanRate',
  'rateAmplitude',
  'meanCurvature',
  'curvatureAmplitude',
  'phase',
  'period',
  'rateWave',
  'curvatureWave',
  'secondPlayer',
] as const;

/**
 * One period of rates and curvatures, from the curvature's phase 0.
 *
 * @throws OptionError for an amplitude outside [0, 1], a period that is not an integer ≥ 1, or a mean that is not finite (or a curvature of 0).
 * @source own definition
 * @example sampleModulation({ meanRate: 1, rateAmplitude: 0.5, curvatureAmplitude: 0, phase: 0.5, period: 4 }).rates // [1.5, 1, 0.5, 1]
 */
export function sampleModulation(modulation: Modulation): ModulationSamples {
  return modulationSampler()(modulation);
}

/**
 * A sampler that keeps its arrays and the waves' levels, and computes the levels anew only when period or phase differ from the call before.
 * What it answers is overwritten by the next call; the two waveforms must stay the same.
 */
export function modulationSampler(): (modulation: Modulation) => ModulationSamples {
  let period = -1;
  let phase = NaN;
  let rateLevels = new Float64Array(0);
  let leadLevels = rateLevels;
  let curvatureLevels = rateLevels;
  let samples: ModulationSamples = { rates: rateLevels, curvatures: rateLevels, series: {} };
  let partnerRates = rateLevels;
  return (modulation) => {
    const { meanRate, rateAmplitude, meanCurvature = 1, curvatureAmplitude, secondPlayer = false } = modulation;
    check(modulation);
    if (modulation.period !== period) {
      period = modulation.period;
      phase = NaN;
      rateLevels = new Float64Array(period);
      leadLevels = new Float64Array(period);
      partnerRates = new Float64Array(period);
      curvatureLevels = new Float64Array(period);
      levels(modulation.curvatureWave, 0, curvatureLevels);
      levels(modulation.rateWave, 0, rateLevels);
      const series = secondPlayer ? { partnerRates } : {};
      samples = { rates: new Float64Array(period), curvatures: new Float64Array(period), series };
    }
    if (modulation.phase !== phase) {
      phase = modulation.phase;
      levels(modulation.rateWave, phase, leadLevels);
    }
    const { rates, curvatures } = samples;
    const first = secondPlayer ? rateLevels : leadLevels;
    for (let n = 0; n < period; n++) {
      rates[n] = meanRate * (1 + rateAmplitude * first[n]);
      curvatures[n] = meanCurvature * (1 + curvatureAmplitude * curvatureLevels[n]);
    }
    if (secondPlayer) for (let n = 0; n < period; n++) partnerRates[n] = meanRate * (1 + rateAmplitude * leadLevels[n]);
    return samples;
  };
}

function check(modulation: Modulation): void {
  const { meanRate, rateAmplitude, meanCurvature = 1, curvatureAmplitude, phase, period } = modulation;
  checkNumber('modulation.meanRate', meanRate);
  checkNumber('modulation.rateAmplitude', rateAmplitude, { min: 0, max: 1 });
  checkNumber('modulation.curvatureAmplitude', curvatureAmplitude, { min: 0, max: 1 });
  if (meanCurvature === 0 || !Number.isFinite(meanCurvature))
    checkNumber('modulation.meanCurvature', meanCurvature, { above: 0 });
  checkNumber('modulation.phase', phase, { advice: 'Phases are counted in turns.' });
  checkNumber('modulation.period', period, {
    min: 1,
    integer: true,
    advice: 'A growth per period needs whole updates.',
  });
}

/** Writes 2·level − 1 of a wave over one period. */
function levels(wave: WaveName | Waveform | undefined, phase: Turns, out: Float64Array): void {
  const shape = waveformOf('modulation.wave', wave ?? 'cosine');
  for (let n = 0; n < out.length; n++) out[n] = 2 * shape(fraction(n / out.length + phase)) - 1;
}
