import type { Agent, AgentSpec } from '../agent.js';
import type { AgentProblem } from './problem.js';

const verbs = [
  'act',
  'prepare',
  'update',
  'curvature',
  'gradient',
  'stepRule',
  'parameters',
  'setParameters',
  'checkpoint',
  'restore',
] as const satisfies readonly (keyof Agent)[];

/** What a spec lacks. */
export function checkSpec(spec: AgentSpec): AgentProblem[] {
  const given = spec as unknown as Readonly<Record<string, unknown>>;
  const wanted = { name: 'string', batchTunables: 'object', stepTunables: 'object', create: 'function' };
  const missing = Object.entries(wanted).filter(([name, type]) => typeof given[name] !== type || given[name] === null);
  if (missing.length > 0)
    return missing.map(([name, type]) => problem('shape', `The agent has no ${name}. Give it one: ${type}.`));
  const both = Object.keys(spec.batchTunables).filter((name) => name in spec.stepTunables);
  return both.map((name) => problem('shape', `${name} is a tunable of batch and step. Keep it in one of them.`));
}

/** What an agent that was made lacks. */
export function checkMade(agent: Agent): AgentProblem[] {
  const given = agent as unknown as Readonly<Record<string, unknown>>;
  const missing = verbs.filter((verb) => typeof given[verb] !== 'function');
  if (missing.length > 0)
    return missing.map((verb) => problem('shape', `create answers no ${verb}. See Agent for what each verb does.`));
  if (!Array.isArray(given['signals']))
    return [problem('shape', 'create answers no signals. List the names that the agent measures.')];
  const { gathering } = agent as { readonly gathering?: Agent['gathering'] };
  const sizes =
    gathering?.kind === 'episodes'
      ? [gathering.episodes]
      : gathering?.kind === 'steps'
        ? [gathering.rows, gathering.steps]
        : [];
  if (sizes.length > 0 && sizes.every((size) => Number.isInteger(size) && size >= 1)) return [];
  return [
    problem(
      'gathering',
      "gathering is not a wish that can be met. Answer { kind: 'episodes', episodes } or { kind: 'steps', rows, steps }, integers ≥ 1.",
    ),
  ];
}

/** A problem of one rule. */
export function problem(rule: AgentProblem['rule'], message: string): AgentProblem {
  return { rule, message };
}
