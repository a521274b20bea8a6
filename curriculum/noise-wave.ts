import { checkMembers, checkNumber } from '../math/check.js';
import { streams, type Seed } from '../math/random.js';
import type { Waveform } from './waveforms.js';

/** Options of {@link noiseWave}. */
export interface NoiseWaveOptions {
  /** Which noise: the same seed always gives the same shape. */
  readonly seed: Seed;
  /** Highest frequency, in periods per turn; 1 is a shifted cosine. */
  readonly harmonics: number;
}

/**
 * Smooth noise that repeats every turn: Σₖ aₖ cos 2πkp + bₖ sin 2πkp for k = 1 … harmonics, aₖ and bₖ standard normal, then lowest level 0 and highest level 1.
 *
 * Range [0, 1], continuous with all derivatives, no frequency above `harmonics`; crest, trough and mean depend on the seed.
 *
 * @throws OptionError for fewer than 1 or more than 256 harmonics, or a seed that cannot be used.
 * @source Rice 1944 (random noise as a sum of harmonics with normal amplitudes)
 * @example noiseWave({ seed: 7, harmonics: 4 })(0.3) === noiseWave({ seed: 7, harmonics: 4 })(0.3) // true
 */
export function noiseWave(options: NoiseWaveOptions): Waveform {
  checkMembers('noiseWave', options, ['seed', 'harmonics']);
  const { seed, harmonics } = options;
  checkNumber('noiseWave.harmonics', harmonics, { integer: true, min: 1, max: 256 });
  const random = streams(seed).fork('curriculum');
  const amplitudes = new Float64Array(2 * harmonics);
  for (let i = 0; i < amplitudes.length; i++) amplitudes[i] = random.normal();
  const raw = (phase: number): number => {
    let sum = 0;
    for (let k = 1; k <= harmonics; k++) {
      const angle = 2 * Math.PI * k * phase;
      sum += amplitudes[2 * k - 2] * Math.cos(angle) + amplitudes[2 * k - 1] * Math.sin(angle);
    }
    return sum;
  };
  const low = -highest((phase) => -raw(phase), harmonics);
  const span = highest(raw, harmonics) - low;
  return (phase) => Math.min(1, Math.max(0, (raw(phase) - low) / span));
}

/** The highest value of a band-limited function over a turn: 32 samples a harmonic, then golden sections around the best one. */
function highest(f: (phase: number) => number, harmonics: number): number {
  const count = 32 * harmonics;
  let best = 0;
  let peak = f(0);
  for (let i = 1; i < count; i++) {
    const value = f(i / count);
    if (value > peak) [best, peak] = [i, value];
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let left = (best - 1) / count;
  let right = (best + 1) / count;
  for (let i = 0; i < 40; i++) {
    const a = right - golden * (right - left);
    const b = left + golden * (right - left);
    const [atA, atB] = [f(a), f(b)];
    peak = Math.max(peak, atA, atB);
    if (atA > atB) right = b;
    else left = a;
  }
  return peak;
}
