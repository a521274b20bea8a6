import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { foldersTo } from '../../experiments/store/files.js';
import { OptionError } from '../../math/check.js';

/**
 * A file that a flag names, once it is sure that it can be there.
 *
 * @throws OptionError where its folder is not there, or a folder stands in its place.
 */
export function outFile(flag: string, file: string): string {
  const folder = dirname(file);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new OptionError(flag, 'a file in a folder that exists', file, `Make it first: mkdir -p ${folder}`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new OptionError(flag, 'a file', file, 'A folder of this name is there: give another name.');
  return file;
}

/**
 * Makes the folder that a flag names, where it is not there yet.
 *
 * @throws OptionError where a file stands in its place, or the disk refuses it.
 */
export function outFolder(flag: string, folder: string): string {
  return refusing(flag, 'a folder that can be made', folder, () => {
    foldersTo(folder);
    return folder;
  });
}

/**
 * Writes a file that a flag names.
 *
 * @throws OptionError where the disk refuses it.
 */
export function writeOut(flag: string, file: string, content: string | Uint8Array): void {
  refusing(flag, 'a file that can be written', file, () => writeFileSync(file, content));
}

function refusing<T>(flag: string, expected: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
    if (code === undefined) throw error;
    throw new OptionError(flag, expected, path, refusalWords(code));
  }
}

/** What the disk's refusal means, and what to do. */
export function refusalWords(code: string): string {
  return refusals[code] ?? `The disk answered ${code}: give another place.`;
}

const refusals: Readonly<Record<string, string>> = {
  EACCES: 'Permission is denied: give another place.',
  EPERM: 'Permission is denied: give another place.',
  EROFS: 'The disk is read-only: give another place.',
  ENOTSUP: 'No folder can be made there: give another place.',
  EEXIST: 'A file stands in its way: give another name.',
  ENOTDIR: 'A file stands in its way: give another name.',
  EISDIR: 'A folder stands in its way: give another name.',
  ENOENT: 'Its folder is not there: make it first.',
  ENOSPC: 'No space is left on the disk.',
};
