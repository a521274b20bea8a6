import type { NamedTunables, Tunable } from '../../curriculum/schedule.js';
import { checkName, checkNumber } from '../../math/check.js';
import { adam, adamW } from './adam.js';
import { gradientDescent, momentum, nesterov } from './gradient-descent.js';
import type { OptimizerKind } from './optimizer.js';
import { rmsProp } from './rms-prop.js';

/** The bundled optimizers by name. */
export const optimizers = { gradientDescent, momentum, nesterov, adam, adamW, rmsProp } as const satisfies Readonly<
  Record<string, OptimizerKind>
>;

/** Name of an optimizer. */
export type OptimizerName = keyof typeof optimizers;

/** Hyperparameters of any optimizer, each a tunable; an agent takes those of the one it uses. */
export interface OptimizerTunables {
  /** Share of the velocity kept a step, in [0, 1). Of momentum and nesterov. Default 0.9. */
  readonly momentum?: Tunable;
  /** Share of the mean gradient kept a step. Of adam and adamW. Default 0.9. */
  readonly beta1?: Tunable;
  /** Share of the mean squared gradient kept a step. Of adam and adamW. Default 0.999. */
  readonly beta2?: Tunable;
  /** Share of the mean squared gradient kept a step. Of rmsProp. Default 0.99. */
  readonly smoothing?: Tunable;
  /** Added to the root of the mean squared gradient. Of adam, adamW and rmsProp. */
  readonly epsilon?: Tunable;
  /** Weight of the parameters in the gradient; of adamW, share of them lost a step over the rate. Default 0, of adamW 0.01. */
  readonly weightDecay?: Tunable;
}

/** Names of all hyperparameters that some optimizer has. */
export const optimizerMembers: readonly string[] = [
  'momentum',
  'beta1',
  'beta2',
  'smoothing',
  'epsilon',
  'weightDecay',
];

const bounds: Readonly<Record<string, { readonly min: number; readonly below?: number }>> = {
  momentum: { min: 0, below: 1 },
  beta1: { min: 0, below: 1 },
  beta2: { min: 0, below: 1 },
  smoothing: { min: 0, below: 1 },
  epsilon: { min: 0 },
  weightDecay: { min: 0 },
};

/**
 * The hyperparameters of an optimizer: those given, else `own` defaults of the agent, else its defaults.
 *
 * @throws OptionError for an unknown optimizer, a hyperparameter it does not have, or a number out of bounds.
 * @example optimizerTunables('ppo', 'adam', { beta1: 0.8 }).beta2 // 0.999
 */
export function optimizerTunables(
  agent: string,
  name: OptimizerName,
  given: OptimizerTunables,
  own: Readonly<Record<string, number>> = {},
): NamedTunables {
  checkName(`${agent}.optimizer`, name, Object.keys(optimizers) as OptimizerName[]);
  const { defaults }: OptimizerKind = optimizers[name];
  const options = given as NamedTunables;
  const tunables: Record<string, Tunable> = {};
  for (const member of optimizerMembers) {
    if (options[member] === undefined && defaults[member] === undefined) continue;
    if (defaults[member] === undefined) checkName(`${agent}.${member}`, member, Object.keys(defaults));
    const tunable = options[member] ?? own[member] ?? defaults[member];
    if (typeof tunable === 'number') checkNumber(`${agent}.${member}`, tunable, bounds[member]);
    tunables[member] = tunable;
  }
  return tunables;
}
