import { constants, openSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Bytes on their way to a terminal, that may take none for a while. */
export interface Outlet {
  /** Writes what is taken at once; the rest follows as soon as more is taken. */
  readonly write: (bytes: string | Uint8Array) => void;
  /** True while something waits to be taken. */
  readonly isFull: () => boolean;
  /** Writes all of it before it returns, or what is taken within a second. False where the reader is gone. */
  readonly finish: (bytes: string | Uint8Array) => boolean;
}

/** Milliseconds until what was not taken is offered again, and those after which a last word is given up. */
const [AGAIN, PATIENCE] = [10, 1000];

/**
 * Writes to a stream of the process. A terminal is written to through a description of its own that never blocks, where the system has
 * one: Node's own streams wait in a write while nobody reads, and no signal is heard meanwhile.
 */
export function outlet(stream: NodeJS.WriteStream, gone: () => void): Outlet {
  const own = ownDescription(stream);
  return own === undefined ? usual(stream) : patient(own, gone);
}

/**
 * From now on nothing that is said where errors go, by whomever, waits for a terminal that nobody reads. Who exits says something last,
 * such as that the cursor is to be shown: it would be held there for ever.
 */
export function hastenErrors(): void {
  const own = ownDescription(process.stderr);
  if (own === undefined) return;
  const errors = patient(own);
  process.stderr.write = (bytes: string | Uint8Array, ...rest: unknown[]) => {
    errors.finish(bytes);
    const done = rest.at(-1);
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
}

/** Writes to a descriptor that does not block. */
function patient(own: number, gone: () => void = () => undefined): Outlet {
  let waiting: Uint8Array[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isGone = false;
  /** Milliseconds that last words may still take: a second in all while nothing is taken. */
  let left = PATIENCE;

  /** Offers what waits; true when all of it was taken, or nobody will ever take it. */
  function offer(): boolean {
    clearTimeout(timer);
    try {
      while (waiting.length > 0) {
        const [first, ...rest] = waiting;
        const taken = writeSync(own, first);
        left = PATIENCE;
        waiting = taken < first.length ? [first.subarray(taken), ...rest] : rest;
      }
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        timer = setTimeout(offer, AGAIN).unref();
        return false;
      }
      waiting = [];
      if (!isGone) setImmediate(gone);
      isGone = true;
      return true;
    }
  }
  function put(bytes: string | Uint8Array): void {
    if (isGone || bytes.length === 0) return;
    waiting.push(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    // What waits comes first, whenever it is taken.
    if (waiting.length === 1) offer();
  }
  return {
    write: put,
    isFull: () => waiting.length > 0,
    finish(bytes) {
      put(bytes);
      for (; !offer() && left > 0; left -= AGAIN) sleep(AGAIN);
      return !isGone;
    },
  };
}

/** What does not block as it is: a file, a pipe, or a system that opens no second description of a terminal. */
function usual(stream: NodeJS.WriteStream): Outlet {
  const { fd } = stream as { fd?: number };
  const write = stream.write.bind(stream);
  return {
    write: (bytes) => void write(bytes),
    isFull: () => stream.writableNeedDrain,
    finish(bytes) {
      try {
        // A process that dies keeps no buffers.
        if (typeof fd === 'number') writeSync(fd, Buffer.from(bytes));
        else write(bytes);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** A second open description of a stream's terminal, that does not block; the flags of the first are shared with other processes. */
function ownDescription(stream: NodeJS.WriteStream): number | undefined {
  const { fd } = stream as { fd?: number };
  if (process.platform !== 'linux' || typeof fd !== 'number' || !isatty(fd)) return undefined;
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return undefined;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
