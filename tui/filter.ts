/** What a filter is matched against: bare words look through all of it, `name:value` through one member. */
export type Filtered = Readonly<Record<string, string | number | undefined>>;

/**
 * True when an entry has every term of a filter: words anywhere, `name:text` at the beginning of a word of a member, `name:>x` and `name:<x` for its number, `name:?` for one that
 * is not known; `-term` excludes. Terms are joined by *and*; a term that is typed half (`kind:`) excludes nothing.
 *
 * @example matches('env:pend -phase:>90', { env: 'pendulum', phase: 45 }) // true
 */
export function matches(filter: string, entry: Filtered): boolean {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '' && term !== '-')
    .every((term) => (term.startsWith('-') ? !hasTerm(term.slice(1), entry) : hasTerm(term, entry)));
}

function hasTerm(term: string, entry: Filtered): boolean {
  const colon = term.indexOf(':');
  const name = colon > 0 ? Object.keys(entry).find((key) => key.toLowerCase() === term.slice(0, colon)) : undefined;
  if (name === undefined)
    return Object.values(entry).some((value) =>
      String(value ?? '')
        .toLowerCase()
        .includes(term),
    );
  const wanted = term.slice(colon + 1);
  const value = entry[name];
  if (wanted === '') return true;
  const unknown = value === undefined || Number.isNaN(value);
  if (wanted === '?') return unknown;
  if (unknown) return false;
  const bound = Number(wanted.slice(1));
  if (/^[<>]/.test(wanted)) {
    if (wanted.length === 1 || Number.isNaN(bound)) return true;
    return wanted.startsWith('>') ? Number(value) > bound : Number(value) < bound;
  }
  return beginsWord(String(value).toLowerCase(), wanted);
}

/** True where a text has `wanted` at its start or behind what is no letter or digit: `unfinished` is not `finished`. */
function beginsWord(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) return true;
  return false;
}
