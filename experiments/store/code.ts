import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { onDisk } from './store-error.js';

/** A file by the SHA-256 of its bytes. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Relative paths behind `from`, `import`, `import(`, `require(` and `new URL(`; one in a comment or a text counts too, where such a file exists. */
const relativePaths = /\b(?:from|import|require|URL)\s*\(?\s*(['"`])(\.{1,2}\/[^'"`\n]*)\1/g;

const codeEnding = /\.[cm]?[jt]sx?$/;

/** Endings of which one may stand for none. */
const endings = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json'];

/**
 * A file and all files that it imports by relative paths, and they again, sorted by path: what a run's code is made of beside installed packages. Files
 * that are named by `new URL('./data.json', import.meta.url)` count too; paths that a program puts together while it runs cannot be seen.
 *
 * @throws StoreError for what cannot be read.
 */
export function codeOf(file: string): readonly HashedFile[] {
  const found = new Map<string, string>();
  const waiting = [resolve(file)];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const bytes = read(path);
    found.set(path, createHash('sha256').update(bytes).digest('hex'));
    if (!codeEnding.test(path)) continue;
    for (const [, , specifier] of bytes.toString('utf8').matchAll(relativePaths))
      waiting.push(...candidates(resolve(dirname(path), specifier)).filter(isCode));
  }
  return Array.from(found, ([path, sha256]) => ({ path, sha256 })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function read(path: string): Buffer {
  return onDisk(path, () => readFileSync(path), 'source');
}

/** Which files a specifier may mean: TypeScript is imported by the name that it will have. */
function candidates(path: string): readonly string[] {
  const written = path.replace(/[?#].*$/, '');
  const typed = written.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  const script = written.replace(/\.js$/, '.tsx');
  const without = endings.flatMap((ending) => [`${written}${ending}`, resolve(written, `index${ending}`)]);
  return [...new Set([written, typed, script, ...without])];
}

function isCode(path: string): boolean {
  return existsSync(path) && statSync(path).isFile() && !/[/\\]node_modules[/\\]/.test(path);
}
