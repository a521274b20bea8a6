import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../load.js';
import { subjectText } from '../words-line.js';
import { isLocked } from './lock.js';
import { runFiles } from './run-folder.js';
import { manifestOf } from './schemas.js';
import { isStoreError, onDisk } from './store-error.js';

/** How far a stored run has come. */
export type RunStatus = 'finished' | 'running' | 'unfinished' | 'unreadable';

/** A stored run in a list. */
export interface ListedRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly name: string;
  readonly mode: string;
  /** Name in the catalog, file, or the flags that say it. */
  readonly experiment: string;
  readonly engine: string;
  /** ISO 8601. */
  readonly created: string;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** Columns that a list can be sorted by. */
export const listColumns = ['created', 'id', 'status', 'name', 'mode', 'experiment', 'engine'] as const;

/** Options of {@link listRuns}. */
export interface ListOptions {
  /** Only runs of which some column holds this text. */
  readonly filter?: string;
  /** Default 'created', newest first; other columns ascending. */
  readonly sort?: (typeof listColumns)[number];
}

/**
 * The runs stored in a folder. Of each run only `run.json` is read, and whether there is a verdict; one that cannot be read is listed as such.
 *
 * @throws StoreError when the disk refuses the folder itself; a folder that is not there holds no runs.
 */
export function listRuns(store: string, { filter = '', sort = 'created' }: ListOptions = {}): readonly ListedRun[] {
  if (!existsSync(store)) return [];
  const entries = onDisk(store, () => readdirSync(store, { withFileTypes: true }), 'store');
  const runs = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => listedRun(join(store, name), name));
  const text = filter.toLowerCase();
  const found = runs.filter((run) => listColumns.some((column) => run[column].toLowerCase().includes(text)));
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return found.sort((a, b) =>
    sort === 'created'
      ? order(b.created, a.created) || order(a.id, b.id)
      : order(a[sort], b[sort]) || order(a.id, b.id),
  );
}

/** One folder of a store as a run; none for some other folder. */
export function listedRun(path: string, id: string): readonly ListedRun[] {
  const file = join(path, runFiles.manifest);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Some other folder.
    return [];
  }
  try {
    const { name, mode, job, engine, created } = manifestOf(file, text);
    const source = job?.source;
    const experiment = source === undefined ? 'in memory' : subjectText(source as Source);
    return [{ id, status: statusOf(path), name, mode, experiment, engine, created }];
  } catch (error) {
    if (!isStoreError(error)) throw error;
    const nothing = { name: '', mode: '', experiment: '', engine: '', created: '' };
    return [{ id, status: 'unreadable', ...nothing, problem: error.problem }];
  }
}

function statusOf(path: string): RunStatus {
  const verdict = statSync(join(path, runFiles.verdict), { throwIfNoEntry: false });
  if (verdict !== undefined && verdict.size > 0) return 'finished';
  return isLocked(path) ? 'running' : 'unfinished';
}
