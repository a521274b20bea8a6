import type { PlanEvent } from '../event.js';
import type { VerdictEvent } from '../verdict-event.js';
import type { Manifest } from '../store/schemas.js';
import { bestFirst, sweepWords } from '../sweep-words.js';
import { orderOf } from '../verdict.js';
import type { PassData } from './pass-data.js';
import type { RunData } from './read-run.js';

/**
 * Stored runs, where all parts of one sweep (`--shard 1/3`, `2/3`, `3/3`) stand as the sweep that they are parts of; at the place of its first part. Parts
 * of a sweep of which one is missing, or is told twice, stay as they are.
 *
 * The intervals of points are those of the parts: a whole sweep draws other resamples.
 */
export function wholeSweeps(runs: readonly RunData[]): readonly RunData[] {
  const parts = new Map<string, RunData[]>();
  for (const run of runs) {
    const key = partKey(run);
    if (key !== undefined) parts.set(key, [...(parts.get(key) ?? []), run]);
  }
  return runs.flatMap((run) => {
    const key = partKey(run);
    const own = (key === undefined ? undefined : parts.get(key)) ?? [];
    const sorted = own.toSorted((a, b) => partOf(a) - partOf(b));
    const complete = sorted.length === countOf(run) && sorted.every((part, i) => partOf(part) === i + 1);
    if (!complete || sorted.length < 2) return [run];
    return run === own[0] ? [together(sorted)] : [];
  });
}

function partOf({ manifest }: RunData): number {
  return manifest.job?.shard?.index ?? 0;
}

function countOf({ manifest }: RunData): number {
  return manifest.job?.shard?.count ?? 0;
}

/** What parts of one sweep have in common; undefined for what is no part of one. */
function partKey({ manifest, passes }: RunData): string | undefined {
  const { job, mode, engine, experiment, waves, package: version } = manifest;
  if (job?.shard === undefined || mode !== 'sweep' || passes.length !== 1) return undefined;
  const { source, shard, ...asked } = job;
  // On another machine the file lies elsewhere: what it holds is what counts.
  const of = experiment?.sha256 ?? JSON.stringify(source);
  const [{ plan }] = passes;
  return JSON.stringify([of, asked, shard.count, engine, version, waves?.sha256, plan.seeds, plan.updates]);
}

function together(parts: readonly RunData[]): RunData {
  const passes = parts.map((part) => part.passes[0]);
  const [{ plan: first }] = passes;
  const arms = interleaved(passes.map(({ plan }) => plan.arms));
  const plan: PlanEvent = {
    ...first,
    manifest: { ...first.manifest, ...('arms' in first.manifest ? { arms: arms.length } : {}) },
    arms,
  };
  const index = new Map(arms.map(({ name }, i) => [name, i]));
  const trials = passes
    .flatMap((pass) => pass.trials)
    .map((trial) => ({ ...trial, result: { ...trial.result, arm: index.get(trial.arm) ?? 0 } }))
    .sort((a, b) => a.result.arm - b.result.arm);
  const verdict = verdictTogether(plan, passes);
  return {
    manifest: wholeManifest(parts.map(({ manifest }) => manifest)),
    passes: [{ plan, trials, ...(verdict === undefined ? {} : { verdict }) }],
  };
}

/** A part has every n-th point: one of each in turn gives the points in their order. */
function interleaved<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const rounds = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: rounds }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

function verdictTogether(plan: PlanEvent, passes: readonly PassData[]): VerdictEvent | undefined {
  const told = passes.flatMap(({ verdict }) => (verdict === undefined ? [] : [verdict]));
  if (told.length < passes.length) return undefined;
  const known = new Map(told.flatMap(({ arms }) => arms.map((arm) => [arm.name, arm])));
  const arms = bestFirst(plan.arms.flatMap(({ name }) => known.get(name) ?? []));
  const seeds = Math.min(...told.map((one) => one.seeds));
  const stopped = passes.some(({ trials }) => trials.some(({ result }) => result.reason === 'stopped'));
  const facts = { points: arms.length, sampler: 'grid' } as const;
  return {
    ...told[0],
    decided: told.every(({ decided }) => decided),
    seeds,
    arms,
    differences: [],
    order: (['margin', 'growth', 'transient'] as const).map((reading) => orderOf(reading, arms)),
    words: sweepWords({ arms, seeds }, facts, { stopped, score: plan.score }),
  };
}

function wholeManifest(parts: readonly Manifest[]): Manifest {
  const [{ job, ...first }] = parts;
  const id = parts.map((part) => part.id).join(', ');
  if (job === undefined) return { ...first, id };
  const { source, mode, seeds, firstSeed, updates, sampler, points } = job;
  const asked = { seeds, firstSeed, updates, sampler, points };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  return { ...first, id, job: { source, mode, ...given } };
}
