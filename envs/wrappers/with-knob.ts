import { OptionError } from '../../math/check.js';
import type { EnvDefinition, Knob, Knobs } from '../env.js';

/** A definition's knobs and one more. */
export type WithKnob<K extends Knobs, Name extends string> = K & Readonly<Record<Name, Knob>>;

/**
 * The definition with one more knob.
 *
 * @throws OptionError when it has a knob of this name.
 */
export function withKnob<K extends Knobs, Name extends string>(
  definition: EnvDefinition<K>,
  name: Name,
  knob: Knob,
): EnvDefinition<WithKnob<K, Name>> {
  if (name in definition.knobs)
    throw new OptionError(`${definition.id}.${name}`, 'a new knob', name, 'The world has it already: turn it.');
  const knobs: Knobs = { ...definition.knobs, [name]: knob };
  return { ...definition, knobs } as unknown as EnvDefinition<WithKnob<K, Name>>;
}
