import { OptionError } from '../math/check.js';

/**
 * Refuses a checkpoint of another architecture before anything of it is loaded: every array of parameters must be as long as the learner's own.
 *
 * @throws OptionError naming the member, both lengths.
 * @example checkSameShape({ agent: { parameters: [1, 2] } }, { agent: { parameters: [0, 0] } }) // goes on
 */
export function checkSameShape(kept: unknown, own: unknown, at = 'checkpoint'): void {
  if (!isObject(own)) return;
  for (const [name, mine] of Object.entries(own)) {
    const theirs = isObject(kept) ? kept[name] : undefined;
    const path = `${at}.${name}`;
    if (name === 'parameters' && isList(mine)) {
      if (!isList(theirs) || theirs.length !== mine.length)
        throw new OptionError(
          path,
          `${mine.length} numbers`,
          isList(theirs) ? theirs.length : 'none',
          'It is of another architecture.',
        );
    } else if (isObject(mine) && (theirs !== undefined || holdsParameters(mine))) checkSameShape(theirs, mine, path);
  }
}

function holdsParameters(own: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(own).some(
    ([name, member]) => (name === 'parameters' && isList(member)) || (isObject(member) && holdsParameters(member)),
  );
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}
