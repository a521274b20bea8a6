import type { BuildFailure, BuildOptions, Message, OnResolveResult, Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const own = createRequire(import.meta.url);
/** True for a file of the running package: whoever imports it by a path gets the one that runs. */
const isRunning = (path: string): boolean => path.startsWith(dirname(own.resolve('antiphase')) + sep);

/**
 * A user's file and all that it imports by relative paths, as the text of one JavaScript module that means the same wherever it stands: packages are
 * imported from where the file finds them, and `antiphase` from the running package where it finds none.
 *
 * @throws SyntaxError whose message begins with `<file>:<line>:<column>: ` for what cannot be parsed or found, or is imported but not exported.
 */
export async function bundle(path: string): Promise<string> {
  // It starts a program beside this one: who runs no file does without.
  const esbuild = await import('esbuild');
  const folder = dirname(path);
  try {
    const { outputFiles } = await esbuild.build({
      ...options,
      entryPoints: [path],
      absWorkingDir: folder,
      sourceRoot: pathToFileURL(folder + sep).href,
    });
    return outputFiles[0].text;
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? [];
    throw first === undefined ? error : new SyntaxError(textOf(first, folder));
  } finally {
    await esbuild.stop();
  }
}

/** What stands for `import.meta` in a file that reads it: the file is asked about, not the bundle. */
const META = '__importMeta';

const metaOf = (path: string): string =>
  `const ${META} = ${JSON.stringify({ url: pathToFileURL(path).href, filename: path, dirname: dirname(path) })}; `;

/** Namespaces of the modules that stand for a package, and of this package's doors: files that only export what others hold. */
const PACKAGE = 'package';
const DOOR = 'door';

const isDoor = (path: string): boolean => basename(path) === 'index.js';

/** A file of this package: looked through where it is a door, else left where it is. */
const asOwn = (path: string): OnResolveResult =>
  isDoor(path)
    ? { path, namespace: DOOR, sideEffects: false }
    : { path: pathToFileURL(path).href, external: true, sideEffects: false };

const asPackage = (path: string): OnResolveResult => ({ path: pathToFileURL(path).href, namespace: PACKAGE });

const packages: Plugin = {
  name: 'packages',
  setup(build) {
    build.onResolve({ filter: /./ }, async ({ path, importer, kind, resolveDir, namespace, pluginData }) => {
      if (namespace === PACKAGE) return { path, external: true };
      if (namespace === DOOR || kind === 'entry-point' || pluginData === PACKAGE) return undefined;
      const wanted = path.startsWith('file:') ? fileURLToPath(path) : path;
      const found = await build.resolve(wanted, { importer, kind, resolveDir, pluginData: PACKAGE });
      const isMissing = found.errors.length > 0;
      if (path === 'antiphase' || path.startsWith('antiphase/'))
        return asOwn(isMissing ? own.resolve(path) : found.path);
      if (isMissing)
        return { errors: [{ text: `Cannot find ${/^[./]/.test(path) ? 'module' : 'package'} '${path}'` }] };
      if (isRunning(found.path)) return asOwn(found.path);
      const isPackage = !found.external && found.path.includes(`${sep}node_modules${sep}`);
      return isPackage ? asPackage(found.path) : { path: found.path, external: found.external };
    });

    // Threads load no more of this package than what the file uses.
    build.onResolve({ filter: /^\./, namespace: DOOR }, ({ path, importer, resolveDir }) => {
      const file = resolve(resolveDir, path);
      const isWhole = readFileSync(importer, 'utf8').includes(`export * from '${path}'`);
      return isWhole && !isDoor(file) ? { ...asPackage(file), sideEffects: false } : asOwn(file);
    });
    build.onLoad({ filter: /./, namespace: DOOR }, ({ path }) => ({
      contents: readFileSync(path, 'utf8'),
      resolveDir: dirname(path),
    }));

    // A module by the names that it exports: one that it has not is told with its place.
    build.onLoad({ filter: /./, namespace: PACKAGE }, async ({ path }) => {
      const names = Object.keys((await import(path)) as object);
      return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};` };
    });

    build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8').replace(/^#!/, '//');
      const loader = loaders.find(([ending]) => ending.test(extname(path)))?.[1] ?? 'js';
      return { contents: text.includes('import.meta') ? metaOf(path) + text : text, loader };
    });
  },
};

const loaders = [
  [/x$/, 'tsx'],
  [/ts$/, 'ts'],
] as const;

const options = {
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Node knows no `module` condition, which would be taken otherwise.
  conditions: [],
  define: { 'import.meta': META },
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'silent',
  plugins: [packages],
} as const satisfies BuildOptions;

/** Where and what, as a compiler says it; columns are counted from 1. */
function textOf({ text, location }: Message, folder: string): string {
  if (location === null) return text;
  const { file, line, column, lineText, suggestion } = location;
  const before = lineText.startsWith(`const ${META} = `) ? lineText.indexOf('}; ') + 3 : 0;
  const name = /^No matching export in .* for import "(.*)"$/.exec(text)?.[1];
  const nearest = suggestion === '' ? '' : ` The nearest one is '${suggestion}'.`;
  const says = name === undefined ? text : `Nothing named '${name}' is exported there.${nearest}`;
  return `${resolve(folder, file)}:${line}:${column - before + 1}: ${says}`;
}
