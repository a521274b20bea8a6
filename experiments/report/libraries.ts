import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { missing } from './render.js';

/** A library whose text goes into the page, with the licence that must go with it. */
export interface Library {
  readonly name: string;
  readonly version: string;
  readonly script: string;
  readonly licence: string;
}

const names = ['vega', 'vega-lite', 'vega-embed'] as const;

/**
 * The charts' libraries as they are shipped for browsers, from the packages that are installed.
 *
 * @throws OptionError where they are not.
 */
export function chartLibraries(): readonly Library[] {
  const require = createRequire(import.meta.url);
  return names.map((name) => {
    try {
      const build = dirname(require.resolve(name));
      const { version } = JSON.parse(readFileSync(join(build, '..', 'package.json'), 'utf8')) as { version: string };
      const script = readFileSync(join(build, `${name}.min.js`), 'utf8').replace(
        /\n\/\/# sourceMappingURL=.*\s*$/,
        '\n',
      );
      return { name, version, script, licence: readFileSync(join(build, '..', 'LICENSE'), 'utf8') };
    } catch (error) {
      throw missing(error);
    }
  });
}
