import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.js';
import { loadWaves } from './own-waves.js';
import { onDisk } from './store/store-error.js';

/** Endings of files that can be imported. */
export const fileTypes: readonly string[] = ['.ts', '.mts', '.tsx', '.js', '.mjs'];

/** Texts of bundles by the path of the file. */
export type Bundles = ReadonlyMap<string, string>;

const bundles = new Map<string, string>();
const modules = new Map<string, Promise<Exported>>();

/** What a file exports, by name. */
type Exported = Readonly<Record<string, unknown>>;

/** The bundles of all files that were imported so far: what a thread takes over instead of making them again. */
export const bundlesSoFar = (): Bundles => bundles;

/** Takes bundles over from the thread that made them: a file means the same in all threads, also where it was written to in between. */
export function takeBundles(made: Bundles): void {
  for (const [path, text] of made) bundles.set(path, text);
}

/**
 * What a user's file exports; names of waveforms saved in the working folder are known to it. It is imported once a thread.
 *
 * @throws OptionError for saved names that cannot be used; SyntaxError for what cannot be compiled; StoreError where nothing can be written for a moment; whatever the file throws.
 */
export async function importFile(file: string): Promise<Exported> {
  loadWaves();
  const path = resolve(file);
  const imported = modules.get(path) ?? importAnew(path);
  modules.set(path, imported);
  try {
    return await imported;
  } catch (error) {
    modules.delete(path);
    bundles.delete(path);
    throw error;
  }
}

async function importAnew(path: string): Promise<Exported> {
  const text = bundles.get(path) ?? (await bundle(path));
  bundles.set(path, text);
  // Errors tell the places of the user's own text.
  process.setSourceMapsEnabled(true);
  const folder = onDisk(tmpdir(), () => mkdtempSync(join(tmpdir(), 'antiphase-')), 'temporary');
  try {
    const file = join(folder, `${basename(path, extname(path))}.mjs`);
    onDisk(file, () => writeFileSync(file, text), 'temporary');
    return (await import(pathToFileURL(file).href)) as Exported;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
