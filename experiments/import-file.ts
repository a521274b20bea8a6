import { register as registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { loadWaves } from './own-waves.js';

/** Endings of files that can be imported. */
export const fileTypes: readonly string[] = ['.ts', '.mts', '.tsx', '.js', '.mjs'];

/**
 * What a user's file exports; names of waveforms saved in the working folder are known to it.
 *
 * @throws OptionError for saved names that cannot be used; whatever the file throws.
 */
export async function importFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  loadWaves();
  await prepareImports(path);
  return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
}

let hooked = false;
let typed = false;

/** TypeScript for files that need it, and `antiphase` for folders that have none. */
async function prepareImports(path: string): Promise<void> {
  if (!hooked) {
    hooked = true;
    registerHooks('./resolve-hook.js', {
      parentURL: import.meta.url,
      data: { packageUrl: new URL('../../package.json', import.meta.url).href },
    });
  }
  if (!typed && /\.m?tsx?$/.test(path)) {
    typed = true;
    const { register } = await import('tsx/esm/api');
    register();
  }
}
