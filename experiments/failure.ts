import { relative } from 'node:path';
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
  return place === undefined ? firstLine(message) : `${place}: ${firstLine(message)}`;
}

/** The first line and column of the file that the error's stack, or its syntax error, names. */
function placeIn(error: Error, path: string): string | undefined {
  const shown = relative(process.cwd(), path) || path;
  for (const line of [error.message, error.stack ?? ''].join('\n').split('\n')) {
    const found = /((?:file:\/\/)?[^\s()]+):(\d+):(\d+)/.exec(line);
    if (found === null) continue;
    const file = found[1].startsWith('file://') ? fileURLToPath(found[1].split('?')[0]) : found[1];
    if (file === path) return `${shown}:${found[2]}:${found[3]}`;
  }
  return undefined;
}

function firstLine(text: string): string {
  return text.split('\n')[0];
}
