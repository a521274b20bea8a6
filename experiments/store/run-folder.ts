import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlanEvent } from '../event.js';
import type { SummaryEvent, VerdictEvent } from '../verdict-event.js';
import type { Job } from '../job.js';
import { wavesFile } from '../own-waves-file.js';
import { codeOf, type HashedFile } from './code.js';
import { makeFolder, readIfThere, writeWhole } from './files.js';
import { lockFolder } from './lock.js';
import { folderName } from './names.js';
import { manifestOf, plansOf, STORE_VERSION, type Manifest, type PlannedPass } from './schemas.js';
import { onDisk, StoreError } from './store-error.js';

/** Names of a run's files. */
export const runFiles = {
  manifest: 'run.json',
  plan: 'plan.json',
  verdict: 'verdict.json',
  summary: 'summary.json',
} as const;

/** Updates between two checkpoints unless told otherwise. */
const CHECKPOINT_EVERY = 50;

/** What a run's folder is opened for. */
export interface RunRequest {
  readonly name: string;
  readonly mode: Job['mode'];
  /** Absent for an experiment that exists only in memory. */
  readonly job?: Job;
  readonly engine: string;
  readonly checkpointEvery?: number;
}

/** A run's folder, opened for writing by this process alone. */
export interface RunFolder {
  readonly manifest: Manifest;
  /** Writes the plan of the next pass down, or compares it with the one that was written before. @throws StoreError when they differ. */
  plan(part: string | undefined, plan: PlanEvent): void;
  /** The folder of a trial; `part` is the basis or round, where there are several. */
  trial(part: string | undefined, arm: string, seed: number): string;
  /** Writes what came out: the run is over. */
  finish(verdicts: readonly VerdictEvent[], summary: SummaryEvent | undefined): void;
  /** Lets others write. */
  close(): void;
}

/**
 * Makes a run's folder, or opens one to go on with.
 *
 * @throws StoreError when another process writes there, when it holds another run, when the experiment or the saved waveforms have changed since, and for
 * what the disk refuses.
 */
export function openRunFolder(path: string, request: RunRequest): RunFolder {
  makeFolder(path);
  const unlock = lockFolder(path);
  try {
    const file = join(path, runFiles.manifest);
    const text = readIfThere(file);
    const manifest = text === undefined ? begin(path, request) : goOn(file, manifestOf(file, text), request);
    return opened(path, manifest, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * What a run's folder says of itself.
 *
 * @throws StoreError when it is no run's folder, or was written by a newer version.
 */
export function readManifest(path: string): Manifest {
  const file = join(path, runFiles.manifest);
  const text = readIfThere(file);
  if (text === undefined) throw new StoreError(path, 'no run is stored here', 'List the runs with antiphase runs.');
  return manifestOf(file, text);
}

/** Folders of trials: `trials/<arm>/<seed>`, with a part before the arm where there are several bases or rounds. */
export function trialFolder(path: string, part: string | undefined, arm: string, seed: number): string {
  return join(path, 'trials', ...(part === undefined ? [] : [folderName(part)]), folderName(arm), String(seed));
}

function opened(path: string, manifest: Manifest, unlock: () => void): RunFolder {
  const file = join(path, runFiles.plan);
  const text = readIfThere(file);
  const before = text === undefined ? [] : plansOf(file, text);
  const passes: PlannedPass[] = [];
  return {
    manifest,
    plan(part, plan) {
      const known = before.at(passes.length);
      const pass: PlannedPass = { ...(part === undefined ? {} : { part }), plan };
      passes.push(pass);
      if (known === undefined) writeWhole(file, document(passes));
      else if (JSON.stringify(known) !== JSON.stringify(pass))
        throw changed(file, 'the plan of this run is another one');
    },
    trial: (part, arm, seed) => trialFolder(path, part, arm, seed),
    finish(verdicts, summary) {
      if (summary !== undefined) writeWhole(join(path, runFiles.summary), document(summary));
      writeWhole(join(path, runFiles.verdict), document(verdicts));
    },
    close: unlock,
  };
}

function begin(path: string, { name, mode, job, engine, checkpointEvery = CHECKPOINT_EVERY }: RunRequest): Manifest {
  const experiment = job?.source.kind === 'file' ? job.source.path : undefined;
  const waves = resolve(wavesFile);
  const imports = experiment === undefined ? [] : importsOf(experiment);
  const manifest: Manifest = {
    version: STORE_VERSION,
    id: basename(resolve(path)),
    name,
    mode,
    ...(job === undefined ? {} : { job }),
    ...(experiment === undefined ? {} : { experiment: hashed(experiment) }),
    ...(imports.length === 0 ? {} : { imports }),
    ...(existsSync(waves) ? { waves: hashed(waves) } : {}),
    engine,
    checkpointEvery,
    package: packageVersion(),
    node: process.version,
    created: new Date().toISOString(),
  };
  onDisk(path, () => {
    if (experiment !== undefined) copyFileSync(experiment, join(path, `experiment${extname(experiment)}`));
    if (manifest.waves !== undefined) copyFileSync(waves, join(path, wavesFile));
  });
  writeWhole(join(path, runFiles.manifest), document(manifest));
  return manifest;
}

function goOn(file: string, manifest: Manifest, request: RunRequest): Manifest {
  const same =
    JSON.stringify(jobOf(manifest)) === JSON.stringify(jobOf(request)) &&
    manifest.name === request.name &&
    manifest.engine === request.engine;
  if (!same)
    throw new StoreError(
      file,
      'another run is stored here',
      'Give another folder, or go on with this one by antiphase resume.',
    );
  if (manifest.package !== packageVersion())
    throw changed(file, `made by antiphase ${manifest.package}, this is ${packageVersion()}`);
  checkUsed(manifest);
  return manifest;
}

/**
 * Refuses a run whose experiment, files that it imports, or waveforms are other ones by now.
 *
 * @throws StoreError naming the file.
 */
export function checkUsed(manifest: Manifest): void {
  for (const used of [manifest.experiment, ...(manifest.imports ?? []), manifest.waves]) {
    if (used === undefined) continue;
    if (!existsSync(used.path)) throw changed(used.path, 'the file is gone, which the run was made with');
    if (hashed(used.path).sha256 !== used.sha256) throw changed(used.path, 'changed since the run was begun');
  }
}

function jobOf({ job }: { readonly job?: Manifest['job'] | Job }): unknown {
  if (job === undefined) return undefined;
  const { source, mode, seeds, firstSeed, updates, phases, equal, sampler, points, shard } = job;
  return [source, mode, seeds, firstSeed, updates, phases, equal, sampler, points, shard];
}

function changed(file: string, what: string): StoreError {
  return new StoreError(
    file,
    what,
    'The numbers would not fit together: start a new run, or bring back what it was made with.',
  );
}

function hashed(path: string): HashedFile {
  const bytes = onDisk(path, () => readFileSync(path), 'source');
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function importsOf(experiment: string): readonly HashedFile[] {
  return codeOf(experiment).filter(({ path }) => path !== resolve(experiment));
}

function document(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Version of this package, from the package.json above this file. */
export function packageVersion(): string {
  for (let up = '../'; up.length < 24; up += '../') {
    const file = fileURLToPath(new URL(`${up}package.json`, import.meta.url));
    if (!existsSync(file)) continue;
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
    if (name === 'antiphase' && version !== undefined) return version;
  }
  return 'unknown';
}
