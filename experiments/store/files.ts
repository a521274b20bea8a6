import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { onDisk, type Place } from './store-error.js';

/** The text of a file; undefined where there is none. */
export function readIfThere(file: string): string | undefined {
  return existsSync(file) ? onDisk(file, () => readFileSync(file, 'utf8')) : undefined;
}

/** Makes a folder, and those above it. @throws StoreError. */
export function makeFolder(path: string, place?: Place): void {
  onDisk(path, () => foldersTo(path), place);
}

/**
 * Makes a folder, and those above it. Step by step: where the system answers that a folder is not there although it is, as in /proc, Node tries for ever.
 *
 * @throws what the disk refuses; ENOTSUP where no folder can be made.
 */
export function foldersTo(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) {
    try {
      mkdirSync(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Another process may have made it meanwhile.
      if (code === 'EEXIST') continue;
      if (code === 'ENOENT' && existsSync(dirname(folder))) throw refusal(path, 'ENOTSUP');
      throw error;
    }
  }
  if (!statSync(path).isDirectory()) throw refusal(path, 'ENOTDIR');
}

function refusal(path: string, code: string): Error {
  return Object.assign(new Error(path), { code });
}

/** Writes a file as a whole: beside, to the disk, renamed. A reader sees the old file or the new one, never half of one. */
export function writeWhole(file: string, text: string, place?: Place): void {
  const beside = `${file}.new`;
  onDisk(
    file,
    () => {
      try {
        const handle = openSync(beside, 'w');
        try {
          writeAll(handle, text);
          fsyncSync(handle);
        } finally {
          closeSync(handle);
        }
        renameSync(beside, file);
      } catch (error) {
        rmSync(beside, { force: true });
        throw error;
      }
      syncFolder(dirname(file));
    },
    place,
  );
}

/** Appends text; with `sync` it is on the disk when this returns. */
export function append(file: string, text: string, { sync = false }: { readonly sync?: boolean } = {}): void {
  if (text === '' && !sync) return;
  onDisk(file, () => {
    const handle = openSync(file, 'a');
    try {
      writeAll(handle, text);
      if (sync) fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}

/** Cuts a file to its first bytes. */
export function cutTo(file: string, bytes: number): void {
  onDisk(file, () => truncateSync(file, bytes));
}

/** A write may take less than it was given: the disk is nearly full. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
}

/** Makes a rename last through a power cut; some systems cannot open a folder. */
function syncFolder(folder: string): void {
  let handle: number;
  try {
    handle = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(handle);
  } catch {
    // Nothing to do where a folder cannot be synced.
  } finally {
    closeSync(handle);
  }
}
