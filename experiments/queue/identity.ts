import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { OptionError } from '../../math/check.js';
import type { Job } from '../job.js';
import { wavesFile } from '../own-waves-file.js';
import { codeOf } from '../store/code.js';
import { packageVersion } from '../store/run-folder.js';
import type { Identity } from './payload.js';
import { QueueError } from './queue-error.js';

/**
 * The code that a job is made of, as the working folder has it.
 *
 * @throws OptionError for an experiment's file that does not lie in the working folder: workers look for it in theirs.
 */
export function identityOf({ source }: Job): Identity {
  const waves = hashOf(resolve(wavesFile));
  const common = { package: packageVersion(), ...(waves === undefined ? {} : { waves }) };
  if (source.kind !== 'file') return common;
  if (!existsSync(source.path)) throw outside(fromHere(source.path));
  const code = codeOf(source.path).map(({ path, sha256 }) => ({ path: fromHere(path), sha256 }));
  const far = code.find(({ path }) => path.startsWith('.') || path.includes(':'));
  if (far !== undefined) throw outside(far.path);
  const [file] = code.filter(({ path }) => path === fromHere(source.path));
  const imports = code.filter((other) => other !== file);
  return { ...common, file, ...(imports.length === 0 ? {} : { imports }) };
}

function fromHere(path: string): string {
  return relative(process.cwd(), path).split(sep).join('/');
}

function outside(path: string): OptionError {
  const advice = 'Workers look for it, and for what it imports, in theirs.';
  return new OptionError('--queue', 'an experiment file in the working folder', path, advice);
}

/** Hashes of the files that this process has imported: an import is never made anew. */
const imported = new Map<string, string>();

/**
 * The full path of a job's file here, where all code is the same as the job's.
 *
 * @throws QueueError naming what differs.
 */
export function checkIdentity(identity: Identity): string | undefined {
  const here = packageVersion();
  if (identity.package !== here)
    throw new QueueError(`the trial is of antiphase ${identity.package}, this worker has ${here}: install the same`);
  if (hashOf(resolve(wavesFile)) !== identity.waves)
    throw new QueueError(`${wavesFile} of this worker's folder is not that of the sweep: copy it`);
  if (identity.file === undefined) return undefined;
  const file = resolve(identity.file.path);
  const asked = [identity.file, ...(identity.imports ?? [])];
  for (const { path, sha256 } of asked) {
    const found = hashOf(resolve(path));
    if (found === undefined) throw new QueueError(`${path} is not in this worker's folder: copy it there`);
    if (found !== sha256)
      throw new QueueError(
        `${path} of this worker has another SHA-256 (${found.slice(0, 8)}…) than that of the sweep (${sha256.slice(0, 8)}…): copy it`,
      );
    const before = imported.get(resolve(path)) ?? sha256;
    if (before !== sha256)
      throw new QueueError(`${path} has changed since this worker read it: start the worker again`);
  }
  const known = new Set(asked.map(({ path }) => resolve(path)));
  const other = codeOf(file).find(({ path }) => !known.has(path));
  if (other !== undefined)
    throw new QueueError(`${fromHere(other.path)} is imported here, but not where the sweep was started: remove it`);
  for (const { path, sha256 } of asked) imported.set(resolve(path), sha256);
  return file;
}

function hashOf(path: string): string | undefined {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : undefined;
}
