import type { AgentSpec } from '../agents/agent.js';
import { OptionError } from '../math/check.js';
import { importFile } from './import-file.js';
import { fileOf } from './load.js';
import { agentNamed } from './named.js';

/**
 * An agent by name or file, with its hyperparameters as they are set there: a file's default export is an agent, what `defineAgent` makes, or an
 * experiment with one.
 *
 * @throws OptionError for a name that is not known, a file that is not there, or one that exports no agent; whatever the file throws.
 */
export async function loadAgent(text: string): Promise<AgentSpec> {
  const path = fileOf('agent', text);
  if (path === undefined) return agentNamed(text);
  return agentOf((await importFile(path))['default'], text);
}

/**
 * The agent of a maker, of an experiment, or the agent itself.
 *
 * @throws OptionError for what is none of them.
 */
function agentOf(value: unknown, file: string): AgentSpec {
  if (typeof value === 'function' && 'definition' in value) return (value as unknown as () => AgentSpec)();
  const object = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly learner?: { readonly actor?: { readonly agent: AgentSpec } };
    readonly create?: unknown;
  };
  const { learner, create } = object;
  if (learner?.actor !== undefined) return learner.actor.agent;
  if (typeof create === 'function') return object as AgentSpec;
  const advice = 'Write `export default defineAgent({ … })`.';
  throw new OptionError(`${file}: export default`, 'an agent', value, advice);
}
