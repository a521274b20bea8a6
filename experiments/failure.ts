import { readFileSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from './load.js';

/**
 * An error in one line: what it says, and where it stands in the user's own file when it comes from there.
 *
 * @example describeError(new Error('no'), { kind: 'catalog', name: 'balance' }) // 'no'
 */
export function describeError(error: unknown, source?: Source): string {
  const message = error instanceof Error ? error.message : String(error);
  const place =
    source?.kind === 'file' && error instanceof Error
      ? (placeIn(error, source.path) ?? placeOfName(error) ?? placeOfImport(error))
      : undefined;
  if (place === undefined) return firstLine(message);
  return `${place.at}: ${place.says ?? firstLine(message)}`;
}

/** A place in the user's file, and what a syntax error says of it. */
interface Place {
  readonly at: string;
  readonly says?: string;
}

/** The first line and column that the error's stack, or its syntax error, names in the file, else in another file of its folder. */
function placeIn(error: Error, path: string): Place | undefined {
  const folder = `${dirname(path)}${sep}`;
  let near: Place | undefined;
  for (const line of [error.message, error.stack ?? ''].join('\n').split('\n')) {
    const found = /((?:file:\/\/)?[^\s()]+):(\d+):(\d+)\)?(?:: (?:ERROR: )?(.*))?/.exec(line);
    if (found === null) continue;
    const file = pathOf(found[1]);
    const place: Place = {
      at: `${shown(file)}:${found[2]}:${found[3]}`,
      ...(found[4] === undefined ? {} : { says: found[4] }),
    };
    if (file === path) return place;
    if (file.startsWith(folder) && !file.includes(`${sep}node_modules${sep}`)) near ??= place;
  }
  return near;
}

/** Where an import names what a module does not export: Node points at it below the line, before its own frames. */
function placeOfName({ name, stack = '' }: Error): Place | undefined {
  const found = name === 'SyntaxError' ? /^(\S+):(\d+)\n.*\n( *)\^/.exec(stack) : null;
  return found === null ? undefined : { at: `${shown(found[1])}:${found[2]}:${found[3].length + 1}` };
}

/** Where a file imports what is not there: Node tells the file, its text the line and column. */
function placeOfImport({ message }: Error): Place | undefined {
  const found = /^(Cannot find \w+ '(.+)') imported from (.+)$/m.exec(message);
  if (found === null) return undefined;
  const [, says, wanted, importer] = found;
  const file = pathOf(importer);
  // A module is told by its whole path, a package by its name; the text holds the end of the one and all of the other.
  const text = wanted.startsWith(sep) ? basename(wanted) : wanted;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    const column = line.search(/\bfrom\b|\bimport\b/) < 0 ? -1 : line.indexOf(text);
    if (column >= 0) return { at: `${shown(file)}:${index + 1}:${column}`, says };
  }
  return { at: shown(file), says };
}

const pathOf = (file: string): string => (file.startsWith('file://') ? fileURLToPath(file.split('?')[0]) : file);

/** A file as the user finds it from the working folder. */
const shown = (file: string): string => relative(process.cwd(), pathOf(file)) || file;

function firstLine(text: string): string {
  return text.split('\n')[0];
}
