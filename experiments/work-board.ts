/** Where a trial is at work. */
export interface WorkPlace {
  /** Name of its worker: a thread of this process (`w0`), or a process that took it from a queue (`host:pid`). */
  readonly worker: string;
  /** How often it was begun; above 1 where a worker died over it. */
  readonly attempt?: number;
}

/** Tells a screen where trials are at work, and what was read instead of lived: beside the events, as clocks are. */
export interface WorkBoard {
  /** Says where a trial `<arm>/<seed>` is at work. */
  place(run: string, at: WorkPlace): void;
  /** Where it is; undefined where nobody said. */
  of(run: string): WorkPlace | undefined;
  /** Says that so many updates of a trial were read from its store. */
  read(updates: number): void;
  /** Updates that were read so far, of all trials. */
  readonly updatesRead: () => number;
  /** How often trials were begun again. */
  readonly retried: () => number;
}

/**
 * An empty board.
 *
 * @example workBoard().retried() // 0
 */
export function workBoard(): WorkBoard {
  const places = new Map<string, WorkPlace>();
  let read = 0;
  return {
    place: (run, at) => void places.set(run, at),
    of: (run) => places.get(run),
    read: (updates) => void (read += updates),
    updatesRead: () => read,
    retried: () => [...places.values()].reduce((sum, { attempt = 1 }) => sum + attempt - 1, 0),
  };
}
