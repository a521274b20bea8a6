import { bundledWorlds, checkEnv } from '../../experiments/catalog.js';
import { loadWorld } from '../../experiments/load-world.js';
import { exitCodes } from './errors.js';

/** Prints of a world, or of every bundled one, each problem (its rule, what to change) or `ok`; exit code 1 when there is a problem. */
export async function checkWorlds(subject: string | undefined): Promise<void> {
  const worlds =
    subject === undefined
      ? bundledWorlds().map(({ name, definition }) => ({ name, definition }))
      : [{ name: subject, definition: (await loadWorld(subject)).definition }];
  const width = Math.max(...worlds.map(({ name }) => name.length));
  for (const { name, definition } of worlds) {
    const problems = checkEnv(definition);
    if (problems.length > 0) process.exitCode = exitCodes.failure;
    const said = problems.length === 0 ? ['ok'] : problems.map(({ rule, message }) => `${rule}: ${message}`);
    process.stdout.write(said.map((line) => `${name.padEnd(width)}  ${line}\n`).join(''));
  }
}
