import { checkNumber, OptionError } from '../math/check.js';
import { powerOf } from './power.js';
import { fraction } from './schedule.js';
import type { Level, Turns, Waveform } from './waveforms.js';

/**
 * Upside down: 1 − w(p). Not {@link antiPhase}: the two agree only for half-wave symmetric shapes.
 *
 * @source elementary
 * @example invert(sawtooth)(0.25) // 0.75
 */
export function invert(wave: Waveform): Waveform {
  return (phase) => 1 - wave(phase);
}

/**
 * Backwards in time: w(−p).
 *
 * @source elementary
 * @example reverse(sawtooth)(0.25) // 0.75
 */
export function reverse(wave: Waveform): Waveform {
  return (phase) => wave(fraction(-phase));
}

/**
 * The first half of the shape stretched over [0, middle), the second over [middle, 1): what lay at phase ½ lies at `middle`.
 *
 * @throws OptionError for a middle outside (0, 1).
 * @source audio practice (low-frequency oscillator)
 * @example skew(triangle, 0.2)(0.2) // 1
 */
export function skew(wave: Waveform, middle: Turns): Waveform {
  checkNumber('skew.middle', middle, {
    above: 0,
    below: 1,
    advice: 'It is the phase, in turns, where the middle of the shape shall lie.',
  });
  return (phase) =>
    wave(phase < middle ? (0.5 * phase) / middle : fraction(0.5 + (0.5 * (phase - middle)) / (1 - middle)));
}

/**
 * Between two shapes: (1 − amount)·a(p) + amount·b(p).
 *
 * @throws OptionError for an amount outside [0, 1].
 * @source elementary
 * @example blend(square, sawtooth, 0.5)(0.75) // 0.875
 */
export function blend(a: Waveform, b: Waveform, amount: Level): Waveform {
  checkNumber('blend.amount', amount, { min: 0, max: 1, advice: '0 is the first shape, 1 the second.' });
  return (phase) => (1 - amount) * a(phase) + amount * b(phase);
}

/**
 * A staircase: each of `steps` equal parts of the turn keeps the level of its start, w(⌊p·steps⌋/steps).
 *
 * @throws OptionError for a number of steps that is not an integer ≥ 1.
 * @source audio practice (sample and hold)
 * @example hold(sawtooth, 4)(0.6) // 0.5
 */
export function hold(wave: Waveform, steps: number): Waveform {
  checkNumber('hold.steps', steps, { integer: true, min: 1, advice: 'Steps are counted per turn.' });
  return (phase) => wave(Math.floor(phase * steps) / steps);
}

/**
 * A shape bent towards its trough (exponent above 1) or its crest (below 1): w(p)^exponent. Levels 0 and 1 stay.
 *
 * @throws OptionError for an exponent that is not above 0.
 * @source elementary
 * @example power(triangle, 2)(0.25) // 0.25
 */
export function power(wave: Waveform, exponent: number): Waveform {
  checkNumber('power.exponent', exponent, { above: 0, advice: 'Use invert to turn a shape upside down.' });
  return (phase) => powerOf(wave(phase), exponent);
}

/**
 * A shape from partials: ½(1 − Σₖ aₖ cos 2π(kp + φₖ)/Σₖ|aₖ|), k = 1, 2, …, with amplitudes aₖ and phases φₖ in turns (0 where not given).
 * Within [0, 1], mean ½; with amplitudes ≥ 0 and no phases it starts at its trough, level 0. `harmonics([1])` is {@link cosine}.
 *
 * @throws OptionError for no amplitude other than 0, more phases than amplitudes, or one that is not finite.
 * @source Fourier 1822 (additive synthesis)
 * @example harmonics([1, 0, 1 / 9])(0.5) // 1
 */
export function harmonics(amplitudes: readonly number[], phases: readonly Turns[] = []): Waveform {
  const a = Float64Array.from(amplitudes, (amplitude, i) => checkNumber(`harmonics.amplitudes[${i}]`, amplitude));
  const offsets = Float64Array.from(phases, (phase, i) => checkNumber(`harmonics.phases[${i}]`, phase));
  const total = a.reduce((sum, amplitude) => sum + Math.abs(amplitude), 0);
  if (!(total > 0))
    throw new OptionError(
      'harmonics.amplitudes',
      'at least one number other than 0',
      amplitudes,
      'A plain cosine is [1].',
    );
  if (offsets.length > a.length)
    throw new OptionError(
      'harmonics.phases',
      `at most ${a.length} numbers`,
      phases,
      'One phase belongs to each amplitude.',
    );
  return (phase) => {
    let sum = 0;
    for (let i = 0; i < a.length; i++)
      sum += a[i] * Math.cos(2 * Math.PI * ((i + 1) * phase + (i < offsets.length ? offsets[i] : 0)));
    return Math.min(1, Math.max(0, 0.5 * (1 - sum / total)));
  };
}
