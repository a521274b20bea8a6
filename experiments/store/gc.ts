import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isLocked, lockFolder, lockName, removeOrphan } from './lock.js';
import { runIsOver, storedPasses } from './read-run.js';
import { runFiles } from './run-folder.js';
import { isStoreError, onDisk } from './store-error.js';
import { checkpointsName } from './trial-folder.js';

/** What was removed, or would be. */
export interface Collected {
  /** Folders and files, from the store's folder. */
  readonly removed: readonly string[];
  /** Bytes that they held. */
  readonly bytes: number;
  /** Runs that were left alone, and why. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
}

/** Options of {@link collectGarbage}. */
export interface CollectOptions {
  /** Nothing is removed, only told. */
  readonly dryRun?: boolean;
}

/**
 * Removes what no command needs any more: checkpoints of finished runs (their events stay), and locks of processes that are gone.
 *
 * @throws StoreError for what the disk refuses.
 */
export function collectGarbage(store: string, { dryRun = false }: CollectOptions = {}): Collected {
  const removed: string[] = [];
  const left: { readonly id: string; readonly why: string }[] = [];
  let bytes = 0;
  const remove = (path: string): void => {
    removed.push(path);
    bytes += sizeOf(path);
    if (!dryRun) onDisk(path, () => rmSync(path, { recursive: true }), 'removed');
  };
  const ids = existsSync(store) ? onDisk(store, () => readdirSync(store, { withFileTypes: true }), 'store') : [];
  for (const entry of ids) {
    const path = join(store, entry.name);
    if (!entry.isDirectory() || !existsSync(join(path, runFiles.manifest))) continue;
    if (isLocked(path)) {
      left.push({ id: entry.name, why: 'a process writes to it' });
      continue;
    }
    const lock = join(path, lockName);
    if (existsSync(lock)) {
      removed.push(lock);
      bytes += sizeOf(lock);
      if (!dryRun) removeOrphan(path);
    }
    if (!runIsOver(path)) continue;
    const unlock = dryRun ? (): void => undefined : lockFolder(path);
    try {
      const folders = storedPasses(path).flatMap(({ trials }) =>
        trials.map(({ folder }) => join(folder, checkpointsName)),
      );
      for (const folder of folders) if (existsSync(folder)) remove(folder);
    } catch (error) {
      if (!isStoreError(error)) throw error;
      left.push({ id: entry.name, why: error.problem });
    } finally {
      unlock();
    }
  }
  return { removed, bytes, left };
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
