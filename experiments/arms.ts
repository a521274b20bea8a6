import { antiPhase, inPhase, quadrature } from '../curriculum/phase.js';
import { isPeriodic, mean, shift, type NamedTunables, type Tunable } from '../curriculum/schedule.js';
import type { Turns } from '../curriculum/waveforms.js';
import { OptionError } from '../math/check.js';
import { withTunables, type Experiment } from './experiment.js';

/** One way of running an experiment, compared with others over the same seeds. */
export interface Arm {
  /** Short name, the first half of its runs' ids. */
  readonly name: string;
  /** What it does, in words. */
  readonly about: string;
  /** How far the rate runs ahead of the rest, in turns; absent where the rate does not oscillate, or is left as written. */
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

/** The experiment as it is written: the only arm of a plain run. */
export const asWritten: Arm = { name: 'run', about: 'as written' };

/**
 * The experiment of an arm: `start` turns are added to every periodic tunable; the rate is aligned with the oscillating knob, then shifted by the arm's phase;
 * means replace what the arm holds still.
 *
 * @throws OptionError when the arm needs a periodic rate and the experiment has none.
 */
export function inArm(base: Experiment, arm: Arm, rate: string, start: Turns): Experiment {
  const replaced: Record<string, Tunable> = {};
  for (const name of Object.keys(base.tunables)) {
    const tunable = base.tunables[name];
    if (!isPeriodic(tunable)) continue;
    const still = name === rate ? arm.rate === 'mean' : arm.world === 'mean';
    const lead = name === rate ? (arm.phase ?? 0) : 0;
    if (still) replaced[name] = mean(tunable);
    else if (start + lead !== 0) replaced[name] = shift(tunable, start + lead);
  }
  const tunable = base.tunables[rate];
  if (tunable === undefined)
    throw new OptionError('comparison.rate', `one of ${Object.keys(base.tunables).join(', ')}`, rate);
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

/** The tunable other than the rate that oscillates, if there is one. */
export function oscillatingKnob(tunables: NamedTunables, rate: string): string | undefined {
  return Object.keys(tunables).find((name) => name !== rate && isPeriodic(tunables[name]));
}
