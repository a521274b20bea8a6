import { checkMembers, checkNumber } from '../math/check.js';
import { bytesPerStep } from './check/allocation.js';
import { checkDeterminism, checkNumbers, checkTerminal } from './check/episodes.js';
import type { EnvProblem } from './check/problem.js';
import { checkShape } from './check/shape.js';
import { checkTouch } from './check/touch.js';
import { settingsAt, type EnvDefinition, type Knobs, type Settings } from './env.js';

/** Options of {@link checkEnv}. */
export interface CheckEnvOptions {
  /**
   * Heap bytes that a step may leave behind. Default 128: numbers are boxed on their way through calls that the engine did
   * not inline, 16 bytes each, so a chain of many wrappers needs more.
   */
  readonly bytesPerStep?: number;
}

function checkAllocation(definition: EnvDefinition, settings: Settings, limit: number): EnvProblem[] {
  const bytes = bytesPerStep(definition, settings, limit);
  if (bytes === undefined || bytes <= limit) return [];
  const message = `A step leaves about ${Math.round(bytes)} bytes to collect. Allocate arrays once, outside step, and write numbers in place.`;
  return [{ rule: 'allocation', message }];
}

/**
 * The rules that a world breaks; none for a sound one. Its shape is judged first, then its behaviour over random episodes.
 *
 * @source Gymnasium's check_env
 * @example checkEnv(cartPole.definition) // []
 */
export function checkEnv<K extends Knobs>(
  definition: EnvDefinition<K>,
  options: CheckEnvOptions = {},
): readonly EnvProblem[] {
  checkMembers('checkEnv', options, ['bytesPerStep']);
  const limit = checkNumber('checkEnv.bytesPerStep', options.bytesPerStep ?? 128, { min: 0 });
  const world = definition as unknown as EnvDefinition;
  const shape = checkShape(world);
  if (shape.length > 0) return shape;
  try {
    const settings = settingsAt(world, {});
    const touched = checkTouch(world, settings);
    if (touched.length > 0) return touched;
    const found = [...checkDeterminism(world, settings), ...checkTerminal(world, settings), ...checkNumbers(world)];
    return found.length > 0 ? found : checkAllocation(world, settings, limit);
  } catch (error) {
    return [
      {
        rule: 'throws',
        message: `A call threw “${String(error)}” for actions inside the action space. Answer for every action and state.`,
      },
    ];
  }
}
