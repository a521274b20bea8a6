import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from './load.js';

/**
 * An error in one line: what it says, and where it stands in the user's own file when it comes from there.
 *
 * @example describeError(new Error('no'), { kind: 'catalog', name: 'balance' }) // 'no'
 */
export function describeError(error: unknown, source?: Source): string {
  const message = error instanceof Error ? error.message : String(error);
  const place = source?.kind === 'file' && error instanceof Error ? placeIn(error, source.path) : undefined;
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
    const found = /((?:file:\/\/)?[^\s()]+):(\d+):(\d+)\)?(?:: (.*))?/.exec(line);
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

const pathOf = (file: string): string => (file.startsWith('file://') ? fileURLToPath(file.split('?')[0]) : file);

/** A file as the user finds it from the working folder. */
const shown = (file: string): string => relative(process.cwd(), pathOf(file)) || file;

function firstLine(text: string): string {
  return text.split('\n')[0];
}
