import type { Space } from '../../envs/space.js';
import { dot, norm } from '../../math/linalg.js';
import { random } from '../../math/random.js';
import type { AgentSpec } from '../agent.js';
import { reference } from '../engine/reference.js';
import type { AgentProblem } from './problem.js';
import { problem } from './shape.js';
import { agentTrial, type AgentTrial } from './trial.js';

/** Step of the central differences, in Float64. */
const STEP = 1e-5;
/** What a slope may be off, beside the length of the gradient: differences over 10⁻⁵ are right to about 10⁻⁸. */
const SLOPE_ERROR = 1e-4;
/** What u·Hv and v·Hu may differ by, beside ‖Hu‖‖v‖. */
const SYMMETRY_ERROR = 1e-8;

function unit(size: number, seed: number): Float64Array {
  const stream = random(seed);
  const v = Float64Array.from({ length: size }, () => stream.normal());
  const length = norm(v);
  return v.map((x) => x / length);
}

/** A trial in the middle of training, on the reference engine, whose numbers are Float64: an update lived, the batch of the next prepared. */
function midway(spec: AgentSpec, action: Space): AgentTrial {
  const trial = agentTrial(spec, action, reference);
  trial.prepare(0);
  trial.learn(0);
  trial.prepare(1);
  return trial;
}

/** `gradient` against central differences of `loss`; nothing is told of an agent that has no loss. */
export function checkGradient(spec: AgentSpec, action: Space): AgentProblem[] {
  const { agent } = midway(spec, action);
  const parameters = Float64Array.from(agent.parameters());
  const gradient = new Float64Array(parameters.length);
  agent.gradient(gradient);
  if (!gradient.every(Number.isFinite)) return [problem('gradient', 'gradient wrote a number that is not finite.')];
  const loss = agent.loss?.bind(agent);
  if (loss === undefined) return [];
  const length = norm(gradient);
  // Along the gradient itself its length shows, along others its direction.
  const along = length === 0 ? [] : [gradient.map((x) => x / length)];
  for (const v of [...along, unit(parameters.length, 1), unit(parameters.length, 2)]) {
    const at = (size: number): number => {
      agent.setParameters(parameters.map((x, i) => x + size * v[i]));
      return loss();
    };
    const difference = (at(STEP) - at(-STEP)) / (2 * STEP);
    const slope = dot(gradient, v);
    if (Math.abs(difference - slope) <= SLOPE_ERROR * Math.max(length, 1e-6)) continue;
    const numbers = `${slope.toPrecision(4)} along a direction in which the loss changes by ${difference.toPrecision(4)}`;
    return [
      problem('gradient', `gradient is ${numbers}. Let gradient be that of loss, at the batch that was prepared.`),
    ];
  }
  return [];
}

/** Operators of the size of the parameters, symmetric, the Fisher matrix ≥ 0. */
export function checkCurvature(spec: AgentSpec, action: Space): AgentProblem[] {
  const { agent } = midway(spec, action);
  const size = agent.parameters().length;
  const operators = agent.curvature();
  const [u, v] = [unit(size, 3), unit(size, 4)];
  for (const name of ['hessian', 'fisher', 'gaussNewton', 'preconditioned'] as const) {
    const operator = operators[name];
    if (operator === undefined) continue;
    if (operator.size !== size)
      return [problem('curvature', `${name} has size ${operator.size}, the agent ${size} parameters. Let them agree.`)];
    const [hu, hv] = [new Float64Array(size), new Float64Array(size)];
    operator.apply(u, hu);
    operator.apply(v, hv);
    const scale = norm(hu) + norm(hv);
    if (!Number.isFinite(scale))
      return [
        problem('curvature', `${name} answers a number that is not finite. Let products of finite vectors be finite.`),
      ];
    if (Math.abs(dot(u, hv) - dot(v, hu)) > SYMMETRY_ERROR * scale)
      return [
        problem('curvature', `${name} is not symmetric. A matrix of second derivatives is: use hessianOperator.`),
      ];
    if (name !== 'hessian' && name !== 'preconditioned' && Math.min(dot(u, hu), dot(v, hv)) < -SYMMETRY_ERROR * scale)
      return [
        problem('curvature', `${name} is negative along a direction. Fisher and Gauss–Newton matrices are never.`),
      ];
  }
  return [];
}
