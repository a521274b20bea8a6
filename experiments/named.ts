import type { AgentSpec } from '../agents/agent.js';
import { a2c } from '../agents/a2c.js';
import { imitation } from '../agents/imitation.js';
import { naturalGradient } from '../agents/natural-gradient.js';
import { ppo } from '../agents/ppo.js';
import { reinforce } from '../agents/reinforce.js';
import type { NamedTunables } from '../curriculum/schedule.js';
import type { EnvDefinition, EnvSpec } from '../envs/env.js';
import * as worlds from '../envs/index.js';
import { checkName } from '../math/check.js';

/** A bundled world under the name it is imported by. */
export interface BundledWorld {
  readonly name: string;
  readonly definition: EnvDefinition;
  /** The world, with its knobs at their defaults unless they are turned. */
  readonly make: (knobs?: NamedTunables) => EnvSpec;
}

/** Every world that can be made without options. */
export function bundledWorlds(): readonly BundledWorld[] {
  return Object.entries(worlds).flatMap(([name, world]) => {
    if (typeof world !== 'function' || !('definition' in world)) return [];
    const make = world as unknown as BundledWorld['make'];
    return [{ name, definition: make().definition, make }];
  });
}

/**
 * The bundled world of a name: `cartPole`, or `cart-pole`, or its id `CartPole-v1`.
 *
 * @throws OptionError with the nearest name.
 * @example worldNamed('cart-pole').definition.id // 'CartPole-v1'
 */
export function worldNamed(text: string): BundledWorld {
  const all = bundledWorlds();
  const joined = exportName(text);
  const known = all.find(({ name, definition }) => name === joined || definition.id === text);
  if (known !== undefined) return known;
  const names = all.map(({ name }) => name);
  const name = checkName('env', text, names);
  return all[names.indexOf(name)];
}

/** A bundled agent under the name it is imported by. */
interface BundledAgent {
  readonly about: string;
  /** The agent, with its defaults unless options are given. */
  readonly make: (options?: object) => AgentSpec;
}

/** The bundled agents by name. */
export const bundledAgents: Readonly<Record<string, BundledAgent>> = {
  reinforce: {
    about:
      'REINFORCE: whole episodes, returns to go, gradient descent with optional momentum; baseline by time step or learnt.',
    make: reinforce,
  },
  a2c: {
    about: 'Advantage actor-critic: one step from a short stretch of every row, with a value function.',
    make: a2c,
  },
  ppo: {
    about: 'Proximal policy optimisation: several passes over a batch, ratios followed within a clip.',
    make: ppo,
  },
  naturalGradient: {
    about: 'Natural policy gradient by conjugate gradients; with a fixed divergence and a line search it is TRPO.',
    make: naturalGradient,
  },
  imitation: { about: 'Supervised: cross-entropy to the labels of the world, focused or smoothed.', make: imitation },
};

/**
 * The bundled agent of a name, `naturalGradient` or `natural-gradient`, with its defaults.
 *
 * @throws OptionError with the nearest name.
 * @example agentNamed('natural-gradient').name // 'naturalGradient'
 */
export function agentNamed(text: string): AgentSpec {
  const names = Object.keys(bundledAgents);
  const joined = exportName(text);
  return bundledAgents[names.includes(joined) ? joined : checkName('agent', text, names)].make();
}

/** A file's name as its export is called. */
function exportName(text: string): string {
  return text.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
