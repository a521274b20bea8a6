import { relative } from 'node:path';

/**
 * A run's files that cannot be written or used: which file, what is wrong, and what to do.
 *
 * @example new StoreError('runs/a/run.json', 'is not JSON', 'Remove the folder.').problem // 'is not JSON'
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

/** What a refused path belongs to: a run's folder, a store that is needed, a place that a flag names, a file that is read, one that is removed, or what stands on the disk for a moment. */
export type Place = 'run' | 'store' | '--out' | '--markdown' | 'source' | 'removed' | 'temporary';

interface Advice {
  /** Where it could be written instead. */
  readonly other: string;
  /** What to do where it is not there. */
  readonly gone: string;
  /** What to do when there is room again. */
  readonly after: string;
}

const named = (flag: string): Advice => ({
  other: `Give another place with ${flag}.`,
  gone: `Make its folder first, or give another place with ${flag}.`,
  after: 'Make room, then give the same command again.',
});

const advices: Readonly<Record<Place, Advice>> = {
  run: {
    other: 'Give another folder with --store, or none with --no-store.',
    gone: 'Was the folder moved or removed? List the runs with antiphase runs.',
    after: 'What was written before is whole: make room, then resume the run.',
  },
  store: {
    other: 'Give another folder with --store.',
    gone: 'Was the folder moved or removed? Give another one with --store.',
    after: 'What was written before is whole: make room, then give the same command again.',
  },
  '--out': named('--out'),
  '--markdown': named('--markdown'),
  removed: {
    other: 'Its files must be yours before they can be removed.',
    gone: 'Somebody removed it meanwhile.',
    after: 'Give the same command again.',
  },
  temporary: {
    other: 'Set TMPDIR to a folder that can be written.',
    gone: 'Set TMPDIR to a folder that is there.',
    after: 'Make room there, or set TMPDIR to another folder; then give the same command again.',
  },
  source: {
    other: 'Make it a file that you may read.',
    gone: 'Was it moved or removed? Bring it back.',
    after: 'Make room, then give the same command again.',
  },
};

/** What the disk refused, as a store error; an error that is none of the disk's is answered as it is. */
export function diskError(error: unknown, file: string, place: Place = 'run'): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === undefined || isStoreError(error)) return error;
  const [problem, advice] = refusals[code] ?? [`the disk answered ${code}`, 'other'];
  return new StoreError(file, problem, advices[place][advice as keyof Advice] ?? advice);
}

/** A refusal, and which advice follows from it, or the advice itself. */
const refusals: Readonly<Record<string, readonly [problem: string, advice: string]>> = {
  ENOSPC: ['no space is left on the disk', 'after'],
  EDQUOT: ["the disk's quota is used up", 'after'],
  EFBIG: ['the file is as large as the disk allows', 'after'],
  EROFS: ['the disk is read-only', 'other'],
  EACCES: ['permission denied', 'other'],
  EPERM: ['permission denied', 'other'],
  ENOTSUP: ['no folder can be made there', 'other'],
  ENOENT: ['the file is not there', 'gone'],
  ENOTDIR: ['a file stands where a folder is needed', 'other'],
  EISDIR: ['a folder stands where a file is needed', 'other'],
  EEXIST: ['a file stands where a folder is needed', 'other'],
  EMFILE: ['too many files are open', 'Raise the limit of open files, or use fewer --workers; then go on.'],
  ENAMETOOLONG: ['the name is too long for the disk', 'Choose shorter names.'],
};

/** Runs disk work; what the disk refuses is told as a {@link StoreError}. */
export function onDisk<T>(file: string, work: () => T, place?: Place): T {
  try {
    return work();
  } catch (error) {
    throw diskError(error, file, place);
  }
}

/** A path as a person in the working folder would type it. */
function shownPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near === '' ? '.' : near.startsWith('..') ? file : near;
}
