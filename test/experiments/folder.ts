import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The texts of a folder's files of one name, by their path in it. */
export function textsIn(folder: string, name: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter((path) => path.endsWith(name) && statSync(join(folder, path)).isFile());
  return Object.fromEntries(
    files.map((path) => [relative(folder, join(folder, path)), readFileSync(join(folder, path), 'utf8')]),
  );
}
