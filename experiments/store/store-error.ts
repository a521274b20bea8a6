import { relative } from 'node:path';

/**
 * A run's files that cannot be written or used: which file, what is wrong, and what to do.
 *
 * @example new StoreError('/tmp/runs/a/run.json', 'is not JSON', 'Remove the folder.').problem // 'is not JSON'
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly file: string;
  readonly problem: string;
  readonly advice: string;

  constructor(file: string, problem: string, advice: string) {
    super(`${shownPath(file)}: ${problem}. ${advice}`);
    this.file = file;
    this.problem = problem;
    this.advice = advice;
  }
}

/** True for a store error, of whichever copy of this class. */
export function isStoreError(error: unknown): error is StoreError {
  return error instanceof Error && error.name === 'StoreError';
}

/** What the disk refused, as a store error; an error that is none of the disk's is answered as it is. */
export function diskError(error: unknown, file: string): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === undefined || isStoreError(error)) return error;
  const [problem, advice] = refusals[code] ?? [`the disk answered ${code}`, 'Look at the folder, then resume the run.'];
  return new StoreError(file, problem, advice);
}

const kept = 'What was written before is whole: make room, then resume the run';
const refusals: Readonly<Record<string, readonly [problem: string, advice: string]>> = {
  ENOSPC: ['no space is left on the disk', `${kept}.`],
  EDQUOT: ["the disk's quota is used up", `${kept}.`],
  EFBIG: ['the file is as large as the disk allows', `${kept}.`],
  EROFS: ['the disk is read-only', 'Give another folder with --store, or none with --no-store.'],
  EACCES: ['permission denied', 'Give a folder you may write to with --store, or none with --no-store.'],
  EPERM: ['permission denied', 'Give a folder you may write to with --store, or none with --no-store.'],
  ENOENT: ['the file is not there', 'Was the folder moved or removed? List the runs with antiphase runs.'],
  ENOTDIR: ['a file stands where a folder is needed', 'Give another folder with --store.'],
  EISDIR: ['a folder stands where a file is needed', 'Give another folder with --store.'],
  EEXIST: ['a file stands where a folder is needed', 'Give another folder with --store.'],
  EMFILE: ['too many files are open', 'Raise the limit of open files, or use fewer --workers; then resume the run.'],
  ENAMETOOLONG: ['the name is too long for the disk', 'Choose shorter names.'],
};

/** Runs disk work; what the disk refuses is told as a {@link StoreError}. */
export function onDisk<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw diskError(error, file);
  }
}

/** A path as a person in the working folder would type it. */
function shownPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near === '' ? '.' : near.startsWith('..') ? file : near;
}
