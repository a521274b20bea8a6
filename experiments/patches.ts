import {
  cycle,
  fraction,
  isCycle,
  type CycleOptions,
  type NamedTunables,
  type Tunable,
} from '../curriculum/schedule.js';
import { checkMembers, checkName, checkNumber, OptionError } from '../math/check.js';
import type { Patch } from './event.js';
import { checkTunable, type Experiment } from './experiment.js';
import { scaled } from './scaled.js';

/** A patch and the update from which it is in force. */
export interface AppliedPatch extends Patch {
  readonly update: number;
}

/** What a patch may ask for. */
interface Changes extends Partial<Pick<CycleOptions, 'phase' | 'min' | 'max' | 'period'>> {
  /** Turns added to the phase: 0.125 makes the wave run an eighth of a period further ahead. */
  readonly shift?: number;
  /** Multiplies the tunable, held or not; factors of several patches multiply. */
  readonly scale?: number;
  /** Holds the tunable at this value. */
  readonly value?: number;
  /** Lets a held tunable go: its schedule is in force again, with the changes made to it. */
  readonly release?: true;
}

const ofAny = ['scale', 'value', 'release'];
const ofCycle = [...ofAny, 'shift', 'phase', 'min', 'max', 'period'];

/**
 * A tunable after its patches: pure in the tunable and the patches.
 *
 * A changed period goes on at the phase that the wave had at that update, unless the patch sets the phase too.
 *
 * @example patched(16, [{ update: 3, name: 'learningRate', options: { scale: 0.5 } }]) // 8
 */
export function patched(tunable: Tunable, patches: readonly AppliedPatch[]): Tunable {
  let base = tunable;
  let held: number | undefined;
  for (const { update, options } of patches) {
    const { scale, value, release, shift = 0, ...changes } = options as Changes;
    if (release === true) held = undefined;
    if (isCycle(base)) {
      const { period, phase } = base.options;
      const goesOn =
        changes.period === undefined ? {} : { phase: fraction(phase + update / period - update / changes.period) };
      const set = { ...base.options, ...goesOn, ...changes };
      base = cycle({ ...set, phase: fraction(set.phase + shift) });
    }
    if (scale !== undefined) {
      base = scaled(base, scale);
      if (held !== undefined) held *= scale;
    }
    if (value !== undefined) held = value;
  }
  return held ?? base;
}

/**
 * The tunables of an experiment that patches have changed, by name.
 *
 * @example patchedTunables(first, []) // {}
 */
export function patchedTunables({ tunables }: Experiment, patches: readonly AppliedPatch[]): NamedTunables {
  const names = [...new Set(patches.map(({ name }) => name))];
  return Object.fromEntries(
    names.map((name) => [
      name,
      patched(
        tunables[name],
        patches.filter((patch) => patch.name === name),
      ),
    ]),
  );
}

/**
 * Refuses a patch that an experiment cannot take behind those it has: of a cycle shift, phase, min, max, period, scale, value and release; of everything
 * else scale, value and release.
 *
 * @throws OptionError for an unknown name or member, a value that is no number, or one that leaves the knob's bounds.
 */
export function checkPatch(experiment: Experiment, patch: AppliedPatch, before: readonly AppliedPatch[] = []): void {
  const { tunables, updates, learner } = experiment;
  const name = checkName('patch.name', patch.name, Object.keys(tunables));
  const place = `patch.${name}`;
  checkMembers(place, patch.options, isCycle(tunables[name]) ? ofCycle : ofAny);
  const { release, ...numbers } = patch.options;
  if (release !== undefined && release !== true) throw new OptionError(`${place}.release`, 'true', release);
  for (const [member, value] of Object.entries(numbers)) checkNumber(`${place}.${member}`, value);
  if (Object.keys(patch.options).length === 0)
    throw new OptionError(place, `one of ${ofCycle.join(', ')}`, patch.options);
  const all = [...before, patch].filter((one) => one.name === name);
  checkTunable(name, patched(tunables[name], all), updates, learner);
}
