import { rmSync } from 'node:fs';
import { lockFolder } from './lock.js';
import { readManifest } from './run-folder.js';
import { onDisk } from './store-error.js';

/**
 * Removes a stored run with all that it holds.
 *
 * @throws StoreError for a folder that holds no run, one into which a process writes, and for what the disk refuses.
 */
export function removeRun(path: string): void {
  readManifest(path);
  const unlock = lockFolder(path);
  try {
    onDisk(path, () => rmSync(path, { recursive: true }), 'removed');
  } finally {
    unlock();
  }
}
