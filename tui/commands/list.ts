import { listAgents, listEnvs, listExperiments, listWaves, type Listed } from '../../experiments/catalog.js';
import { claims } from '../../experiments/claims/all.js';
import { checkName } from '../../math/check.js';

const lists = {
  experiments: listExperiments,
  envs: listEnvs,
  agents: listAgents,
  waves: listWaves,
  claims: (): readonly Listed[] => claims.map(({ name, sentence }) => ({ name, about: sentence })),
} as const;

/**
 * Prints what is bundled, of one kind or of all.
 *
 * @throws OptionError for another kind, with the nearest one.
 */
export function list(kind: string | undefined, { json = false }: { readonly json?: boolean }): void {
  const kinds =
    kind === undefined
      ? (Object.keys(lists) as (keyof typeof lists)[])
      : [checkName('list', kind, Object.keys(lists) as (keyof typeof lists)[])];
  if (json) {
    process.stdout.write(
      `${JSON.stringify(Object.fromEntries(kinds.map((name) => [name, lists[name]()])), null, 2)}\n`,
    );
    return;
  }
  const text = kinds.map((name) => [name, ...lists[name]().flatMap(entryLines)].join('\n'));
  process.stdout.write(`${text.join('\n\n')}\n`);
}

/** An entry: its name and sentence, then its knobs with default, range and unit. */
function entryLines({ name, about, knobs = {} }: Listed): string[] {
  const rows = Object.entries(knobs).map(([knob, { default: reference, min, max, unit = '', hard }]) => {
    const difficult = hard === undefined ? '' : `  hard ${hard}`;
    return `      ${knob.padEnd(18)} ${reference} in [${min}, ${max}] ${unit}${difficult}`.trimEnd();
  });
  return [`  ${name.padEnd(24)} ${about}`.trimEnd(), ...rows];
}
