import { createRequire, register as registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadWaves } from './own-waves.js';
import { codeOf } from './store/code.js';

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

/** TypeScript for files that need it, and `antiphase` for folders that have none. Both live in a thread beside this one, some 20 MB: plain ones do without. */
async function prepareImports(path: string): Promise<void> {
  const isTyped = /\.m?tsx?$/.test(path);
  if (!hooked && (isTyped || !findsPackage(path))) {
    hooked = true;
    registerHooks('./resolve-hook.js', {
      parentURL: import.meta.url,
      data: { packageUrl: new URL('../../package.json', import.meta.url).href },
    });
  }
  if (!typed && isTyped) {
    typed = true;
    const { register } = await import('tsx/esm/api');
    register();
  }
}

/** True where a file and all that it imports by relative paths are JavaScript in folders that have `antiphase`. */
function findsPackage(path: string): boolean {
  const code = codeOf(path).map((file) => file.path);
  const folders = new Set(code.filter((file) => !file.endsWith('.json')).map((file) => dirname(file)));
  try {
    for (const folder of folders) createRequire(join(folder, 'file.js')).resolve('antiphase');
    return code.every((file) => !/\.[cm]?tsx?$/.test(file));
  } catch {
    return false;
  }
}
