import { OptionError } from '../math/check.js';
import type { Space } from '../envs/space.js';
import type { AgentSpec } from './agent.js';
import { checkLooking, checkMemory, checkNumbers, checkParameters, checkStream } from './check/behaviour.js';
import { checkCurvature, checkGradient } from './check/derivatives.js';
import type { AgentProblem } from './check/problem.js';
import { checkMade, checkSpec, problem } from './check/shape.js';
import { contextOf, fittingSpaces } from './check/trial.js';

export type { AgentProblem, AgentRule } from './check/problem.js';

type Law = (spec: AgentSpec, action: Space) => readonly AgentProblem[];

/** Laws that are tried on every space; what comes later makes no sense while something earlier is broken. */
const everywhere: readonly Law[] = [(spec, action) => checkMade(spec.create(contextOf(action))), checkNumbers];

/** Laws that are the same on every space, in order. */
const once: readonly Law[] = [checkParameters, checkMemory, checkStream, checkLooking, checkGradient, checkCurvature];

/**
 * The rules that an agent breaks; none for a sound one. It is tried on choices, real vectors and several choices, whichever it takes, with batches of a
 * made-up world: it acts within the space, goes on from its checkpoint, gives the same bytes for the same seed; on the reference engine its gradient is
 * that of its loss by central differences (an agent without `loss` is not compared), and its curvature is symmetric.
 *
 * @source Gymnasium's check_env, for the manner
 * @example checkAgent(reinforce()) // []
 */
export function checkAgent(spec: AgentSpec): readonly AgentProblem[] {
  const shape = checkSpec(spec);
  if (shape.length > 0) return shape;
  try {
    const spaces = fittingSpaces(spec);
    if (spaces.length === 0) return [problem('space', whyNone(spec))];
    return firstBroken(everywhere, spec, spaces) ?? firstBroken(once, spec, spaces.slice(0, 1)) ?? [];
  } catch (error) {
    const message = `A call threw “${String(error)}” for a batch it had gathered itself. Answer for every batch.`;
    return [problem('throws', message)];
  }
}

function firstBroken(
  laws: readonly Law[],
  spec: AgentSpec,
  spaces: readonly Space[],
): readonly AgentProblem[] | undefined {
  for (const law of laws) {
    for (const action of spaces) {
      const found = law(spec, action);
      if (found.length > 0) return found;
    }
  }
  return undefined;
}

/** What an agent says that takes no action space. */
function whyNone(spec: AgentSpec): string {
  try {
    spec.create(contextOf({ kind: 'discrete', count: 3 }));
    return '';
  } catch (error) {
    const said = error instanceof OptionError ? error.message : String(error);
    return `It takes neither choices nor real vectors: “${said}” Take one of them.`;
  }
}
