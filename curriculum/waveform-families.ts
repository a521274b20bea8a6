import { checkMembers, checkNumber, OptionError } from '../math/check.js';
import type { Level, Turns, Waveform } from './waveforms.js';

/**
 * A triangle that climbs for `duty` of the turn and descends for the rest: p/duty, then (1 − p)/(1 − duty).
 * Range [0, 1], mean ½, trough at 0, crest at `duty`, continuous; `triangleOf(0.5)` is {@link triangle}.
 *
 * @throws OptionError for a duty outside (0, 1).
 * @source Smith 2017 (unequal step sizes up and down)
 * @example triangleOf(0.25)(0.5) // 0.6666666666666666
 */
export function triangleOf(duty: Turns): Waveform {
  checkNumber('triangleOf.duty', duty, {
    above: 0,
    below: 1,
    advice: 'For a jump on one side use sawtooth or sawtoothDown.',
  });
  return (phase) => (phase < duty ? phase / duty : (1 - phase) / (1 - duty));
}

/**
 * Low, then high for the last `duty` of the turn: 0 for p < 1 − duty, else 1.
 * Range {0, 1}, mean `duty`, two jumps; `pulseOf(0.5)` is {@link square}, `pulseOf(0.25)` is {@link pulse}.
 *
 * @throws OptionError for a duty outside (0, 1).
 * @source audio practice (pulse width)
 * @example pulseOf(0.1)(0.95) // 1
 */
export function pulseOf(duty: Turns): Waveform {
  checkNumber('pulseOf.duty', duty, {
    above: 0,
    below: 1,
    advice: 'A constant needs no waveform: give a number instead of a schedule.',
  });
  const start = 1 - duty;
  return (phase) => (phase < start ? 0 : 1);
}

/** Options of {@link trapezoidOf}; rise + high + fall ≤ 1, the rest of the turn is spent at 0. */
export interface TrapezoidOptions {
  /** Turns spent climbing. */
  readonly rise: Turns;
  /** Turns spent at 1. */
  readonly high: Turns;
  /** Turns spent descending. */
  readonly fall: Turns;
}

/**
 * Rest at 0, climb, stay at 1, descend; half of the rest lies before the climb and half after the descent.
 * Range [0, 1], mean (rise + fall)/2 + high, continuous when rise and fall are above 0; `{ rise: ¼, high: ¼, fall: ¼ }` is {@link trapezoid}.
 *
 * @throws OptionError for a negative part or parts that sum to more than a turn.
 * @source audio practice (attack, hold, decay)
 * @example trapezoidOf({ rise: 0.5, high: 0, fall: 0.5 })(0.25) // 0.5
 */
export function trapezoidOf(options: TrapezoidOptions): Waveform {
  checkMembers('trapezoidOf', options, ['rise', 'high', 'fall']);
  const { rise, high, fall } = options;
  for (const [name, part] of [
    ['rise', rise],
    ['high', high],
    ['fall', fall],
  ] as const)
    checkNumber(`trapezoidOf.${name}`, part, { min: 0, max: 1 });
  const rest = 1 - rise - high - fall;
  if (rest < -1e-12)
    throw new OptionError('trapezoidOf', 'rise + high + fall ≤ 1', rise + high + fall, 'The parts share one turn.');
  const start = Math.max(0, rest / 2);
  const top = start + rise;
  const end = top + high;
  const bottom = end + fall;
  return (phase) => {
    if (phase < start || phase >= bottom) return 0;
    if (phase < top) return (phase - start) / rise;
    return phase < end ? 1 : (bottom - phase) / fall;
  };
}

/**
 * A capacitor charging for `constants` time constants, then a jump down: (1 − e^(−kp))/(1 − e^(−k)); a negative k climbs late instead of early.
 * Range [0, 1), mean 1/(1 − e^(−k)) − 1/k, trough at 0, crest just before 1; `chargeOf(5)` is {@link charge}.
 *
 * @throws OptionError for k = 0, whose limit is {@link sawtooth}, or |k| above 500.
 * @source Horowitz & Hill 1989 (RC circuit)
 * @example chargeOf(-5)(0.5) // 0.075858180021
 */
export function chargeOf(constants: number): Waveform {
  checkNumber('chargeOf.constants', constants, { min: -500, max: 500 });
  if (constants === 0)
    throw new OptionError('chargeOf.constants', 'a number other than 0', constants, 'Its limit at 0 is the sawtooth.');
  const full: Level = Math.expm1(-constants);
  return (phase) => Math.expm1(-constants * phase) / full;
}
