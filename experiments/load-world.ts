import type { LearnerSpec } from './learner.js';
import type { EnvDefinition, EnvSpec } from '../envs/env.js';
import { OptionError } from '../math/check.js';
import { importFile } from './import-file.js';
import { fileOf } from './load.js';
import { worldNamed } from './named.js';

/** What a definition cannot do without, by the kind of each member. */
const members = {
  id: 'string',
  about: 'string',
  observation: 'object',
  action: 'object',
  knobs: 'object',
  stateSize: 'number',
  maxSteps: 'number',
  worstRewardPerStep: 'number',
  reset: 'function',
  step: 'function',
  terminal: 'function',
  observe: 'function',
} as const satisfies Partial<Record<keyof EnvDefinition, string>>;

/**
 * A world by name or file, with its knobs as they are set there: a file's default export (or its export `definition`)
 * is a definition, what `defineEnv` makes of one, a world made from it, or an experiment in one.
 *
 * @throws OptionError for a name that is not known, a file that is not there, or one that exports no world; whatever the file throws.
 */
export async function loadWorld(text: string): Promise<EnvSpec> {
  const path = fileOf('env', text);
  if (path === undefined) return worldNamed(text).make();
  const { default: main, definition } = await importFile(path);
  return worldOf(main ?? definition, text);
}

/**
 * The world of a definition, of a maker, or of a made world.
 *
 * @throws OptionError naming what is missing.
 */
export function worldOf(value: unknown, file: string): EnvSpec {
  const holds = (typeof value === 'object' && value !== null) || typeof value === 'function';
  const outer = (holds ? value : {}) as Readonly<Record<string, unknown>>;
  // An experiment: the world that its learner acts in.
  const learner = outer['learner'] as Partial<LearnerSpec> | undefined;
  if (learner?.actor !== undefined) return learner.actor.env;
  const found = ('definition' in outer ? outer['definition'] : outer) as Readonly<Record<string, unknown>>;
  const names = Object.keys(members) as (keyof typeof members)[];
  const missing = names.filter((name) => typeof found[name] !== members[name] || found[name] === null);
  if (missing.length === names.length)
    throw new OptionError(`${file}: export default`, 'a world', value, 'Write `export default defineEnv({ … })`.');
  for (const name of missing)
    throw new OptionError(`${file}: ${name}`, members[name], found[name], 'See EnvDefinition for what each member is.');
  const definition = found as unknown as EnvDefinition;
  if ('tunables' in outer) return outer as unknown as EnvSpec;
  return { definition, tunables: {}, apply: 'update' };
}
