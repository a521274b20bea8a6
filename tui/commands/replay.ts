import type { RunEvent } from '../../experiments/event.js';
import { runIsOver, storedEvents } from '../../experiments/store/read-run.js';
import type { StoredPlace } from '../dashboard/runs-desk.js';
import type { ScreenName } from '../keymap.js';
import type { Source } from '../reporters/reporter.js';
import { readFlags, type TrainFlags } from './flags.js';
import { numberFlag, type Flags } from './page.js';
import { report } from './report.js';
import { around } from './source.js';
import { defaultStore, runFolder } from './store.js';

/** Updates a second of the playhead on a screen that somebody watches. */
const WATCHED = 20;

/** Events between two pauses that let the process breathe. */
const BREATH = 256;

/**
 * Tells a stored run again, through any reporter; nothing is trained.
 *
 * @throws OptionError for an id that is not there, StoreError for files that cannot be used.
 */
export async function replay(id: string, given: Flags): Promise<void> {
  const flags = readFlags(given);
  const store = typeof flags.store === 'string' ? flags.store : defaultStore;
  const folder = runFolder(store, id);
  const pace = numberFlag(given, 'pace', { above: 0 });
  const abort = new AbortController();
  const source =
    flags.reporter === 'dashboard'
      ? opened({ store, open: id, play: true, pace: pace ?? WATCHED }, 'runs', abort, flags)
      : replayed(storedEvents(folder), pace ?? Infinity, abort);
  process.exitCode = await report(source, flags, abort);
  if (!runIsOver(folder)) process.stderr.write(`unfinished: antiphase resume ${id} goes on with it\n`);
}

/** Nothing that runs: the dashboard on the stored runs. */
export function opened(stored: StoredPlace, screen: ScreenName, abort: AbortController, flags: TrainFlags): Source {
  return {
    events: { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }) },
    live: () => () => undefined,
    around: { ...around(stored, flags), screen, idle: true },
    stop: () => abort.abort(),
  };
}

/** Stored events as a source: live and ordered at once, so many updates a second. */
function replayed(stored: Iterable<RunEvent>, pace: number, abort: AbortController): Source {
  const listeners = new Set<(events: readonly RunEvent[]) => void>();
  return {
    events: paced(stored, pace, abort.signal, (event) => listeners.forEach((listener) => listener([event]))),
    live: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => abort.abort(),
  };
}

async function* paced(
  stored: Iterable<RunEvent>,
  pace: number,
  signal: AbortSignal,
  live: (event: RunEvent) => void,
): AsyncGenerator<RunEvent, void> {
  const begun = performance.now();
  let updates = 0;
  let count = 0;
  for (const event of stored) {
    if (signal.aborted) return;
    if ('run' in event) live(event);
    yield event;
    if (event.type === 'update') updates++;
    const early = (updates / pace) * 1000 - (performance.now() - begun);
    // Timers are no finer than a few milliseconds: short waits are saved up.
    if (early > 5) await new Promise((done) => setTimeout(done, early));
    else if (++count % BREATH === 0) await new Promise((done) => setImmediate(done));
  }
}
