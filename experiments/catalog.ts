import { waveforms } from '../curriculum/waveforms.js';
import type { Knobs } from '../envs/env.js';
import { checkName } from '../math/check.js';
import type { Comparison } from './comparison.js';
import type { Experiment } from './experiment.js';
import { balanceComparison, flagship } from './flagship.js';
import { bundledAgents, bundledWorlds } from './named.js';
import { loadWaves, shownWave } from './own-waves.js';

/** Experiments by the name that commands take, with a sentence for lists. */
const experiments: Readonly<Record<string, { readonly about: string; readonly make: () => Experiment | Comparison }>> =
  {
    balance: {
      about: 'Pendulum balance under periodic difficulty: four phases of the rate, its mean, and the flat world.',
      make: balanceComparison,
    },
    flagship: {
      about: 'The same at mean rates 16, 1, 6 and 24, and at equal mean product: what `antiphase` runs by itself.',
      make: flagship,
    },
  };

export { engineNames, type EngineName } from '../agents/engine/engine.js';
export { describeEngines, prepareEngine } from '../agents/engine/select.js';
export { checkAgent } from '../agents/check-agent.js';
export { checkEnv } from '../envs/check-env.js';
export { agentNamed, bundledWorlds, worldNamed } from './named.js';

/** Something bundled, for lists. */
export interface Listed {
  readonly name: string;
  readonly about: string;
  /** A world's knobs. */
  readonly knobs?: Knobs;
}

/** The bundled worlds, by the name they are imported by. */
export function listEnvs(): readonly Listed[] {
  return bundledWorlds().map(({ name, definition: { about, knobs } }) => ({ name, about, knobs }));
}

/** The bundled agents. */
export function listAgents(): readonly Listed[] {
  return Object.entries(bundledAgents).map(([name, { about }]) => ({ name, about }));
}

/** Names of the bundled agents. */
export function bundledAgentNames(): readonly string[] {
  return Object.keys(bundledAgents);
}

/** The bundled waveforms, then those saved in the working folder. */
export function listWaves(): readonly Listed[] {
  const bundled = Object.keys(waveforms).map((name) => ({ name, about: '' }));
  return [...bundled, ...Array.from(loadWaves(), ([name, wave]) => ({ name, about: `own: ${shownWave(wave)}` }))];
}

/** Names of the bundled experiments, with what they are. */
export function listExperiments(): readonly Listed[] {
  return Object.entries(experiments).map(([name, { about }]) => ({ name, about }));
}

/**
 * The bundled experiment of a name.
 *
 * @throws OptionError with the nearest name.
 * @example experimentNamed('balance').kind // 'comparison'
 */
export function experimentNamed(name: string): Experiment | Comparison {
  return experiments[checkName('experiment', name, Object.keys(experiments))].make();
}
