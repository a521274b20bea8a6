import { existsSync, writeFileSync } from 'node:fs';
import type { Exported } from '../dashboard/export.js';

/** Writes files that are not there yet, numbered where the name is taken. */
export function writeFiles(files: readonly Exported[]): string {
  try {
    for (let number = 0; ; number++) {
      const names = files.map(({ name }) => (number === 0 ? name : name.replace(/(\.\w+)$/, `-${number}$1`)));
      if (names.some((name) => existsSync(name))) continue;
      files.forEach(({ text }, i) => writeFileSync(names[i], text, { flag: 'wx' }));
      return `written: ${names.join(' ')}`;
    }
  } catch (error) {
    return `not written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
