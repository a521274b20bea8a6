import { basename } from 'node:path';
import type { Source } from '../load.js';
import type { Manifest } from '../store/schemas.js';
import { quoted, subjectText } from '../words-line.js';
import type { Table } from './figure.js';

/** The commands that train a stored run again, from an empty folder; undefined for an experiment that existed only in memory. */
export function repeatCommands({ job, mode, engine, package: version }: Manifest): readonly string[] | undefined {
  if (job === undefined) return undefined;
  const { source, seeds, firstSeed, updates, phases, equal, sampler, points, shard } = job;
  const subject = source.kind === 'file' ? quoted(basename(source.path)) : subjectText(source as Source);
  const flags = Object.entries({
    seeds,
    seed: firstSeed,
    updates,
    phases,
    equal,
    sampler,
    points,
    shard: shard === undefined ? undefined : `${shard.index}/${shard.count}`,
    engine,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]));
  return [`npm install antiphase@${version}`, `npx antiphase ${mode} ${subject} ${flags.join(' ')}`];
}

/** What a run was made with. Files are named without the folders they lay in: a report is passed on. */
export function manifestTable(manifest: Manifest, facts: Readonly<Record<string, string | number>>): Table {
  const { id, name, mode, engine, package: version, node, created, experiment, waves } = manifest;
  const file = (used: { readonly path: string; readonly sha256: string } | undefined): string[] =>
    used === undefined ? [] : [`${basename(used.path)}, SHA-256 ${used.sha256}`];
  const rows = [
    ['run', id],
    ['name', name],
    ['mode', mode],
    ...file(experiment).map((text) => ['experiment', text]),
    ...file(waves).map((text) => ['saved waveforms', text]),
    ...Object.entries(facts)
      .filter(([fact]) => !['engine', 'name', 'mode', 'run'].includes(fact))
      .map(([fact, value]) => [fact, String(value)]),
    ['engine', engine],
    ['antiphase', version],
    ['Node', node],
    ['begun', created],
  ];
  return { caption: 'What it was made with', columns: ['fact', 'value'], rows };
}
