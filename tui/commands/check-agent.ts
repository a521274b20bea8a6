import { bundledAgentNames, checkAgent } from '../../experiments/catalog.js';
import { loadAgent } from '../../experiments/load-agent.js';
import { exitCodes } from './errors.js';

/** Prints of an agent, or of every bundled one, each problem (its rule, what to change) or `ok`; exit code 1 when there is a problem. */
export async function checkAgents(subject: string | undefined): Promise<void> {
  const names = subject === undefined ? bundledAgentNames() : [subject];
  const width = Math.max(...names.map((name) => name.length));
  for (const name of names) {
    const problems = checkAgent(await loadAgent(name));
    if (problems.length > 0) process.exitCode = exitCodes.failure;
    const said = problems.length === 0 ? ['ok'] : problems.map(({ rule, message }) => `${rule}: ${message}`);
    process.stdout.write(said.map((line) => `${name.padEnd(width)}  ${line}\n`).join(''));
  }
}
