import { dirname, join } from 'node:path';
import { commandDesk } from '../../experiments/command-desk.js';
import { compare } from '../../experiments/compare.js';
import type { RunEvent } from '../../experiments/event.js';
import { crew } from '../../experiments/crew.js';
import { openJob, type Job } from '../../experiments/job.js';
import { sourceOf } from '../../experiments/load.js';
import { passesOf } from '../../experiments/stages.js';
import { OptionError } from '../../math/check.js';
import { freshJob } from './fresh-job.js';
import { readManifest } from '../../experiments/store/run-folder.js';
import { runId } from '../../experiments/store/names.js';
import { workBoard } from '../../experiments/work-board.js';
import { telemetry } from '../../experiments/telemetry-hub.js';
import type { StoredPlace } from '../dashboard/runs-desk.js';
import type { Around, Source } from '../reporters/reporter.js';
import type { TrainFlags } from './flags.js';
import { defaultStore } from './store.js';

/** What a dashboard shows around a run: the stored runs, and a way to run an experiment file from its studio. */
export function around(stored: StoredPlace, flags: TrainFlags, own?: Job): Around {
  return {
    stored,
    async begin(file) {
      const job: Job = { source: sourceOf(file), mode: 'run' };
      const { name } = await openJob(job);
      return sourceFrom(job, flags, new AbortController(), join(stored.store, runId(name)));
    },
    async again({ arm, seeds, firstSeed, id }) {
      const of = id === undefined ? own : readManifest(join(stored.store, id)).job;
      if (of === undefined) throw new OptionError('again', 'a sweep in a file', 'one that existed only in memory');
      const job = await freshJob(of as Job, arm, { seeds, firstSeed });
      const { name } = await openJob(job);
      // A run beside the screen is no other screen's.
      return sourceFrom(job, flags, new AbortController(), join(stored.store, runId(name)));
    },
  };
}

/** A comparison's two streams: ordered, and live from the workers. */
export function sourceFrom(job: Job, flags: TrainFlags, abort: AbortController, folder: string | undefined): Source {
  const listeners = new Set<(events: readonly RunEvent[]) => void>();
  const board = workBoard();
  // Whoever prints events is told them as they come.
  const rows = flags.reporter === 'dashboard' ? telemetry() : undefined;
  const desk = commandDesk(rows === undefined ? undefined : crew());
  const { workers, engine, checkpointEvery, queue } = flags;
  return {
    // Workers of a queue take no commands: other runs share them.
    ...(queue === undefined ? { desk } : {}),
    board,
    passes: openJob(job).then(passesOf),
    ...(rows === undefined ? {} : { telemetry: rows }),
    around: around({ store: folder === undefined ? defaultStore : dirname(folder) }, flags, job),
    events: compare(job, {
      desk,
      board,
      ...(rows === undefined ? {} : { telemetry: rows }),
      signal: abort.signal,
      live: (events) => listeners.forEach((listener) => listener(events)),
      ...(workers === undefined ? {} : { workers }),
      ...(engine === undefined ? {} : { engine }),
      ...(queue === undefined ? {} : { queue }),
      ...(folder === undefined ? {} : { store: folder }),
      ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    }),
    live: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => abort.abort(),
  };
}
