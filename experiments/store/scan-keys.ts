/** A member's name in bytes, with the quote and the colon behind it, and where its numbers go. */
interface Key {
  readonly bytes: Uint8Array;
  readonly column: Float64Array | undefined;
  /** The key that came behind this one last. */
  next: Key | undefined;
}

/** Finds the members of one kind of object by their names; those that nobody asked for are learnt as they come. */
export interface KeyScanner {
  /** Reads the name behind an opening quote, and its colon; answers the byte behind, or −1 for what is not plain. */
  scan(bytes: Uint8Array, at: number): number;
  /** Where the numbers of the member read last go; undefined for one that nobody asked for. */
  column: Float64Array | undefined;
  /** Another object begins. */
  begin(): void;
}

/** A scanner of names. Objects of one kind have nearly the same members each time: the one that came next last time is tried first. */
export function keyScanner(columns: ReadonlyMap<string, Float64Array>): KeyScanner {
  const keys = [...columns].map(([name, column]) =>
    key(new TextEncoder().encode(`${JSON.stringify(name).slice(1)}:`), column),
  );
  const start = key(new Uint8Array(0), undefined);
  let last = start;
  const scanner: KeyScanner = {
    column: undefined,
    begin: () => void (last = start),
    scan(bytes, at) {
      let found = last.next;
      if (found === undefined || !starts(bytes, at, found.bytes))
        found = keys.find((each) => starts(bytes, at, each.bytes)) ?? learnt(bytes, at);
      if (found === undefined) return -1;
      last.next = found;
      last = found;
      scanner.column = found.column;
      return at + found.bytes.length;
    },
  };

  function learnt(bytes: Uint8Array, at: number): Key | undefined {
    let end = at;
    while (bytes[end] !== 34) {
      // A name with an escape, or one that is not whole.
      if (!(bytes[end] >= 32) || bytes[end] === 92) return undefined;
      end++;
    }
    if (bytes[end + 1] !== 58) return undefined;
    const made = key(Uint8Array.from(bytes.subarray(at, end + 2)), undefined);
    keys.push(made);
    return made;
  }

  return scanner;
}

function key(bytes: Uint8Array, column: Float64Array | undefined): Key {
  return { bytes, column, next: undefined };
}

/** Whether bytes stand at a place. */
export function starts(bytes: Uint8Array, at: number, what: Uint8Array): boolean {
  for (let i = 0; i < what.length; i++) if (bytes[at + i] !== what[i]) return false;
  return true;
}
