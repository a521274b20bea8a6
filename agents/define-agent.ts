import type { NamedTunables, Tunable } from '../curriculum/schedule.js';
import { checkMembers, checkNumber, OptionError } from '../math/check.js';
import type { Agent, AgentContext, AgentSpec } from './agent.js';

/** Defaults of hyperparameters by name. */
export type Hyperparameters = Readonly<Record<string, number>>;

/** An agent of one's own: its hyperparameters with their defaults, by when they act, and how to make one. */
export interface AgentDefinition<Batch extends Hyperparameters, Step extends Hyperparameters> {
  readonly name: string;
  /** One sentence: what it is. */
  readonly about: string;
  /** What shapes the batch or its objective. */
  readonly batch: Batch;
  /** What only the step reads: the learning rate and its like. */
  readonly step: Step;
  /** @throws OptionError when the algorithm does not fit the spaces. */
  create(context: AgentContext): Agent;
}

/** An agent ready to be given hyperparameters: `mine({ learningRate: cycle({ … }) })`. */
export interface AgentMaker<Batch extends Hyperparameters, Step extends Hyperparameters> {
  (tunables?: { readonly [Name in keyof Batch | keyof Step]?: Tunable }): AgentSpec;
  readonly definition: AgentDefinition<Batch, Step>;
}

/**
 * Makes an agent from its definition; {@link checkAgent} holds it to the laws.
 *
 * @throws OptionError for a name that is both a batch's and a step's, or a default that is not finite; the maker throws for a misspelt hyperparameter.
 * @example defineAgent({ name: 'mine', about: '…', batch: { discount: 0.95 }, step: { learningRate: 1 }, create })({ learningRate: 2 }).stepTunables
 * // { learningRate: 2 }
 */
export function defineAgent<const Batch extends Hyperparameters, const Step extends Hyperparameters>(
  definition: AgentDefinition<Batch, Step>,
): AgentMaker<Batch, Step> {
  const { name, batch, step } = definition;
  for (const [member, value] of [...Object.entries(batch), ...Object.entries(step)])
    checkNumber(`${name}.${member}`, value);
  const twice = Object.keys(batch).find((member) => member in step);
  if (twice !== undefined)
    throw new OptionError(`${name}.${twice}`, 'a name of the batch or of the step', 'both', 'Rename one of them.');
  const make = (tunables: { readonly [Name in keyof Batch | keyof Step]?: Tunable } = {}): AgentSpec => {
    checkMembers(name, tunables, [...Object.keys(batch), ...Object.keys(step)]);
    const given: Readonly<Record<string, Tunable | undefined>> = tunables;
    const chosen = (defaults: Hyperparameters): NamedTunables =>
      Object.fromEntries(Object.entries(defaults).map(([member, value]) => [member, given[member] ?? value]));
    return {
      name,
      batchTunables: chosen(batch),
      stepTunables: chosen(step),
      create: (context) => definition.create(context),
    };
  };
  return Object.assign(make, { definition });
}
