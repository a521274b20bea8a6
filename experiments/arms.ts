import { antiPhase, inPhase, phaseBetween, quadrature } from '../curriculum/phase.js';
import { isPeriodic, mean, shift } from '../curriculum/period.js';
import {
  cycle,
  isCycle,
  type CycleSchedule,
  type NamedTunables,
  type Schedule,
  type Tunable,
} from '../curriculum/schedule.js';
import type { Turns } from '../curriculum/waveforms.js';
import { checkName, checkNumber, OptionError } from '../math/check.js';
import { withTunables, type Experiment } from './experiment.js';

/** One way of running an experiment, compared with others over the same seeds. */
export interface Arm {
  /** Short name, the first half of its runs' ids. */
  readonly name: string;
  /** What it does, in words. */
  readonly about: string;
  /** How far the rate runs ahead of the oscillating knob, in turns; absent where the rate does not oscillate, or is left as written. */
  readonly phase?: Turns;
  /** `mean` replaces the oscillating rate by its mean. Default 'asWritten'. */
  readonly rate?: 'asWritten' | 'mean';
  /** `mean` replaces everything else that oscillates by its mean. Default 'asWritten'. */
  readonly world?: 'asWritten' | 'mean';
}

/** The rate at four phases, or its mean, in the oscillating world; and the mean rate in the flat one, as control. */
export const fiveArms: readonly Arm[] = [
  { name: 'in', about: 'rate in phase with the difficulty', phase: inPhase },
  { name: 'quad', about: 'rate a quarter of a period ahead', phase: quadrature },
  { name: 'anti', about: 'rate in anti-phase', phase: antiPhase },
  { name: 'const', about: 'constant rate of equal mean', rate: 'mean' },
  { name: 'flat', about: 'constant rate, flat world (control)', rate: 'mean', world: 'mean' },
];

/**
 * The rate at `count` phases spread evenly over a period, then its mean, and the mean rate in the flat world: arms of a phase curve. Those of {@link fiveArms}
 * keep their names, others are called by the degrees that the rate runs ahead.
 *
 * @throws OptionError for less than 3 phases, or more than 360.
 * @example phaseCurve(8).map((arm) => arm.name) // ['in', '45deg', 'quad', '135deg', 'anti', '225deg', '270deg', '315deg', 'const', 'flat']
 */
export function phaseCurve(count: number, option = 'phaseCurve'): readonly Arm[] {
  checkNumber(option, count, { integer: true, min: 3, max: 360 });
  const phases = Array.from({ length: count }, (_, i): Arm => {
    const phase = i / count;
    const degrees = Number((360 * phase).toFixed(1));
    const about = `rate ${degrees}° ahead of the difficulty`;
    return fiveArms.find((arm) => arm.phase === phase) ?? { name: `${degrees}deg`, about, phase };
  });
  return [...phases, ...fiveArms.filter((arm) => arm.phase === undefined)];
}

/** The experiment as it is written: the only arm of a plain run. */
export const asWritten: Arm = { name: 'run', about: 'as written' };

/**
 * The experiment of an arm: `start` turns are added to every periodic tunable; the rate is aligned with the oscillating knob, then shifted by the arm's phase;
 * means replace what the arm holds still.
 *
 * Where no phase between the two is known (other periods, no first harmonic, no knob) the rate is shifted from where it was written.
 *
 * @throws OptionError when the arm needs a periodic rate and the experiment has none.
 */
export function inArm(base: Experiment, arm: Arm, rate: string, start: Turns): Experiment {
  const tunable = base.tunables[checkName('comparison.rate', rate, Object.keys(base.tunables))];
  const replaced: Record<string, Tunable> = {};
  const knob = oscillatingKnob(base.tunables, rate);
  for (const name of Object.keys(base.tunables)) {
    const moving = base.tunables[name];
    if (!isPeriodic(moving)) continue;
    const still = name === rate ? arm.rate === 'mean' : arm.world === 'mean';
    if (still) replaced[name] = mean(moving);
    else if (name === rate && arm.phase !== undefined) {
      replaced[name] = led(moving, knob === undefined ? undefined : base.tunables[knob], start, arm.phase);
    } else if (start !== 0) replaced[name] = shift(moving, start);
  }
  if (arm.phase !== undefined && !isPeriodic(tunable)) {
    throw new OptionError(
      `${base.name}.${rate}`,
      `a periodic schedule for the arm '${arm.name}'`,
      tunable,
      'Build it with cycle({ … }).',
    );
  }
  return withTunables(base, replaced);
}

/** A rate that leads the knob by `lead` turns, both `start` turns later. */
function led(rate: Periodic, knob: Tunable | undefined, start: Turns, lead: Turns): Tunable {
  if (knob === undefined || !isPeriodic(knob) || knob.period !== rate.period) return shift(rate, start + lead);
  if (isCycle(rate) && isCycle(knob) && rate.options.wave === knob.options.wave && rises(rate) === rises(knob)) {
    // One shape: exact phases, so that in phase means the same phase to the last bit.
    return cycle({ ...rate.options, phase: knob.options.phase + start + lead });
  }
  return shift(rate, start + lead - (phaseBetween(rate, knob) ?? 0));
}

type Periodic = Schedule & { readonly period: number };

/** True for a cycle whose value grows with its level; the other way round it is upside down. */
function rises({ options: { min, max } }: CycleSchedule): boolean {
  return max > min;
}

/** The tunable other than the rate that oscillates, if there is one. */
export function oscillatingKnob(tunables: NamedTunables, rate: string): string | undefined {
  return Object.keys(tunables).find((name) => name !== rate && isPeriodic(tunables[name]));
}
