import type { Values } from '../../curriculum/schedule.js';
import { checkNumber, OptionError } from '../../math/check.js';
import { settingsAt, type Knobs, type Settings } from '../env.js';
import type { TabularDefinition, Transition } from './grid-definition.js';

/** Transitions by state and action: `table[state][action]` lists the ways a step can end. */
export type TransitionTable = readonly (readonly (readonly Transition[])[])[];

/**
 * The transition table of a tabular world at given knobs; states × actions lists, each summing to probability 1.
 *
 * @throws OptionError for a knob out of its bounds.
 * @example transitionTable(cliffWalkingDefinition())[36][0][0].next // 24
 */
export function transitionTable<K extends Knobs>(
  definition: TabularDefinition<K>,
  values: Values = {},
): TransitionTable {
  const settings = settingsAt(definition, values) as Settings<K>;
  return Array.from({ length: definition.states }, (_, state) =>
    Array.from({ length: definition.actions }, (_, action) => definition.transitions(state, action, settings)),
  );
}

/** Options of {@link valueIteration} and {@link policyValues}. */
export interface SweepOptions {
  /** Discount a step, in [0, 1]; with 1 the world must end under the policies that matter. */
  readonly discount: number;
  /** Largest change in a sweep at which it stops. Default 1e-13. */
  readonly tolerance?: number;
  /** Sweeps at most. Default 100 000. */
  readonly maxSweeps?: number;
}

/** Result of {@link valueIteration}. */
export interface OptimalValues {
  /** Optimal value of each state. */
  readonly values: Float64Array;
  /** A best action in each state: the first within the tolerance of the best. */
  readonly policy: Int32Array;
  /** Sweeps that were needed. */
  readonly sweeps: number;
}

/** Σ p·(r + γ·V(next)) over the ways a step can end, where V is 0 after a terminal step. */
function backup(ways: readonly Transition[], values: Float64Array, discount: number): number {
  let sum = 0;
  for (const { probability, next, reward, terminated } of ways) {
    sum += probability * (reward + (terminated ? 0 : discount * values[next]));
  }
  return sum;
}

/** Repeats `update` over all states in place until no value changes by more than the tolerance; answers the sweeps. */
function sweep(states: number, values: Float64Array, options: SweepOptions, update: (state: number) => number): number {
  checkNumber('discount', options.discount, { min: 0, max: 1 });
  const tolerance = checkNumber('tolerance', options.tolerance ?? 1e-13, { above: 0 });
  const maxSweeps = checkNumber('maxSweeps', options.maxSweeps ?? 100_000, { integer: true, min: 1 });
  for (let sweeps = 1; sweeps <= maxSweeps; sweeps++) {
    let change = 0;
    for (let state = 0; state < states; state++) {
      const value = update(state);
      change = Math.max(change, Math.abs(value - values[state]));
      values[state] = value;
    }
    if (change <= tolerance) return sweeps;
  }
  throw new OptionError(
    'maxSweeps',
    'enough sweeps to settle',
    maxSweeps,
    'Lower the discount below 1, or raise maxSweeps.',
  );
}

/**
 * Optimal values and a best policy of a table, by Gauss–Seidel value iteration from 0.
 *
 * V(s) ← maxₐ Σ p·(r + γ·V(s′)).
 *
 * @throws OptionError for a discount outside [0, 1], or values that do not settle.
 * @source Bellman 1957; Sutton & Barto 2018, §4.4
 * @example valueIteration(transitionTable(cliffWalkingDefinition()), { discount: 1 }).values[36] // -13
 */
export function valueIteration(table: TransitionTable, options: SweepOptions): OptimalValues {
  const values = new Float64Array(table.length);
  const best = (state: number): number => {
    let value = -Infinity;
    for (const ways of table[state]) value = Math.max(value, backup(ways, values, options.discount));
    return value;
  };
  const sweeps = sweep(table.length, values, options, best);
  const near = 1e-9;
  const policy = Int32Array.from({ length: table.length }, (_, state) => {
    const value = best(state);
    return table[state].findIndex(
      (ways) => backup(ways, values, options.discount) >= value - near * Math.max(1, Math.abs(value)),
    );
  });
  return { values, policy, sweeps };
}

/**
 * Values of a policy: `policy[state]` is its action.
 *
 * V(s) ← Σ p·(r + γ·V(s′)).
 *
 * @throws OptionError for an action the table does not have, a discount outside [0, 1], or values that do not settle (with
 * discount 1, a policy that never ends).
 * @source Sutton & Barto 2018, §4.1
 * @example policyValues(table, valueIteration(table, { discount: 0.9 }).policy, { discount: 0.9 })[0]
 */
export function policyValues(table: TransitionTable, policy: ArrayLike<number>, options: SweepOptions): Float64Array {
  for (let state = 0; state < table.length; state++) {
    checkNumber(`policy[${state}]`, policy[state], { integer: true, min: 0, max: table[state].length - 1 });
  }
  const values = new Float64Array(table.length);
  sweep(table.length, values, options, (state) => backup(table[state][policy[state]], values, options.discount));
  return values;
}
