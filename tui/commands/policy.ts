import { storedPolicy, type StoredPolicy } from '../../experiments/store/policy.js';
import { checkNumber, OptionError } from '../../math/check.js';
import { defaultStore, runFolder } from './store.js';

/** Flags of commands that play a stored policy, as the command line gave them. */
export interface PolicyFlags {
  readonly store?: string;
  readonly seed?: string;
  readonly deterministic?: boolean;
  /** `name=value`, each a knob or `difficulty`. */
  readonly knob?: readonly string[];
  readonly json?: boolean;
}

/**
 * The policy that `id`, `id/arm/seed` or `id/part/arm/seed` names.
 *
 * @throws OptionError for a run or trial that is not there, StoreError for one whose policy cannot be made again.
 */
export function policyOf(run: string, { store = defaultStore }: PolicyFlags): Promise<StoredPolicy> {
  const [id, ...which] = run.split('/');
  return storedPolicy(runFolder(store, id), which.join('/'));
}

/**
 * The knobs of `--knob` flags.
 *
 * @throws OptionError for what is not name=value.
 * @example knobsOf(['gravity=12']) // { gravity: 12 }
 */
export function knobsOf(given: readonly string[] = []): Readonly<Record<string, number>> {
  const knobs = given.map((text): [string, number] => {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name === undefined) throw new OptionError('--knob', 'name=value', text, 'As in --knob gravity=12.');
    const number = value.trim() === '' ? Number.NaN : Number(value);
    return [name.trim(), checkNumber(`--knob ${name.trim()}`, Number.isNaN(number) ? value : number)];
  });
  return Object.fromEntries(knobs);
}

/** The knobs of a command in words. */
export function knobWords(knobs: Readonly<Record<string, number>>): string {
  const words = Object.entries(knobs).map(([name, value]) => `${name} ${value}`);
  return words.length === 0 ? '' : ` at ${words.join(', ')}`;
}

/** Where an exported policy goes unless told otherwise. */
export function policyFolder(name: string): string {
  return `${name.replaceAll('/', '-')}-policy`;
}
