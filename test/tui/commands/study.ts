import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { command } from '../command.js';

/** A report of `ids` into the folder `study`, with a picture of each figure and a document: its title, and the picture of this name. */
export async function study(
  folder: string,
  ids: readonly string[],
  picture: string,
): Promise<{ readonly title: string; readonly png: Buffer }> {
  const { code, stdout } = await command(folder, 'report', ...ids, '--out', 'study', '--png', '--json');
  expect(code).toBe(0);
  const { out, files, report } = JSON.parse(stdout) as {
    readonly out: string;
    readonly files: readonly string[];
    readonly report: { readonly title: string };
  };
  expect(out).toBe('study');
  for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
  const png = readFileSync(join(folder, 'study', picture));
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  return { title: report.title, png };
}
