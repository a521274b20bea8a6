import { OptionError } from '../math/check.js';
import { phaseCurve } from './arms.js';
import { checkArms, type Basis, type Comparison } from './comparison.js';

/** Changes of a comparison's arms. */
export interface ArmChanges {
  /** Phases of the rate, evenly spread: {@link phaseCurve} in place of its arms. */
  readonly phases?: number;
  /** What is equal in all arms, at every basis. */
  readonly equal?: Basis['equal'];
}

/**
 * A comparison with other arms.
 *
 * @throws OptionError where its arms are made one by one, or an arm cannot be derived.
 */
export function withArms(of: Comparison, { phases, equal }: ArmChanges): Comparison {
  if (phases === undefined && equal === undefined) return of;
  if (of.derived !== true)
    throw new OptionError(
      phases === undefined ? '--equal' : '--phases',
      'a comparison whose arms are derived from one experiment',
      `'${of.name}'`,
      'Its file makes each arm by itself: change them there.',
    );
  const arms = phases === undefined ? of.arms : phaseCurve(phases, '--phases');
  const bases = of.bases.map((basis) => (equal === undefined ? basis : { ...basis, equal }));
  const keys = bases.map(({ meanRate, equal: same = 'rate' }) => `${String(meanRate)} ${same}`);
  const changed = { ...of, arms, bases: bases.filter((_, i) => keys.indexOf(keys[i]) === i) };
  checkArms(changed);
  return changed;
}
